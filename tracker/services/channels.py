"""How a message travels: composed for its recipient, then mailed, posted, or shown in the admin."""

from datetime import datetime

from tracker import emails
from tracker.emails import Mail
from tracker.models import Channel, MessageKind, Notification, OutgoingMessage, Reminder
from tracker.models.base import NAME_LENGTH
from tracker.services import clock, content, digests, ledger, links, mail, reports, stages, webhooks


def send(message: OutgoingMessage, now: datetime) -> bool:
    """Send one claimed message over its channel; False if nothing is left to tell.

    Raises TemporaryError or PermanentError.
    """
    if message.channel == Channel.EMAIL:
        return _send_mail(message, now)
    if message.channel == Channel.WEBHOOK:
        return _post(message, now)
    return _notify(message, now)


def compose(message: OutgoingMessage, now: datetime) -> Mail | None:
    """The mail in the language that is active, or None if nothing is left to tell."""
    unsubscribe_url = links.unsubscribe_url(message)
    today = clock.day_of(now)
    if message.kind == MessageKind.DIGEST:
        items = digests.items(message, now)
        return emails.digest(items, unsubscribe_url) if items else None
    if message.kind == MessageKind.REPORT:
        return reports.compose(message.period, unsubscribe_url)
    assert message.reminder is not None
    item = content.item(message.reminder, message, today)
    return emails.reminder(item, unsubscribe_url, escalated=_is_escalation(message.reminder))


def _send_mail(message: OutgoingMessage, now: datetime) -> bool:
    composed = compose(message, now)
    if composed is None:
        return False
    headers = {
        "List-Unsubscribe": f"<{links.unsubscribe_url(message)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    address = ledger.address_of(message.subscriber)
    ledger.note_recipient(message, address)
    mail.send(composed, address, message.message_id, headers)
    return True


def _post(message: OutgoingMessage, now: datetime) -> bool:
    endpoint, reminder = message.subscriber.endpoint, message.reminder
    assert endpoint is not None and reminder is not None
    kind = "commitment.escalated" if _is_escalation(reminder) else "commitment.reminder"
    payload = {
        "type": kind,
        "timestamp": now.isoformat(),
        "data": content.payload(reminder, clock.day_of(now)),
    }
    webhooks.post(endpoint, message.message_id, payload, now)
    return True


def _notify(message: OutgoingMessage, now: datetime) -> bool:
    """Show it in the admin; once, also if the process died before this was recorded."""
    user, reminder = message.subscriber.user, message.reminder
    if user is None or reminder is None:
        return False
    item = content.item(reminder, message, clock.day_of(now))
    Notification.objects.get_or_create(
        message=message,
        defaults={
            "user": user,
            "commitment": reminder.commitment,
            "title": emails.subject(item, escalated=_is_escalation(reminder))[:NAME_LENGTH],
            "text": "\n".join(part for part in (item.who, item.due, item.note, item.quote) if part),
        },
    )
    return True


def _is_escalation(reminder: Reminder) -> bool:
    return reminder.stage == stages.ESCALATION
