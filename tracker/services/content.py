"""What a message tells of a commitment, in the language that is active."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.emails import Item, Link
from tracker.models import (
    AnswerChoice,
    Commitment,
    Mention,
    MentionPart,
    OutgoingMessage,
    PartyRole,
    Reminder,
    Status,
)
from tracker.services import links


def item(reminder: Reminder, message: OutgoingMessage, today: date) -> Item:
    """The commitment of a reminder as a mail shows it, with links to answer that message."""
    commitment = reminder.commitment
    mention = quoted(commitment)
    return Item(
        action=commitment.action,
        who=who(commitment),
        due=due(commitment),
        days_left=days_left(commitment, today),
        status=str(Status(commitment.status).label),
        quote=mention.quote if mention else "",
        source=_source(mention) if mention else "",
        note=reminder.follow_up.note if reminder.follow_up else "",
        url=links.commitment_url(commitment),
        answers=[
            Link(str(choice.label), links.answer_url(message, commitment, choice)) for choice in AnswerChoice
        ],
    )


def payload(reminder: Reminder, today: date) -> dict[str, Any]:
    """The commitment of a reminder as a webhook tells it: JSON values, days as ISO strings."""
    commitment = reminder.commitment
    mention = quoted(commitment)
    return {
        "reminder": {"id": str(reminder.pk), "stage": reminder.stage, "day_on": reminder.day_on.isoformat()},
        "commitment": {
            "id": str(commitment.pk),
            "kind": commitment.kind,
            "action": commitment.action,
            "status": commitment.status,
            "committers": _names(commitment),
            "due_edtf": commitment.due_edtf,
            "due_latest_on": commitment.due_latest_on.isoformat() if commitment.due_latest_on else None,
            "days_left": days_left(commitment, today),
            "quote": mention.quote if mention else "",
            "url": links.commitment_url(commitment),
        },
    }


def who(commitment: Commitment) -> str:
    """The names of those who bound themselves, as one text."""
    return pgettext("between names", ", ").join(_names(commitment))


def due(commitment: Commitment) -> str:
    """The due date for reading; empty if there is none."""
    earliest, latest = commitment.due_earliest_on, commitment.due_latest_on
    if latest is None:
        return commitment.due_text
    if earliest is None or earliest == latest:
        return date_format(latest)
    return _("%(first)s to %(last)s") % {"first": date_format(earliest), "last": date_format(latest)}


def days_left(commitment: Commitment, today: date) -> int | None:
    """Days until the last day of the due date, negative once it is over; None without one."""
    return (commitment.due_latest_on - today).days if commitment.due_latest_on else None


def quoted(commitment: Commitment) -> Mention | None:
    """The sentence in which the commitment was first made, or whatever part of it is known."""
    mentions = list(
        commitment.mentions.select_related("article__source").order_by("article__published_on", "start")
    )
    sentences = [mention for mention in mentions if mention.part == MentionPart.SENTENCE]
    return next(iter(sentences or mentions), None)


def _names(commitment: Commitment) -> list[str]:
    parties = commitment.parties.filter(role=PartyRole.COMMITTER).order_by("position")
    return [party.name for party in parties]


def _source(mention: Mention) -> str:
    article = mention.article
    published = date_format(article.published_on) if article.published_on else ""
    return " · ".join(part for part in (article.title, article.source.name, published) if part)
