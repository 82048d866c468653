"""The way of a text through extraction: each part reads what the parts before it found."""

from datetime import date

from extraction import version
from extraction.commitments import find_commitments
from extraction.context import read_context
from extraction.types import Extraction


def extract(text: str, published: date | None = None) -> Extraction:
    """Meetings and commitments of a text, sorted by position; `published` dates what nothing else does."""
    ctx = read_context(text, published)
    return Extraction(ctx.occasions.records(), find_commitments(ctx), version())
