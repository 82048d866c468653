"""Reads an Arabic article and returns its meetings and commitments: a pure function of text and date.

`extract(text, published)` gives a frozen `types.Extraction`; `VERSION` names the code
and the word lists that read it. The same text, date and version give the same result.
"""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from extraction.types import Extraction

if TYPE_CHECKING:
    VERSION: str

__all__ = ["VERSION", "Extraction", "extract", "version"]

NUMBER = "0.1.0"


def extract(text: str, published: date | None = None) -> Extraction:
    """The meetings and commitments of an article, sorted by position.

    `published` resolves relative dates that nothing in the text settles. Never raises
    on any text. The parts are loaded on the first call (about half a second).
    """
    from extraction.pipeline import extract as run

    return run(text, published)


@cache
def version() -> str:
    """`x.y.z+hash`: the number of the code and a hash over its word lists and weights.

    Where calima-msa-r13 is installed it is read too, so the version says so.
    """
    from extraction.lexicons import content_hash
    from extraction.morphology import full_database

    return f"{NUMBER}+{content_hash()}" + (".msa-r13" if full_database() else "")


def __getattr__(name: str) -> str:
    if name == "VERSION":
        return version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
