"""Due reminders become rows of the ledger: one for each recipient and channel, in one transaction each."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError as DatabaseError
from django.db import transaction
from django.utils import timezone

from tracker.models import (
    Cadence,
    Channel,
    DigestItem,
    OutgoingMessage,
    Reminder,
    ReminderState,
    SkipReason,
    Subscriber,
)
from tracker.queries import recipients, world
from tracker.queries.recipients import Recipient
from tracker.services import clock, ledger, nudges, reminders, schedule, subscriptions

if TYPE_CHECKING:
    from django.db.models.query import QuerySet

log = logging.getLogger(__name__)

BATCH = 500


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one recipient is to get of a reminder over one channel; `digest` if it waits for a digest."""

    recipient: Recipient
    channel: Channel
    digest: bool = False


def hand_out_due(now: datetime | None = None, limit: int = BATCH) -> int:
    """Hand out up to `limit` reminders whose moment has come, oldest first; returns how many were looked at.

    One that raises is set aside as failed, with the error, and stops no other. Safe to run twice at once.
    """
    now = now or timezone.now()
    due = list(due_ids(now)[:limit])
    for reminder_id in due:
        try:
            hand_out(reminder_id, now)
        except (SoftTimeLimitExceeded, DatabaseError):
            raise
        except Exception as error:
            log.exception("reminder %s could not be handed out", reminder_id)
            _set_aside(reminder_id, error)
    return len(due)


def due_ids(now: datetime) -> "QuerySet[Reminder, UUID]":
    """The ids of planned reminders whose moment has come, oldest first."""
    return (
        Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now)
        .order_by("due_at")
        .values_list("pk", flat=True)
    )


@transaction.atomic
def hand_out(reminder_id: UUID, now: datetime) -> None:
    """Claim one planned reminder and write what it leads to; whoever comes second finds nothing to do."""
    claimed = Reminder.objects.filter(pk=reminder_id, state=ReminderState.PLANNED).update(
        state=ReminderState.SENT, handled_at=now, updated_at=now
    )
    if not claimed:
        return
    reminder = Reminder.objects.select_related(
        "commitment__owner", "follow_up__assignee", "subscriber__user", "subscriber__endpoint"
    ).get(pk=reminder_id)
    reason, deliveries = decide(reminder, now)
    if reason is not None:
        Reminder.objects.filter(pk=reminder_id).update(state=ReminderState.SKIPPED, state_reason=reason)
    _write(reminder, deliveries, now)
    reminders.plan(reminder.commitment, now=now)


def decide(reminder: Reminder, now: datetime) -> tuple[SkipReason | None, list[Delivery]]:
    """What is to be done with a due reminder: a reason to skip it, or the deliveries it leads to."""
    reason = world.obsolete(reminder, clock.day_of(now))
    if reason is not None:
        return reason, []
    _expect_recipients(reminder)
    today = clock.day_of(now)
    deliveries = [
        delivery
        for recipient in recipients.audience(reminder)
        if not world.rests(reminder.commitment, recipient.subscriber, today)
        for delivery in _deliveries(recipient)
    ]
    return (None, deliveries) if deliveries else (SkipReason.NOBODY, [])


def _expect_recipients(reminder: Reminder) -> None:
    """Owner, assignee and supervisors hear of it without having asked, unless they unsubscribed."""
    if reminder.commitment.owner is not None:
        subscriptions.expect_owned(reminder.commitment.owner)
    if reminder.follow_up is not None and reminder.follow_up.assignee is not None:
        subscriptions.subscriber_of(reminder.follow_up.assignee)
    for supervisor in recipients.supervisors():
        subscriptions.expect_escalations(supervisor)


def _deliveries(recipient: Recipient) -> Iterator[Delivery]:
    subscriber = recipient.subscriber
    if subscriber.endpoint is not None:
        yield Delivery(recipient, Channel.WEBHOOK)
        return
    if subscriber.user is not None:
        yield Delivery(recipient, Channel.ADMIN)
    if recipient.cadence != Cadence.SILENT and ledger.takes_mail(subscriber):
        yield Delivery(recipient, Channel.EMAIL, digest=recipient.cadence != Cadence.INSTANT)


def _write(reminder: Reminder, deliveries: list[Delivery], now: datetime) -> None:
    """Store messages and digest items; the unique rows of the ledger stand against a second time."""
    messages = [
        _message(reminder, one.recipient.subscriber, one.channel, now) for one in deliveries if not one.digest
    ]
    OutgoingMessage.objects.bulk_create(messages, ignore_conflicts=True)
    DigestItem.objects.bulk_create(
        [_item(reminder, one.recipient, now) for one in deliveries if one.digest], ignore_conflicts=True
    )
    nudges.deliver_on_commit(message.pk for message in messages if message.due_at <= now)


def _message(reminder: Reminder, subscriber: Subscriber, channel: Channel, now: datetime) -> OutgoingMessage:
    message = ledger.new_message(subscriber, channel)
    message.reminder = reminder
    message.due_at = schedule.not_before(subscriber, now) if channel == Channel.EMAIL else now
    return message


def _item(reminder: Reminder, recipient: Recipient, now: datetime) -> DigestItem:
    return DigestItem(
        reminder=reminder,
        subscriber=recipient.subscriber,
        cadence=recipient.cadence,
        due_at=schedule.next_digest(recipient.subscriber, recipient.cadence, now),
    )


def _set_aside(reminder_id: UUID, error: Exception) -> None:
    """Mark a reminder as failed, and try to plan what comes after it."""
    Reminder.objects.filter(pk=reminder_id, state=ReminderState.PLANNED).update(
        state=ReminderState.FAILED,
        state_reason=f"{type(error).__name__}: {error}"[:2000],
        handled_at=timezone.now(),
        updated_at=timezone.now(),
    )
    try:
        reminders.plan(Reminder.objects.select_related("commitment").get(pk=reminder_id).commitment)
    except Exception:
        log.exception("after reminder %s nothing could be planned", reminder_id)
