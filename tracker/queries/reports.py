"""Figures of the weekly report: how the commitments of each actor, topic and owner stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Expression, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from tracker.models import CLOSED_STATUSES, Commitment, PartyRole, ReviewState
from tracker.queries import followups

ROWS = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """How many accepted commitments of `name` stand how; `closed` are those closed within the week."""

    name: str
    open: int
    due_soon: int
    overdue: int
    long_overdue: int
    closed: int


@dataclass(frozen=True, slots=True)
class Week:
    """The report of one week, each part with at most ROWS lines, the most overdue first."""

    by_actor: Sequence[Figures]
    by_topic: Sequence[Figures]
    by_owner: Sequence[Figures]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.by_actor or self.by_topic or self.by_owner)


def week(begins_on: date, ends_on: date, today: date) -> Week:
    """The report of the days from `begins_on` to `ends_on`, with due dates seen from `today`."""
    accepted = Commitment.objects.filter(review=ReviewState.ACCEPTED)
    committed = accepted.filter(parties__role=PartyRole.COMMITTER)
    owner_name = Coalesce(NullIf(F("owner__first_name"), Value("")), F("owner__username"))

    def by(key: str, name: Expression | F, commitments: QuerySet[Commitment]) -> list[Figures]:
        return _figures(
            commitments.filter(**{f"{key}__isnull": False}), key, name, (begins_on, ends_on), today
        )

    return Week(
        by_actor=by("parties__actor", F("parties__actor__name"), committed),
        by_topic=by("topics", F("topics__name"), accepted),
        by_owner=by("owner", owner_name, accepted),
    )


def _figures(
    commitments: QuerySet[Commitment], key: str, name: Expression | F, days: tuple[date, date], today: date
) -> list[Figures]:
    """One line for each value of `key`, the most overdue first."""
    closed_in_week = Q(
        status__in=CLOSED_STATUSES,
        status_changes__to_status=F("status"),
        status_changes__effective_on__range=days,
    )
    rows: Any = (
        commitments.order_by()
        .values(key)
        .annotate(
            label=name,
            open_count=Count("pk", filter=followups.is_open(), distinct=True),
            due_soon_count=Count("pk", filter=followups.due_soon(today), distinct=True),
            overdue_count=Count("pk", filter=followups.overdue(today), distinct=True),
            long_overdue_count=Count("pk", filter=followups.long_overdue(today), distinct=True),
            closed_count=Count("pk", filter=closed_in_week, distinct=True),
        )
        .filter(Q(open_count__gt=0) | Q(closed_count__gt=0))
        .order_by("-long_overdue_count", "-overdue_count", "-open_count", "label")
    )
    return [_line(row) for row in rows[:ROWS]]


def _line(row: dict[str, Any]) -> Figures:
    counts = ("open", "due_soon", "overdue", "long_overdue", "closed")
    return Figures(row["label"], *(row[f"{count}_count"] for count in counts))
