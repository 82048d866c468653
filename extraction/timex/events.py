"""Times told by an event instead of a date: during the next session, before the opening, after the vote."""

from dataclasses import dataclass

from extraction.timex.edtf import EdtfError, EdtfInterval, parse
from extraction.timex.values import as_first_day, as_last_day, end_of, start_of
from extraction.timex.vocabulary import labels
from extraction.tokens import Document

_LEADS = ("WITHIN", "BEFORE", "AFTER")
_BETWEEN = frozenset({"THIS", "IN", "FOR"})


@dataclass(frozen=True, slots=True)
class Lead:
    """The preposition before an event: its label in the lexicon and the token it stands at."""

    label: str
    start: int


def lead_before(doc: Document, event: int) -> Lead | None:
    """During, before or after, right before the token of an event or with "this" between."""
    for at in range(event - 1, max(-1, event - 3), -1):
        token = doc.tokens[at]
        if token.sentence != doc.tokens[event].sentence:
            return None
        found = labels(token.folded)
        for label in _LEADS:
            if label in found:
                return Lead(label, at)
        if not found & _BETWEEN:
            return None
    return None


def beside(label: str, event: str) -> str | None:
    """The EDTF value of during, before or after an event of a given EDTF value."""
    try:
        value = parse(event)
    except EdtfError:
        return None
    if label == "WITHIN":
        return event
    edge = as_first_day(start_of(value)) if label == "BEFORE" else as_last_day(end_of(value))
    if edge is None:
        return None
    return str(EdtfInterval(None, edge) if label == "BEFORE" else EdtfInterval(edge, None))
