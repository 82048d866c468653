"""Unsubscribing by the link in a message, without signing in."""

from tracker.models import MessageKind, OutgoingMessage, Subscription, SubscriptionScope
from tracker.queries import recipients
from tracker.services import links, subscriptions
from tracker.services.errors import InvalidInput


def message_of(token: str) -> OutgoingMessage:
    """The message that a signed unsubscribe link came with. Raises InvalidInput (link)."""
    message = (
        OutgoingMessage.objects.select_related("subscriber__user", "reminder__commitment")
        .filter(pk=links.read_unsubscribe(token))
        .first()
    )
    if message is None:
        raise InvalidInput({"link": [links.not_valid()]})
    return message


def behind(message: OutgoingMessage) -> list[Subscription]:
    """The subscriptions that led to a message: what ends with one click, so that no more like it come."""
    subscriber = message.subscriber
    running = subscriber.subscriptions.filter(ended_at__isnull=True)
    if message.kind == MessageKind.REPORT:
        return list(running.filter(scope=SubscriptionScope.ESCALATIONS))
    if message.kind == MessageKind.DIGEST:
        return list(running.filter(cadence=message.period.partition("-")[0]))
    assert message.reminder is not None
    return recipients.subscriptions_behind(subscriber, message.reminder.commitment)


def end_behind(message: OutgoingMessage) -> None:
    """End the subscriptions behind a message; where there are none (any more), all mail to its recipient."""
    found = behind(message)
    for subscription in found:
        subscriptions.end(subscription)
    if not found:
        subscriptions.unsubscribe_all(message.subscriber)


def end_all(message: OutgoingMessage) -> None:
    """Mail nothing to the recipient of a message any more."""
    subscriptions.unsubscribe_all(message.subscriber)
