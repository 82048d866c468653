"""Delivering what waits in the ledger: the world is looked at again, then the message goes out once."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError as DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tracker.models import Channel, MessageState, OutgoingMessage, SkipReason
from tracker.services import channels, ledger, nudges, permits, schedule, still_wanted
from tracker.services.delivery_errors import PermanentError, TemporaryError
from tracker.services.errors import Conflict

log = logging.getLogger(__name__)

# Pauses between tries; the last one repeats until patience is over.
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
BATCH = 1_000


def deliver(message_id: UUID, now: datetime | None = None) -> MessageState | None:
    """Claim one message and send it, skip it, or say when it is tried again; None if it was not to be had.

    A refusal that passes is tried again with growing pauses for AHD_MESSAGE_PATIENCE_DAYS; a final one, and
    any error of our own, fails this message and no other. A lost database is raised: the lease then ends.
    """
    now = now or timezone.now()
    message = ledger.claim(message_id, now)
    if message is None:
        return None
    try:
        with translation.override(schedule.language_of(message.subscriber)):
            return _send(message, now)
    except DatabaseError:
        raise
    except (TemporaryError, SoftTimeLimitExceeded) as error:
        return _try_later(message, str(error) or type(error).__name__, now)
    except PermanentError as error:
        return ledger.record_failed(message, str(error), now)
    except Exception as error:
        log.exception("message %s could not be sent", message.pk)
        return ledger.record_failed(message, f"{type(error).__name__}: {error}", now)


def sweep(now: datetime | None = None, limit: int = BATCH) -> int:
    """Free what dead workers held and tell workers of all that is due; returns of how many they were told."""
    now = now or timezone.now()
    released = ledger.release_expired(now)
    if released:
        log.warning("%d messages were held by workers that died", released)
    return nudges.deliver(ledger.due_ids(now)[:limit])


def retry(message: OutgoingMessage, *, by: User) -> None:
    """Try a failed message again, under its old id. Raises NotAllowed, Conflict (not failed)."""
    permits.require_permission(by, "tracker.retry_outgoingmessage")
    now = timezone.now()
    again = OutgoingMessage.objects.filter(pk=message.pk, state=MessageState.FAILED).update(
        state=MessageState.PENDING, due_at=now, first_tried_at=None, nudged_at=None, updated_at=now
    )
    if not again:
        raise Conflict(_("Only a failed message can be sent again."), "not_failed")
    nudges.deliver_on_commit([message.pk])


def _send(message: OutgoingMessage, now: datetime) -> MessageState:
    """Send a claimed message unless it is not wanted any more, or not at this hour."""
    reason = still_wanted.refusal(message, now)
    if reason is not None:
        return ledger.record_skipped(message, reason, now)
    if message.channel == Channel.EMAIL:
        quiet_until = schedule.not_before(message.subscriber, now)
        if quiet_until > now:
            return ledger.postpone(message, quiet_until, "", now)
    if not channels.send(message, now):
        return ledger.record_skipped(message, SkipReason.EMPTY, now)
    return ledger.record_sent(message, timezone.now())


def _try_later(message: OutgoingMessage, words: str, now: datetime) -> MessageState:
    """Plan the next try, or give up where patience is over."""
    first = message.first_tried_at or now
    pause = _PAUSES[min(message.attempts, len(_PAUSES)) - 1]
    if now + pause - first > timedelta(days=settings.AHD_MESSAGE_PATIENCE_DAYS):
        return ledger.record_failed(message, words, now)
    return ledger.postpone(message, now + pause, words, now)
