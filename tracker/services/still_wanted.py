"""The last look before sending: does the recipient still want it, and does the world still call for it?"""

from datetime import datetime

from tracker.models import Channel, MessageKind, OutgoingMessage, Reminder, SkipReason, Subscriber
from tracker.queries import recipients, world
from tracker.services import clock, ledger


def refusal(message: OutgoingMessage, now: datetime) -> SkipReason | None:
    """Why a claimed message is not to be sent after all, or None."""
    reason = _unreachable(message)
    if reason is not None:
        return reason
    if message.reminder is not None:
        return refusal_of(message.reminder, message.subscriber, now)
    if message.kind == MessageKind.REPORT and message.subscriber not in _readers():
        return SkipReason.UNSUBSCRIBED
    return None


def refusal_of(reminder: Reminder, subscriber: Subscriber, now: datetime) -> SkipReason | None:
    """Why this subscriber is not to hear of this reminder any more, or None."""
    reason = world.obsolete(reminder, clock.day_of(now), subscriber)
    if reason is not None:
        return reason
    if not recipients.hears(subscriber, reminder):
        return SkipReason.UNSUBSCRIBED
    assigned = reminder.follow_up is not None
    if not assigned and not recipients.may_look(subscriber, reminder.commitment):
        return SkipReason.UNSUBSCRIBED
    return None


def _unreachable(message: OutgoingMessage) -> SkipReason | None:
    subscriber = message.subscriber
    if subscriber.endpoint is not None and subscriber.endpoint.disabled_at is not None:
        return SkipReason.DISABLED
    if not recipients.is_reachable(subscriber):
        return SkipReason.UNSUBSCRIBED
    if message.channel == Channel.EMAIL and not recipients.takes_mail(subscriber):
        return SkipReason.UNSUBSCRIBED
    if message.channel == Channel.EMAIL and not ledger.address_of(subscriber):
        return SkipReason.NO_ADDRESS
    return None


def _readers() -> list[Subscriber]:
    return [recipient.subscriber for recipient in recipients.report_readers()]
