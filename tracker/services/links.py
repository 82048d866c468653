"""Signed addresses in messages: what a recipient can do without signing in."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.models import AnswerChoice, Commitment, OutgoingMessage
from tracker.services.errors import InvalidInput

_ANSWER, _UNSUBSCRIBE = "ahd.answer", "ahd.unsubscribe"


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """What a link to answer says: in reply to which message, about which commitment, with what."""

    message_id: UUID
    commitment_id: UUID
    choice: AnswerChoice


def answer_token(message: OutgoingMessage, commitment: Commitment, choice: AnswerChoice) -> str:
    """The signed part of an answer's address."""
    return signing.dumps([message.pk.hex, commitment.pk.hex, choice.value], salt=_ANSWER)


def answer_url(message: OutgoingMessage, commitment: Commitment, choice: AnswerChoice) -> str:
    """The whole address under which a recipient can give this answer once."""
    return site_url(reverse("public:answer", args=[answer_token(message, commitment, choice)]))


def read_answer(token: str) -> AnswerLink:
    """What an answer's token says. Raises InvalidInput (link) if it was not made here or has expired."""
    age = timedelta(days=settings.AHD_ANSWER_LINK_DAYS)
    try:
        message_id, commitment_id, choice = signing.loads(token, salt=_ANSWER, max_age=age)
        return AnswerLink(UUID(message_id), UUID(commitment_id), AnswerChoice(choice))
    except signing.SignatureExpired:
        raise InvalidInput({"link": [_("This link has expired.")]}) from None
    except (signing.BadSignature, ValueError, TypeError):
        raise InvalidInput({"link": [not_valid()]}) from None


def unsubscribe_url(message: OutgoingMessage) -> str:
    """The address under which the recipient of a message can unsubscribe. It does not expire."""
    token = signing.dumps(message.pk.hex, salt=_UNSUBSCRIBE)
    return site_url(reverse("public:unsubscribe", args=[token]))


def read_unsubscribe(token: str) -> UUID:
    """The id of the message whose recipient wants to unsubscribe. Raises InvalidInput (link)."""
    try:
        return UUID(signing.loads(token, salt=_UNSUBSCRIBE))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        raise InvalidInput({"link": [not_valid()]}) from None


def commitment_url(commitment: Commitment) -> str:
    """The lasting address of a commitment, for those who may look at it."""
    return site_url(reverse("public:commitment", args=[commitment.pk]))


def site_url(path: str) -> str:
    """A path of this site as a whole address."""
    return f"{settings.AHD_BASE_URL}{path}"


def not_valid() -> str:
    """The sentence for a link that was not made here, or whose record is gone."""
    return _("This link is not valid.")
