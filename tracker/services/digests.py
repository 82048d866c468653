"""Digests: reminders that wait for a recipient's next digest are gathered into one message."""

import logging
from datetime import datetime
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError as DatabaseError
from django.db import transaction
from django.utils import timezone

from tracker.emails import Item
from tracker.models import (
    Cadence,
    Channel,
    DigestItem,
    MessageKind,
    MessageState,
    OutgoingMessage,
    Subscriber,
)
from tracker.services import clock, content, ledger, nudges, schedule, still_wanted

log = logging.getLogger(__name__)

BATCH = 500


def gather_due(now: datetime | None = None, limit: int = BATCH) -> int:
    """Make one message of what waits for each recipient whose digest is due; returns how many there were."""
    now = now or timezone.now()
    waiting = (
        DigestItem.objects.filter(message__isnull=True, due_at__lte=now)
        .order_by()
        .values_list("subscriber", "cadence")
        .distinct()[:limit]
    )
    for subscriber_id, cadence in (due := list(waiting)):
        try:
            _gather(subscriber_id, Cadence(cadence), now)
        except (SoftTimeLimitExceeded, DatabaseError):
            raise
        except Exception:
            log.exception("the digest of subscriber %s could not be gathered", subscriber_id)
    return len(due)


def items(message: OutgoingMessage, now: datetime) -> list[Item]:
    """What a digest tells now; what the world has made needless is left out, with the reason recorded."""
    told = []
    for waiting in _rows(message):
        reason = still_wanted.refusal_of(waiting.reminder, message.subscriber, now)
        if reason is None:
            told.append(content.item(waiting.reminder, message, clock.day_of(now)))
        DigestItem.objects.filter(pk=waiting.pk).update(left_out=reason or "")
    return told


def _rows(message: OutgoingMessage) -> list[DigestItem]:
    return list(
        message.items.select_related(
            "reminder__commitment__owner", "reminder__follow_up__assignee", "reminder__subscriber"
        ).order_by("reminder__day_on", "reminder__due_at", "pk")
    )


@transaction.atomic
def _gather(subscriber_id: UUID, cadence: Cadence, now: datetime) -> None:
    """One digest of all that waits; whoever comes second finds the row of the ledger there already."""
    subscriber = Subscriber.objects.select_related("user", "endpoint").get(pk=subscriber_id)
    draft = ledger.new_message(subscriber, Channel.EMAIL)
    draft.kind = MessageKind.DIGEST
    draft.period = f"{cadence}-{schedule.local_day(subscriber, now)}"
    draft.due_at = schedule.not_before(subscriber, now)
    OutgoingMessage.objects.bulk_create([draft], ignore_conflicts=True)
    message = OutgoingMessage.objects.select_for_update().get(
        reminder=None, kind=draft.kind, period=draft.period, channel=draft.channel, subscriber=subscriber
    )
    waiting = DigestItem.objects.filter(
        subscriber=subscriber, cadence=cadence, message__isnull=True, due_at__lte=now
    )
    if message.state == MessageState.PENDING and message.attempts == 0:
        waiting.update(message=message, updated_at=now)
        nudges.deliver_on_commit([message.pk])
    else:
        waiting.update(due_at=schedule.next_digest(subscriber, cadence, now), updated_at=now)
