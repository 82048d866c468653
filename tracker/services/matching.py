"""Finds, for what an article says, the record that is known already; in doubt there is none.

Within one article records are the same where their words overlap. Across articles a
meeting is the same by day, kind and company, a commitment by committer and action.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Max, Min, Q
from rapidfuzz import fuzz

from tracker.models import Actor, Article, Commitment, Meeting, MeetingKind, Mention, PartyRole, ReviewState
from tracker.services import naming
from tracker.services.extractor import Span

T = TypeVar("T")

SAME_ACTION = 85.0
SAME_WORDS = 97.0
SAME_TITLE = 80.0
SAME_SPAN = 0.4
LONGEST_PAUSE = timedelta(days=400)
LONGEST_OCCASION = timedelta(days=14)
# Of these a town rarely has two on one day; of meetings and visits it has many.
SINGULAR_KINDS = (MeetingKind.SESSION, MeetingKind.ASSEMBLY, MeetingKind.FORUM, MeetingKind.TRAINING)


def pair_by_overlap(new: Sequence[Sequence[Span]], known: Iterable[tuple[T, Sequence[Span]]]) -> dict[int, T]:
    """For each index of `new`, the known record whose spans overlap it most; no record twice.

    Overlap is intersection over union of characters; below `SAME_SPAN` nothing is paired.
    """
    scored = [
        (_overlap(spans, others), -index, record)
        for record, others in known
        for index, spans in enumerate(new)
    ]
    pairs: dict[int, T] = {}
    taken: list[T] = []
    for score, negative, record in sorted(scored, key=lambda entry: entry[:2], reverse=True):
        if score >= SAME_SPAN and -negative not in pairs and record not in taken:
            pairs[-negative] = record
            taken.append(record)
    return pairs


def _overlap(ours: Sequence[Span], theirs: Sequence[Span]) -> float:
    return max((_shared(one, other) for one in ours for other in theirs), default=0.0)


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def find_meeting(new: Meeting, actors: Iterable[Actor], article: Article) -> Meeting | None:
    """The known meeting of other articles that this unsaved one is, or None."""
    if not new.earliest_on or not new.latest_on or new.latest_on - new.earliest_on > LONGEST_OCCASION:
        return None
    same_day = (
        Meeting.objects.filter(kind=new.kind, earliest_on=new.earliest_on, latest_on=new.latest_on)
        .exclude(review__in=[ReviewState.MERGED, ReviewState.REJECTED])
        .exclude(mentions__article=article)
        .prefetch_related("participations")
        .order_by("created_at", "pk")
    )
    company = {actor.pk for actor in actors}
    return _first(same_day, lambda known: _same_meeting(new, company, known))


def _same_meeting(new: Meeting, company: set[UUID], known: Meeting) -> bool:
    if new.time and known.time and new.time != known.time:
        return False
    if company & {part.actor_id for part in known.participations.all()}:
        return True
    return (
        new.kind in SINGULAR_KINDS
        and bool(new.place_folded)
        and new.place_folded == known.place_folded
        and fuzz.token_sort_ratio(new.title_folded, known.title_folded) >= SAME_TITLE
    )


def find_commitment(new: Commitment, committers: Iterable[Actor], article: Article) -> Commitment | None:
    """The known commitment of other articles that this unsaved one repeats, or None."""
    same_party = Q(parties__role=PartyRole.COMMITTER, parties__actor__in=[actor.pk for actor in committers])
    same_meeting = Q(meeting=new.meeting_id) if new.meeting_id else Q(pk__in=[])
    of_article = Mention.objects.filter(article=article, commitment__isnull=False).values("commitment")
    candidates = (
        Commitment.objects.filter(same_party | same_meeting)
        .exclude(review=ReviewState.MERGED)
        .exclude(pk__in=of_article)
        .annotate(
            first_told_on=Min("mentions__article__published_on"),
            last_told_on=Max("mentions__article__published_on"),
        )
        .order_by("created_at", "pk")
    )
    alike = [known for known in candidates if _same_commitment(new, known, article)]
    return max(alike, key=lambda known: similarity(new.action, known.action), default=None)


def _same_commitment(new: Commitment, known: Commitment, article: Article) -> bool:
    # What people rejected comes back under its old record only when the words are the same.
    enough = SAME_WORDS if known.review == ReviewState.REJECTED else SAME_ACTION
    return (
        _due_together(new, known)
        and _told_together(known, article)
        and similarity(new.action, known.action) >= enough
    )


def similarity(one: str, other: str) -> float:
    """How alike two actions are, 0 to 100: by their words, whatever their order, spelling or article."""
    return fuzz.token_sort_ratio(" ".join(naming.words(one)), " ".join(naming.words(other)))


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


def _first(records: Iterable[T], accepts: Callable[[T], bool]) -> T | None:
    return next((record for record in records if accepts(record)), None)
