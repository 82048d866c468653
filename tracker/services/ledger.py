"""The ledger of outgoing messages: each is claimed before it is sent, and what became of it is recorded.

A message is pending, then sending under a lease, then sent, skipped or failed. Every step is one
conditional UPDATE, so that two workers never hold the same message. A lease that ends belonged to
a process that died: the message is pending again, under the same message id.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tracker.models import Channel, MessageState, OutgoingMessage, SkipReason, Subscriber
from tracker.queries import recipients

if TYPE_CHECKING:
    from django.db.models.query import QuerySet

_WORDS = 2000


def address_of(subscriber: Subscriber) -> str:
    """Where e-mail of this subscriber goes; empty if there is no address."""
    return subscriber.user.email if subscriber.user is not None else subscriber.email


def takes_mail(subscriber: Subscriber) -> bool:
    """Whether e-mail can and may be sent to this subscriber."""
    return bool(address_of(subscriber)) and recipients.takes_mail(subscriber)


def new_message(subscriber: Subscriber, channel: Channel) -> OutgoingMessage:
    """A message with its id for life, not stored yet and without what it is about."""
    message = OutgoingMessage(subscriber=subscriber, channel=channel)
    message.message_id = _message_id(channel, message.pk)
    if channel == Channel.EMAIL:
        message.recipient = address_of(subscriber)
    elif subscriber.endpoint is not None:
        message.recipient = subscriber.endpoint.url
    return message


def _message_id(channel: Channel, row_id: UUID) -> str:
    if channel == Channel.EMAIL:
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        return f"<{row_id.hex}@{domain}>"
    return f"msg_{row_id.hex}"


def due_ids(now: datetime) -> "QuerySet[OutgoingMessage, UUID]":
    """The ids of pending messages whose moment has come and that no worker was told of lately."""
    # Whoever was told that long ago must have died, or the broker lost it.
    told_lately = now - timedelta(seconds=settings.AHD_MESSAGE_LEASE_SECONDS)
    return (
        OutgoingMessage.objects.filter(
            Q(nudged_at__isnull=True) | Q(nudged_at__lte=told_lately),
            state=MessageState.PENDING,
            due_at__lte=now,
        )
        .order_by("due_at")
        .values_list("pk", flat=True)
    )


def pending_ids(now: datetime) -> list[UUID]:
    """The ids of all pending messages whose moment has come, whoever was told of them."""
    due = OutgoingMessage.objects.filter(state=MessageState.PENDING, due_at__lte=now)
    return list(due.order_by("due_at").values_list("pk", flat=True))


def release_expired(now: datetime) -> int:
    """Make the messages of dead processes pending again; returns how many."""
    return OutgoingMessage.objects.filter(state=MessageState.SENDING, lease_ends_at__lte=now).update(
        state=MessageState.PENDING, lease_ends_at=None, nudged_at=None, due_at=now, updated_at=now
    )


def claim(message_id: UUID, now: datetime) -> OutgoingMessage | None:
    """Take a pending message whose moment has come; None if it is not there to be taken."""
    claimed = OutgoingMessage.objects.filter(
        pk=message_id, state=MessageState.PENDING, due_at__lte=now
    ).update(
        state=MessageState.SENDING,
        lease_ends_at=now + timedelta(seconds=settings.AHD_MESSAGE_LEASE_SECONDS),
        attempts=F("attempts") + 1,
        first_tried_at=Coalesce(F("first_tried_at"), now),
        updated_at=now,
    )
    if not claimed:
        return None
    return OutgoingMessage.objects.select_related(
        "reminder__commitment__owner",
        "reminder__follow_up__assignee",
        "reminder__subscriber",
        "subscriber__user",
        "subscriber__endpoint",
    ).get(pk=message_id)


def note_recipient(message: OutgoingMessage, address: str) -> None:
    """Keep the address that is used, where the recipient has another one since the message was written."""
    if address != message.recipient:
        _held(message).update(recipient=address)


def record_sent(message: OutgoingMessage, now: datetime) -> MessageState:
    """The other side has accepted it: true whoever holds the lease by now."""
    OutgoingMessage.objects.filter(
        pk=message.pk, state__in=[MessageState.SENDING, MessageState.PENDING]
    ).update(state=MessageState.SENT, sent_at=now, lease_ends_at=None, error="", updated_at=now)
    return MessageState.SENT


def record_skipped(message: OutgoingMessage, reason: SkipReason, now: datetime) -> MessageState:
    """It is not sent, since the world has changed."""
    _held(message).update(state=MessageState.SKIPPED, state_reason=reason, lease_ends_at=None, updated_at=now)
    return MessageState.SKIPPED


def record_failed(message: OutgoingMessage, words: str, now: datetime) -> MessageState:
    """It cannot be sent; `words` are the server's, or the error."""
    _held(message).update(state=MessageState.FAILED, error=words[:_WORDS], lease_ends_at=None, updated_at=now)
    return MessageState.FAILED


def postpone(message: OutgoingMessage, until: datetime, words: str, now: datetime) -> MessageState:
    """It could not be sent now: pending again, to be tried at `until`."""
    _held(message).update(
        state=MessageState.PENDING,
        due_at=until,
        nudged_at=None,
        lease_ends_at=None,
        error=words[:_WORDS],
        updated_at=now,
    )
    return MessageState.PENDING


def _held(message: OutgoingMessage) -> "QuerySet[OutgoingMessage]":
    """The row, as long as it is still held under the claim that `message` was read with."""
    return OutgoingMessage.objects.filter(
        pk=message.pk, state=MessageState.SENDING, attempts=message.attempts
    )
