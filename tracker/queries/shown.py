"""Records with all that the API shows of them, each list in a number of queries that does not grow."""

import uuid
from datetime import date
from typing import TypeVar

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from tracker.models import (
    Article,
    Commitment,
    CommitmentParty,
    ExtractionRun,
    Meeting,
    MeetingParticipation,
    Mention,
    Review,
    ReviewState,
)
from tracker.queries import followups

R = TypeVar("R", Commitment, Meeting)

# The long columns of an article, left in the database by lists and references.
TEXTS = ("body", "text_folded")


def articles() -> QuerySet[Article]:
    """Articles without their texts, with their source."""
    return Article.objects.select_related("source").defer(*TEXTS)


def articles_in_full() -> QuerySet[Article]:
    """Articles with their texts, their source and their runs, the latest first."""
    runs = ExtractionRun.objects.order_by("-attempt")
    return (
        Article.objects.select_related("source").defer("text_folded").prefetch_related(Prefetch("runs", runs))
    )


def runs_of(article: Article) -> QuerySet[ExtractionRun]:
    """Every attempt to extract an article, the latest first."""
    return article.runs.order_by("-attempt")


def commitments(today: date, article: uuid.UUID | None = None) -> QuerySet[Commitment]:
    """Commitments with flags, delays, parties, topics and mentions (of one article, if given)."""
    parties = CommitmentParty.objects.select_related("actor").order_by("role", "position", "pk")
    rows = Commitment.objects.select_related("meeting", "owner")
    rows = followups.with_flags(followups.with_delays(rows), today)
    return rows.prefetch_related(Prefetch("parties", parties), "topics", _mentions(article))


def commitments_in_full(today: date) -> QuerySet[Commitment]:
    """Commitments with their reviews too."""
    return commitments(today).prefetch_related(_reviews())


def meetings(article: uuid.UUID | None = None) -> QuerySet[Meeting]:
    """Meetings with participations and mentions (of one article only, if given)."""
    parts = MeetingParticipation.objects.select_related("actor").order_by("role", "position", "pk")
    return Meeting.objects.prefetch_related(Prefetch("participations", parts), _mentions(article))


def meetings_in_full() -> QuerySet[Meeting]:
    """Meetings with their reviews too."""
    return meetings().prefetch_related(_reviews())


def commitments_in(article: uuid.UUID, today: date) -> QuerySet[Commitment]:
    """The commitments that an article mentions, in the order of its text, with its mentions only."""
    own = Mention.objects.filter(article=article, commitment=OuterRef("pk"))
    return _in_order(commitments(today, article), own)


def meetings_in(article: uuid.UUID) -> QuerySet[Meeting]:
    """The meetings that an article mentions, in the order of its text, with its mentions only."""
    own = Mention.objects.filter(article=article, meeting=OuterRef("pk"))
    return _in_order(meetings(article), own)


def _in_order(rows: QuerySet[R], own: QuerySet[Mention]) -> QuerySet[R]:
    first = Subquery(own.order_by("start").values("start")[:1])
    found = rows.exclude(review=ReviewState.MERGED).annotate(first_start=first)
    return found.filter(first_start__isnull=False).order_by("first_start", "pk")


def _mentions(article: uuid.UUID | None = None) -> "Prefetch[str, QuerySet[Mention], str]":
    rows = Mention.objects.order_by("article", "start", "end", "pk")
    return Prefetch("mentions", rows.filter(article=article) if article else rows)


def _reviews() -> "Prefetch[str, QuerySet[Review], str]":
    return Prefetch("reviews", Review.objects.select_related("by").order_by("-created_at", "-pk"))
