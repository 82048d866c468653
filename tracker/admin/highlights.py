"""Cut an article into pieces so that overlapping mentions can be shown, each character once."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from tracker.models import Mention, MentionPart, ReviewState

SILENT_PARTS = frozenset({MentionPart.SENTENCE.value})
"""Parts that are lit only while their record is looked at: a sentence holds all the other marks."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mention to show: `[start, end)` in characters of the article, and the record it belongs to.

    `record` is the HTML id of that record's card, for instance `commitment-0190…`.
    """

    id: str
    part: str
    start: int
    end: int
    record: str
    review: str = ReviewState.PENDING.value

    @property
    def order(self) -> tuple[bool, int, int, str]:
        """Sorts marks over the same words: visible before silent, inner before outer."""
        return (not self.visible, self.end - self.start, self.start, self.id)

    @property
    def visible(self) -> bool:
        """Whether the mark is drawn even when nobody looks at its record."""
        return self.part not in SILENT_PARTS


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one and the same set of marks; `begins` are the marks that start here."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()

    @property
    def target(self) -> Mark | None:
        """The innermost visible mark: the one that a click on the piece means."""
        visible = [mark for mark in self.marks if mark.visible]
        return min(visible, key=lambda mark: mark.order, default=None)

    @property
    def is_stop(self) -> bool:
        """Whether the Tab key halts here: once a visible mention, at its first piece."""
        return any(mark.visible for mark in self.begins)

    @property
    def classes(self) -> str:
        """CSS classes of the piece: one a part, and one where every visible mark was rejected."""
        visible = [mark for mark in self.marks if mark.visible]
        names = ["hl", *sorted({f"hl-{mark.part}" for mark in visible})] if visible else ["hl-quiet"]
        if visible and all(mark.review == ReviewState.REJECTED for mark in visible):
            names.append("hl-rejected")
        return " ".join(names)

    @property
    def records(self) -> str:
        """The ids of the records marked here, innermost first, parted by spaces."""
        ordered = sorted(self.marks, key=lambda mark: mark.order)
        return " ".join(dict.fromkeys(mark.record for mark in ordered))


def cut(body: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """Cut `body[start:end]` at every edge of a mark; the pieces joined are that text again.

    Marks are clipped to the stretch; those wholly outside it are left out.
    """
    end = len(body) if end is None else min(end, len(body))
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark in inside:
        edges |= {max(mark.start, start), min(mark.end, end)}
    return list(_pieces(body, sorted(inside, key=lambda mark: (mark.start, mark.end)), sorted(edges)))


def _pieces(body: str, marks: list[Mark], edges: list[int]) -> Iterator[Piece]:
    """Sweep over the edges with the set of marks that are open."""
    opened: list[Mark] = []
    waiting = deque(marks)
    for left, right in pairwise(edges):
        fresh = []
        while waiting and waiting[0].start <= left:
            fresh.append(waiting.popleft())
        opened = [mark for mark in opened if mark.end > left] + fresh
        yield Piece(body[left:right], tuple(opened), tuple(fresh))


def marks_of(mentions: Iterable[Mention]) -> Iterator[Mark]:
    """The marks of stored mentions; their `commitment` and `meeting` should be fetched with them."""
    for mention in mentions:
        record, review = _record(mention)
        yield Mark(f"m-{mention.pk}", mention.part, mention.start, mention.end, record, review)


def _record(mention: Mention) -> tuple[str, str]:
    if mention.commitment is not None:
        return card_id("commitment", mention.commitment.pk), mention.commitment.review
    if mention.meeting is not None:
        return card_id("meeting", mention.meeting.pk), mention.meeting.review
    return card_id("actor", mention.actor_id or ""), ReviewState.PENDING.value


def card_id(model_name: str, pk: UUID | str) -> str:
    """The HTML id of a record's card on a page."""
    return f"{model_name}-{pk}"
