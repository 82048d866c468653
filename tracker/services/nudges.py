"""Tells workers of messages that wait, and notes when each was told."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tracker.models import MessageState, OutgoingMessage
from tracker.services import queue

DELIVER = "tracker.tasks.deliver_message"


def deliver_on_commit(message_ids: Iterable[UUID]) -> None:
    """Send messages to workers once the transaction at hand is committed."""
    ids = list(message_ids)
    if ids:
        transaction.on_commit(partial(deliver, ids), robust=True)


def deliver(message_ids: Iterable[UUID]) -> int:
    """Send messages to workers; returns how many went. A broker that is away is not an error."""
    ids = list(message_ids)
    sent = queue.send_all(DELIVER, ids)
    OutgoingMessage.objects.filter(pk__in=ids[:sent], state=MessageState.PENDING).update(
        nudged_at=timezone.now()
    )
    return sent
