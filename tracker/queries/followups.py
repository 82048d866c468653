"""How accepted commitments stand against their dates: derived from rows at every look, stored nowhere.

Every function takes `today`, a day in the installation's zone (`services.clock.today()`).
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from tracker.models import (
    CLOSED_STATUSES,
    Answer,
    Commitment,
    DueDateRevision,
    Evidence,
    FollowUp,
    Note,
    Review,
    ReviewState,
    Status,
    StatusChange,
)

DELIVERED = (Status.FULFILLED, Status.PARTIALLY_FULFILLED)


def is_open() -> Q:
    """Accepted, not closed and measurable: what somebody is still to deliver."""
    return Q(review=ReviewState.ACCEPTED) & ~Q(status__in=[*CLOSED_STATUSES, Status.UNVERIFIABLE])


def due_soon(today: date) -> Q:
    """Open, and due today or within AHD_DUE_SOON_DAYS days."""
    return is_open() & Q(due_latest_on__range=(today, today + timedelta(settings.AHD_DUE_SOON_DAYS)))


def overdue(today: date) -> Q:
    """Open, and the last day of its due date is over."""
    return is_open() & Q(due_latest_on__lt=today)


def long_overdue(today: date) -> Q:
    """Open, and due AHD_LONG_OVERDUE_DAYS days ago or earlier."""
    return is_open() & Q(due_latest_on__lte=today - timedelta(settings.AHD_LONG_OVERDUE_DAYS))


def stale(today: date) -> Q:
    """Open, and nobody has recorded anything on it for AHD_STALE_DAYS days."""
    since = _start_of(today - timedelta(settings.AHD_STALE_DAYS))
    condition = is_open()
    for model in (StatusChange, DueDateRevision, Evidence, Note, Review, Answer):
        recent = model._default_manager.filter(commitment=OuterRef("pk"), created_at__gte=since)
        condition &= ~Q(Exists(recent))
    return condition


def mine(user_id: int) -> Q:
    """Owned by the user."""
    return Q(owner=user_id)


class DaysBetween(Func):
    """Whole days from the second date to the first, as an integer."""

    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL subtracts dates to a number of days."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps dates as text."""
        first, second = (compiler.compile(source) for source in self.source_expressions)
        sql = f"CAST(julianday({first[0]}) - julianday({second[0]}) AS INTEGER)"
        return sql, (*first[1], *second[1])


def with_delays(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Annotate `first_due_on`, `times_postponed`, `days_slipped` and `delivered_late`.

    `first_due_on` (date or None) is the last day of the first due date there was; `days_slipped`
    (int or None) the days from it to the one now, negative if it was brought forward;
    `delivered_late` (bool) whether it was delivered, wholly or in part, after the date now.
    """
    revisions = DueDateRevision.objects.filter(commitment=OuterRef("pk"))
    first = revisions.filter(from_latest_on__isnull=False).order_by("created_at", "id")
    postponed = (
        revisions.filter(to_latest_on__gt=F("from_latest_on"))
        .order_by()
        .values("commitment")
        .annotate(count=Count("pk"))
    )
    closed = StatusChange.objects.filter(commitment=OuterRef("pk")).order_by("-created_at", "-id")
    return commitments.annotate(
        first_due_on=Coalesce(
            Subquery(first.values("from_latest_on")[:1]), F("due_latest_on"), output_field=DateField()
        ),
        times_postponed=Coalesce(Subquery(postponed.values("count")[:1]), 0),
        days_slipped=DaysBetween(F("due_latest_on"), F("first_due_on")),
        delivered_on=Case(
            When(status__in=DELIVERED, then=Subquery(closed.values("effective_on")[:1])),
            output_field=DateField(),
        ),
        delivered_late=_whether(Q(delivered_on__gt=F("due_latest_on"))),
    )


def with_flags(commitments: QuerySet[Commitment], today: date) -> QuerySet[Commitment]:
    """Annotate `is_due_soon`, `is_overdue`, `is_long_overdue` and `is_stale` (bools)."""
    return commitments.annotate(
        is_due_soon=_whether(due_soon(today)),
        is_overdue=_whether(overdue(today)),
        is_long_overdue=_whether(long_overdue(today)),
        is_stale=_whether(stale(today)),
    )


def open_follow_ups(until: date) -> QuerySet[FollowUp]:
    """Follow-ups of accepted commitments that nobody has done and whose day has come, oldest first."""
    return (
        FollowUp.objects.filter(
            done_at__isnull=True, due_on__lte=until, commitment__review=ReviewState.ACCEPTED
        )
        .select_related("commitment", "assignee")
        .order_by("due_on", "created_at")
    )


def unsettled_answers() -> QuerySet[Answer]:
    """Answers of recipients that wait for a monitor, oldest first."""
    return (
        Answer.objects.filter(settled_at__isnull=True)
        .select_related("commitment", "by", "subscriber")
        .order_by("created_at")
    )


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
