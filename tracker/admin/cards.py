"""Records as the pages show them: parties by role, and the words they were read from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.admin.highlights import Mark, Piece, card_id, cut, marks_of
from tracker.models import Article, Commitment, Meeting, Mention, MentionPart, ParticipationRole, PartyRole

CONTEXT = 160
"""Characters of an article shown on each side of words whose sentence is not known."""

MAIN_PARTS = (MentionPart.ACTION, MentionPart.TRIGGER, MentionPart.MEETING)


@dataclass(frozen=True, slots=True)
class Card:
    """A record beside an article: its parties by role, and the HTML id of its first words."""

    record: Commitment | Meeting
    parties: list[tuple[str, list[Any]]]
    first_mark: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A record's words in one article, within the sentence that holds them."""

    article: Article
    pieces: list[Piece]
    cut_before: bool
    cut_after: bool
    first_mark: str


def commitment_card(commitment: Commitment, marks: Sequence[Mark]) -> Card:
    """The card of a commitment whose parties are fetched."""
    parties = by_role(commitment.parties.all(), PartyRole.choices)
    return Card(commitment, parties, _first_mark(card_id("commitment", commitment.pk), marks))


def meeting_card(meeting: Meeting, marks: Sequence[Mark]) -> Card:
    """The card of a meeting whose participations are fetched."""
    parties = by_role(meeting.participations.all(), ParticipationRole.choices)
    return Card(meeting, parties, _first_mark(card_id("meeting", meeting.pk), marks))


def by_role(parties: Iterable[Any], roles: Iterable[tuple[str, Any]]) -> list[tuple[str, list[Any]]]:
    """Parties under the name of their role; roles that nobody has are left out."""
    everybody = list(parties)
    grouped = [(str(label), [p for p in everybody if p.role == role]) for role, label in roles]
    return [(label, members) for label, members in grouped if members]


def quotes(article: Article, mentions: Sequence[Mention]) -> list[Quote]:
    """Each sentence of an article that a record was read from, with the record's words marked."""
    marks = [mark for mark in marks_of(mentions) if mark.visible]
    sentences = {(m.start, m.end) for m in mentions if m.part == MentionPart.SENTENCE}
    return [
        _quote(article, marks, start, end) for start, end in sorted(sentences or {_around(article, mentions)})
    ]


def _quote(article: Article, marks: Sequence[Mark], start: int, end: int) -> Quote:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    return Quote(
        article,
        cut(article.body, inside, start, end),
        cut_before=start > 0,
        cut_after=end < len(article.body),
        first_mark=_first_mark(inside[0].record if inside else "", inside),
    )


def _around(article: Article, mentions: Sequence[Mention]) -> tuple[int, int]:
    start = min(m.start for m in mentions) - CONTEXT
    end = max(m.end for m in mentions) + CONTEXT
    return max(0, start), min(len(article.body), end)


def _first_mark(record: str, marks: Iterable[Mark]) -> str:
    """The HTML id of the words that say best what the record is, else of its first words."""
    own = [mark for mark in marks if mark.record == record]
    own.sort(key=lambda mark: (mark.part not in MAIN_PARTS, mark.start))
    return own[0].id if own else ""
