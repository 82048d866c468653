"""Finds, for what an article says, the record that is known already; in doubt there is none.

Within one article records are the same where their words overlap. Across articles a
meeting is the same by day, kind and company, a commitment by committer and action.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Max, Min, Q
from rapidfuzz import fuzz, process

from tracker.models import (
    Article,
    Commitment,
    CommitmentParty,
    Meeting,
    MeetingKind,
    Mention,
    PartyRole,
    ReviewState,
)
from tracker.services import naming
from tracker.services.batches import batches
from tracker.services.extractor import Span

T = TypeVar("T", Commitment, Meeting)

SAME_ACTION = 85.0
SAME_WORDS = 97.0
SAME_TITLE = 80.0
SAME_SPAN = 0.4
LONGEST_PAUSE = timedelta(days=400)
LONGEST_OCCASION = timedelta(days=14)
# Of these a town rarely has two on one day; of meetings and visits it has many.
SINGULAR_KINDS = (MeetingKind.SESSION, MeetingKind.ASSEMBLY, MeetingKind.FORUM, MeetingKind.TRAINING)


@dataclass(frozen=True, slots=True)
class New(Generic[T]):
    """An unsaved record with the actors that tell it from others: its company, or its committers."""

    row: T
    actors: frozenset[UUID]


def pair_by_overlap(new: Sequence[Sequence[Span]], known: Iterable[tuple[T, Sequence[Span]]]) -> dict[int, T]:
    """For each index of `new`, the known record whose spans overlap it most; no record twice.

    Overlap is intersection over union of characters; below `SAME_SPAN` nothing is paired.
    """
    places = sorted(
        ((span, number, record) for number, (record, spans) in enumerate(known) for span in spans),
        key=lambda place: place[:2],
    )
    longest = max((span.end - span.start for span, _number, _record in places), default=0)
    starts = [span.start for span, _number, _record in places]
    scored = [
        (_shared(span, other), -index, -number, record)
        for index, spans in enumerate(new)
        for span in spans
        for other, number, record in places[
            bisect_left(starts, span.start - longest) : bisect_left(starts, span.end)
        ]
    ]
    pairs: dict[int, T] = {}
    taken: set[UUID] = set()
    for score, index, _number, record in sorted(scored, key=lambda entry: entry[:3], reverse=True):
        if score >= SAME_SPAN and -index not in pairs and record.pk not in taken:
            pairs[-index] = record
            taken.add(record.pk)
    return pairs


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def known_meetings(new: Mapping[int, New[Meeting]], article: Article) -> dict[int, Meeting]:
    """Of each of these meetings, by its index, the one that other articles told of; the oldest if several."""
    dated = {index: each for index, each in new.items() if _is_dated(each.row)}
    same_days: dict[tuple[str, date | None, date | None], list[Meeting]] = defaultdict(list)
    for days in batches({each.row.earliest_on for each in dated.values()}):
        rows = Meeting.objects.filter(earliest_on__in=days).exclude(mentions__article=article)
        rows = rows.exclude(review__in=[ReviewState.MERGED, ReviewState.REJECTED])
        for known in rows.prefetch_related("participations").order_by("created_at", "pk"):
            same_days[known.kind, known.earliest_on, known.latest_on].append(known)
    found = {}
    for index, each in dated.items():
        candidates = same_days[each.row.kind, each.row.earliest_on, each.row.latest_on]
        if (same := next((known for known in candidates if _same_meeting(each, known)), None)) is not None:
            found[index] = same
    return found


def _is_dated(row: Meeting) -> bool:
    first, last = row.earliest_on, row.latest_on
    return first is not None and last is not None and last - first <= LONGEST_OCCASION


def _same_meeting(new: New[Meeting], known: Meeting) -> bool:
    row = new.row
    if row.time and known.time and row.time != known.time:
        return False
    if new.actors & {part.actor_id for part in known.participations.all()}:
        return True
    return (
        row.kind in SINGULAR_KINDS
        and bool(row.place_folded)
        and row.place_folded == known.place_folded
        and fuzz.token_sort_ratio(row.title_folded, known.title_folded) >= SAME_TITLE
    )


def known_commitments(new: Mapping[int, New[Commitment]], article: Article) -> dict[int, Commitment]:
    """Of each of these commitments, by its index, the one that it repeats; the likest if several."""
    groups = _candidates(new.values(), article)
    found = {}
    for index, each in new.items():
        keys = [*each.actors, *([each.row.meeting_id] if each.row.meeting_id else [])]
        candidates = {known.pk: known for key in keys for known in groups.get(key, ())}
        if (same := _likest(each.row, list(candidates.values()), article)) is not None:
            found[index] = same
    return found


def _candidates(new: Iterable[New[Commitment]], article: Article) -> dict[UUID, list[Commitment]]:
    """The commitments of other articles by the actors that made them and the meetings they were made in."""
    groups: dict[UUID, list[Commitment]] = defaultdict(list)
    actors = {actor for each in new for actor in each.actors}
    for some in batches(sorted(actors)):
        made = CommitmentParty.objects.filter(role=PartyRole.COMMITTER, actor__in=some)
        by_commitment: dict[UUID, list[UUID]] = defaultdict(list)
        for commitment, actor in made.values_list("commitment", "actor"):
            by_commitment[commitment].append(actor)
        for known in _of_others(Q(parties__role=PartyRole.COMMITTER, parties__actor__in=some), article):
            for actor in by_commitment[known.pk]:
                groups[actor].append(known)
    for some in batches(sorted({each.row.meeting_id for each in new if each.row.meeting_id})):
        for known in _of_others(Q(meeting__in=some), article):
            groups[known.meeting_id].append(known)  # type: ignore[index]
    return groups


def _of_others(condition: Q, article: Article) -> list[Commitment]:
    """Commitments that the article does not mention, the oldest first, with the days they were told of."""
    own = Mention.objects.filter(article=article, commitment__isnull=False).values("commitment")
    return list(
        Commitment.objects.filter(condition)
        .exclude(review=ReviewState.MERGED)
        .exclude(pk__in=own)
        .defer("features")
        .annotate(
            first_told_on=Min("mentions__article__published_on"),
            last_told_on=Max("mentions__article__published_on"),
        )
        .order_by("created_at", "pk")
    )


def _likest(row: Commitment, candidates: Sequence[Commitment], article: Article) -> Commitment | None:
    fitting = [known for known in candidates if _due_together(row, known) and _told_together(known, article)]
    alike = process.extract(
        _comparable(row.action),
        [_comparable(known.action) for known in fitting],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=SAME_ACTION,
        limit=None,
    )
    for _words, score, index in alike:
        # What people rejected comes back under its old record only when the words are the same.
        if score >= SAME_WORDS or fitting[index].review != ReviewState.REJECTED:
            return fitting[index]
    return None


@lru_cache(maxsize=65_536)
def _comparable(action: str) -> str:
    return " ".join(naming.words(action))


def _due_together(new: Commitment, known: Commitment) -> bool:
    """Whether some day would satisfy both due dates; unknown ones satisfy all."""
    if not (new.due_latest_on and known.due_latest_on):
        return True
    ours, theirs = new.due_earliest_on or new.due_latest_on, known.due_earliest_on or known.due_latest_on
    return ours <= known.due_latest_on and theirs <= new.due_latest_on


def _told_together(known: Commitment, article: Article) -> bool:
    """Whether the article appeared near those that told of it; a yearly promise is a new one each year."""
    first, last = getattr(known, "first_told_on", None), getattr(known, "last_told_on", None)
    if not article.published_on or not first or not last:
        return True
    return bool(first - LONGEST_PAUSE <= article.published_on <= last + LONGEST_PAUSE)
