"""Readings of a folded word: the only door to camel_tools and to our compact database.

The compact database (see `extraction.paradigms`) is read first. A word that it does
not know is looked up in calima-msa-r13, when the user has installed that with
`camel_data`, and else read by its shape.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extraction import lookup, shapes
from extraction.readings import NO_FACTS, Facts, Reading, gather
from extraction.text import fold_word

__all__ = ["NO_FACTS", "Facts", "Reading", "analyse", "full_database"]

MAX_WORD = 40
FULL_DATABASE = "morphology_db/calima-msa-r13/morphology.db"
_FOLDER = Path(__file__).parent / "lexicons"
_NO_DATA = _FOLDER / "camel_tools"
_MISSING = frozenset({None, "", "-", "na", "n", "u", "0"})


@lru_cache(maxsize=65536)
def analyse(word: str) -> Facts:
    """All readings of one folded word. Pure for one set of installed databases; cached."""
    if len(word) > MAX_WORD:
        return gather(word, [Reading(word, "noun_prop", stem=word)], unknown=True)
    if known := lookup.readings(_compact(), word):
        return gather(word, known)
    full = _full()
    if full is not None and (found := full.analyze(word)):
        return gather(word, [_full_reading(analysis) for analysis in found])
    return gather(word, shapes.guess(word), unknown=True)


def full_database() -> Path | None:
    """The file of calima-msa-r13 where the user has installed it, else None."""
    path = _user_data() / "data" / FULL_DATABASE
    return path if path.is_file() else None


def _user_data() -> Path:
    given = os.environ.get("CAMELTOOLS_DATA")
    if given:
        return Path(given).expanduser()
    try:
        return Path.home() / ".camel_tools"
    except RuntimeError:
        return _NO_DATA


@contextmanager
def _environment() -> Iterator[None]:
    """Import camel_tools without a download and without a folder in the user's home.

    It reads a catalogue (fetching it where there is none) and creates ~/.camel_tools
    at import; the variables are put back afterwards.
    """
    data = _user_data()
    with tempfile.TemporaryDirectory() as home:
        changed = {
            "CAMELTOOLS_DATA": str(data if (data / "catalogue.json").is_file() else _NO_DATA),
            "HOME": home,
            "USERPROFILE": home,
        }
        before = {name: os.environ.get(name) for name in changed}
        os.environ.update(changed)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


@cache
def _compact() -> Any:
    """Our own database, as a MorphologyDB."""
    with _environment():
        from camel_tools.morphology.database import MorphologyDB
    return MorphologyDB(str(_FOLDER / "ar" / "morphology.almor"))


@cache
def _full() -> Any | None:
    """An Analyzer over the user's database, or None."""
    path = full_database()
    if path is None:
        return None
    with _environment():
        from camel_tools.morphology.analyzer import Analyzer
        from camel_tools.morphology.database import MorphologyDB
    return Analyzer(MorphologyDB(str(path)), backoff="NONE")


def _value(analysis: dict[str, Any], name: str) -> str:
    value = analysis.get(name)
    return "" if value in _MISSING else str(value)


_FULL_POS = {
    "verb_pseudo": "conj_sub", "adj_comp": "adj",
    "adj_num": "num", "noun_num": "num", "noun_quant": "noun",
    "adv_interrog": "adv", "adv_rel": "adv", "pron_exclam": "pron",
    "pron_interrog": "pron_rel", "digit": "num",
    "part_det": "part", "part_emphac": "part", "part_focus": "part", "part_fut": "part_fut",
    "part_interrog": "part", "part_restrict": "part",
    "part_verb": "part", "part_voc": "part", "abbrev": "noun",
}  # fmt: skip
_FULL_PROCLITICS = {
    "wa": "w", "fa": "f", "bi": "b", "ka": "k", "li": "l", "la": "l", "sa": "s", "Al": "al", "Aa": "al",
}  # fmt: skip


def _full_reading(analysis: dict[str, Any]) -> Reading:
    """A reading of calima-msa-r13 in our terms."""
    prefixes = [_value(analysis, name).split("_")[0] for name in ("prc2", "prc1", "prc0")]
    pronoun = _value(analysis, "enc0").split("_")[0]
    pos = _FULL_POS.get(analysis["pos"], analysis["pos"])
    stem = fold_word(str(analysis.get("stem", "")))
    return Reading(
        lemma=fold_word(analysis["lex"]),
        pos=pos,
        aspect=_value(analysis, "asp") if pos == "verb" else "",
        voice=_value(analysis, "vox") if _value(analysis, "vox") == "p" else "",
        person=_value(analysis, "per"),
        gender=_value(analysis, "gen"),
        number=_value(analysis, "num"),
        proclitics=tuple(_FULL_PROCLITICS[prefix] for prefix in prefixes if prefix in _FULL_PROCLITICS),
        enclitic=pronoun if pronoun[:1].isdigit() else "",
        masdar=pos == "noun" and shapes.is_masdar(stem),
        stem=stem,
    )
