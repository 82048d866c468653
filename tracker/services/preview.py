"""What the next round would hand out, to whom and why, without sending or keeping anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tracker.models import Commitment, Reminder, ReminderState, SkipReason
from tracker.services import handing_out


@dataclass(frozen=True, slots=True)
class Line:
    """One due reminder: either `skipped`, or going to `to` (who, channel, cadence)."""

    reminder: Reminder
    commitment: Commitment
    skipped: SkipReason | None
    to: tuple[tuple[str, str, str], ...]


def due_count(now: datetime) -> int:
    """How many reminders are due by then."""
    return Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now).count()


def due(now: datetime) -> Iterator[Line]:
    """Every reminder that is due by then, oldest first, with what would become of it."""
    rows = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now).select_related(
        "commitment__owner", "follow_up__assignee", "subscriber__user", "subscriber__endpoint", "rule"
    )
    for reminder in rows.order_by("due_at").iterator(chunk_size=500):
        yield _line(reminder, now)


def _line(reminder: Reminder, now: datetime) -> Line:
    """Deciding may make a subscription for an owner who has none yet: that is taken back here."""
    with transaction.atomic():
        reason, deliveries = handing_out.decide(reminder, now)
        transaction.set_rollback(True)
    to = tuple(
        (str(one.recipient.subscriber), one.channel.value, one.recipient.cadence.value) for one in deliveries
    )
    return Line(reminder, reminder.commitment, reason, to)
