"""The tracker's door to `extraction`: the only module that imports it."""

import re
from datetime import date
from functools import cache

import extraction
from extraction import lexicons, timex
from extraction.text import fold_word
from extraction.timex import edtf
from extraction.tokens import read
from extraction.types import (
    Commitment,
    CommitmentKind,
    Extraction,
    Meeting,
    MeetingKind,
    Party,
    PartyKind,
    Span,
)
from tracker.queries.search import FoldedText

__all__ = [
    "Commitment",
    "CommitmentKind",
    "Extraction",
    "Meeting",
    "MeetingKind",
    "Party",
    "PartyKind",
    "Span",
    "bounds",
    "extract",
    "fold",
    "is_edtf",
    "is_relative",
    "lexicon_words",
    "version",
    "warm_up",
]

# A slip of the pen or of the extractor can give any year; nothing was promised for these.
FIRST_YEAR, LAST_YEAR = 1800, 2200

_SPACES = re.compile(r"\s+")
_ONE_DAY, _ANOTHER_DAY = date(2001, 3, 5), date(2010, 10, 21)


def extract(text: str, published_on: date | None) -> Extraction:
    """All meetings and commitments of a text; relative dates are reckoned from `published_on`."""
    return extraction.extract(text, published_on)


def warm_up() -> None:
    """Load all that the first `extract` of a process would have to load, which takes about a second."""
    extraction.extract("ا ب")


def version() -> str:
    """The version of rules and word lists that `extract` works by."""
    return extraction.VERSION


def fold(text: str) -> FoldedText:
    """The text as it is compared and searched: one spelling, one space between words, small letters."""
    return FoldedText(_SPACES.sub(" ", fold_word(text)).strip().casefold())


def bounds(value: str | None) -> tuple[date | None, date | None]:
    """First and last day that an EDTF string admits, None where open, unknown, too far or no date at all."""
    if not value:
        return None, None
    try:
        days = edtf.bounds(value)
    except edtf.EdtfError:
        return None, None
    return days if _within_reach(days) else (None, None)


def is_edtf(value: str) -> bool:
    """Whether the string is an EDTF date or interval that Ahd can keep."""
    return edtf.is_valid(value) and _within_reach(edtf.bounds(value))


def _within_reach(days: tuple[date | None, date | None]) -> bool:
    """Whether days can be counted on from them, in every zone and by every rule."""
    return all(day is None or FIRST_YEAR <= day.year <= LAST_YEAR for day in days)


@cache
def lexicon_words(name: str, *fields: str, label: str = "") -> frozenset[str]:
    """All folded words of a lexicon, or of its entries with one label: lemmas and what `fields` list."""
    entries = [entry for entry in lexicons.load(name) if label in ("", entry.label)]
    listed = {word for entry in entries for field in fields for word in entry.words(field)}
    return frozenset(listed | {entry.lemma for entry in entries})


def is_relative(phrase: str) -> bool:
    """Whether the day that a phrase names depends on when it is said, as that of "in two weeks" does."""
    document = read(phrase)
    return any(
        timex.resolve(found, _ONE_DAY) != timex.resolve(found, _ANOTHER_DAY)
        for found in timex.recognise(document)
    )
