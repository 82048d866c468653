"""The life of one commitment as one list, from the first mention to the last message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from tracker.models import (
    Answer,
    Article,
    Commitment,
    DigestItem,
    Mention,
    OutgoingMessage,
    Reminder,
    ReminderState,
)


class Kind(StrEnum):
    """What an entry of the timeline is about; `record` is of the matching model."""

    MENTION = "mention"
    REVIEW = "review"
    STATUS_CHANGE = "status_change"
    DUE_DATE_REVISION = "due_date_revision"
    EVIDENCE = "evidence"
    REMINDER = "reminder"
    MESSAGE = "message"
    ANSWER = "answer"
    NOTE = "note"
    SNOOZE = "snooze"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, or (a planned reminder, an open follow-up) is to happen, at `at`.

    `who` is the user behind it, None for the machine and for recipients without an account.
    """

    at: datetime
    kind: Kind
    record: Model
    who: Any
    is_planned: bool = False


def of(commitment: Commitment) -> list[Entry]:
    """Everything about a commitment, newest first, in a number of queries that does not grow with it."""
    entries = [entry for part in _PARTS for entry in part(commitment)]
    return sorted(entries, key=lambda entry: (entry.at, str(entry.record.pk)), reverse=True)


def offered_articles(commitment: Commitment) -> QuerySet[Article]:
    """Later articles that mention the commitment and are not evidence of it yet, newest first."""
    mentioning = Article.objects.filter(
        pk__in=Mention.objects.filter(commitment=commitment).values("article")
    ).select_related("source")
    first = mentioning.order_by(F("published_on").asc(nulls_last=True), "created_at").first()
    if first is None:
        return mentioning
    return (
        mentioning.exclude(pk=first.pk)
        .exclude(pk__in=commitment.evidence.filter(article__isnull=False).values("article"))
        .order_by(F("published_on").desc(nulls_last=True), "-created_at")
    )


def _mentions(commitment: Commitment) -> Iterator[Entry]:
    """One entry an article: its first words about the commitment, on the day it was published."""
    seen = set()
    mentions = Mention.objects.filter(commitment=commitment).select_related("article__source")
    for mention in mentions.order_by("article", "start", "end"):
        if mention.article_id not in seen:
            seen.add(mention.article_id)
            yield Entry(_published_at(mention.article), Kind.MENTION, mention, None)


def _published_at(article: Article) -> datetime:
    if article.published_on is None:
        return article.created_at
    return datetime.combine(article.published_on, time(), tzinfo=timezone.get_default_timezone())


def _reviews(commitment: Commitment) -> Iterator[Entry]:
    for row in commitment.reviews.select_related("by"):
        yield Entry(row.created_at, Kind.REVIEW, row, row.by)


def _status_changes(commitment: Commitment) -> Iterator[Entry]:
    for row in commitment.status_changes.select_related("by").prefetch_related("evidence"):
        yield Entry(row.created_at, Kind.STATUS_CHANGE, row, row.by)


def _revisions(commitment: Commitment) -> Iterator[Entry]:
    for row in commitment.due_date_revisions.select_related("by", "evidence"):
        yield Entry(row.created_at, Kind.DUE_DATE_REVISION, row, row.by)


def _evidence(commitment: Commitment) -> Iterator[Entry]:
    for row in commitment.evidence.select_related("added_by", "article__source"):
        yield Entry(row.created_at, Kind.EVIDENCE, row, row.added_by)


def _reminders(commitment: Commitment) -> Iterator[Entry]:
    for row in Reminder.objects.filter(commitment=commitment).select_related("rule"):
        planned = row.state == ReminderState.PLANNED
        yield Entry(row.handled_at or row.due_at, Kind.REMINDER, row, None, planned)


def _messages(commitment: Commitment) -> Iterator[Entry]:
    """Messages about its reminders, and digests that held one of them."""
    about = OutgoingMessage.objects.select_related("subscriber__user", "subscriber__endpoint", "reminder")
    named = Q(reminder__commitment=commitment) | Q(
        pk__in=DigestItem.objects.filter(reminder__commitment=commitment, left_out="").values("message")
    )
    for row in about.filter(named):
        yield Entry(row.sent_at or row.created_at, Kind.MESSAGE, row, row.subscriber.user)


def _answers(commitment: Commitment) -> Iterator[Entry]:
    for row in Answer.objects.filter(commitment=commitment).select_related("by", "subscriber"):
        yield Entry(row.created_at, Kind.ANSWER, row, row.by)


def _notes(commitment: Commitment) -> Iterator[Entry]:
    for row in commitment.notes.select_related("by"):
        yield Entry(row.created_at, Kind.NOTE, row, row.by)


def _snoozes(commitment: Commitment) -> Iterator[Entry]:
    for row in commitment.snoozes.select_related("by", "subscriber__user"):
        yield Entry(row.created_at, Kind.SNOOZE, row, row.by)


def _follow_ups(commitment: Commitment) -> Iterator[Entry]:
    for row in commitment.follow_ups.select_related("assignee", "done_by"):
        day = datetime.combine(row.due_on, time(), tzinfo=timezone.get_default_timezone())
        yield Entry(row.done_at or day, Kind.FOLLOW_UP, row, row.done_by or row.assignee, row.done_at is None)


_PARTS: Sequence[Any] = (
    _mentions,
    _reviews,
    _status_changes,
    _revisions,
    _evidence,
    _reminders,
    _messages,
    _answers,
    _notes,
    _snoozes,
    _follow_ups,
)
