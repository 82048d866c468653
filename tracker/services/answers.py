"""Answers to reminders, by a signed link or a signed-in user: some take effect, some wait for a monitor."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import (
    Answer,
    AnswerChoice,
    Commitment,
    EvidenceKind,
    OutgoingMessage,
    Stance,
    Status,
    StatusChange,
    Subscriber,
)
from tracker.services import clock, links, permits, snoozes, statuses, versions
from tracker.services.errors import Conflict, InvalidInput, NotAllowed
from tracker.services.evidence import NewEvidence, check_url
from tracker.services.links import AnswerLink

SNOOZE_DAYS = {AnswerChoice.SNOOZE_7: 7, AnswerChoice.SNOOZE_30: 30}


@dataclass(frozen=True, slots=True)
class Details:
    """What goes with an answer: a reason, the address of what shows it, the day since which it holds."""

    note: str = ""
    evidence_url: str = ""
    evidence_kind: EvidenceKind | str = EvidenceKind.REPORT
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a link asks: the answer it stands for, in reply to which message, and the one given before."""

    choice: AnswerChoice
    commitment: Commitment
    message: OutgoingMessage
    given: Answer | None


def question(link: AnswerLink) -> Question:
    """What a signed link is about; changes nothing. Raises InvalidInput (link) if it is gone."""
    message = OutgoingMessage.objects.select_related("subscriber__user").filter(pk=link.message_id).first()
    commitment = Commitment.objects.filter(pk=link.commitment_id).first()
    if message is None or commitment is None:
        raise InvalidInput({"link": [links.not_valid()]})
    given = Answer.objects.filter(message=message, commitment=commitment).first()
    return Question(link.choice, commitment, message, given)


def answer_by_link(link: AnswerLink, details: Details = Details()) -> Answer:
    """Give the answer that a signed link stands for, once.

    Raises InvalidInput (link, evidence_url, happened_on) or Conflict (answered already, or the
    commitment is closed or not followed any more).
    """
    asked = question(link)
    if asked.given is not None:
        raise _answered()
    subscriber = asked.message.subscriber
    by = subscriber.user if subscriber.user is not None and subscriber.user.is_active else None
    return _give(asked.commitment, asked.choice, details, by, subscriber, asked.message)


def answer(
    commitment: Commitment,
    choice: AnswerChoice | str,
    *,
    by: User,
    details: Details = Details(),
) -> Answer:
    """Give an answer as a signed-in user who may, or as the owner.

    Raises NotAllowed, InvalidInput (choice, evidence_url, happened_on), Conflict.
    """
    permits.require(by, permits.Act.ANSWER, commitment)
    if choice not in AnswerChoice.values:
        raise InvalidInput({"choice": [_("There is no such answer.")]})
    return _give(commitment, AnswerChoice(choice), details, by, None, None)


def settle(given: Answer, *, by: User) -> Answer:
    """Say that a monitor has dealt with an answer. Raises NotAllowed, Conflict (settled already)."""
    permits.require(by, permits.Act.SETTLE_ANSWER, given.commitment)
    now = timezone.now()
    settled = Answer.objects.filter(pk=given.pk, settled_at__isnull=True).update(
        settled_at=now, settled_by=by, updated_at=now
    )
    if not settled:
        raise Conflict(_("This answer is settled already."), "settled_already")
    given.refresh_from_db()
    return given


def _give(
    commitment: Commitment,
    choice: AnswerChoice,
    details: Details,
    by: User | None,
    subscriber: Subscriber | None,
    message: OutgoingMessage | None,
) -> Answer:
    versions.require_accepted(commitment)
    if commitment.status in statuses.CLOSING:
        raise Conflict(_("This commitment is closed by now."), "closed")
    _check(details)
    row = Answer(
        commitment=commitment,
        message=message,
        choice=choice,
        subscriber=subscriber,
        by=by,
        note=details.note.strip(),
        evidence_url=details.evidence_url.strip(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _take_effect(row, details)
    except IntegrityError:
        raise _answered() from None
    return row


def _take_effect(row: Answer, details: Details) -> None:
    """Do what the answer says, if the one who gave it may; otherwise it waits for a monitor."""
    if row.choice in SNOOZE_DAYS:
        _snooze(row)
    elif row.by is None or not permits.may(row.by, permits.Act.CHANGE_STATUS, row.commitment):
        return
    elif row.choice == AnswerChoice.UNDER_WAY:
        row.status_change = _under_way(row.commitment, row.by, row.note)
    elif row.choice == AnswerChoice.DONE and row.evidence_url:
        row.status_change = _close(row, row.by, details)
    else:
        return
    row.settled_at, row.settled_by = timezone.now(), row.by
    row.save()


def _snooze(row: Answer) -> None:
    until = clock.today() + timedelta(SNOOZE_DAYS[AnswerChoice(row.choice)])
    if row.by is not None:
        try:
            snoozes.snooze(row.commitment, until, by=row.by)
        except NotAllowed:
            pass
        else:
            return
    if row.subscriber is not None:
        snoozes.snooze_for(row.commitment, until, row.subscriber)


def _under_way(commitment: Commitment, by: User, note: str) -> StatusChange | None:
    if commitment.status == Status.IN_PROGRESS:
        return None
    return statuses.change_status(commitment, Status.IN_PROGRESS, by=by, reason=note)


def _close(row: Answer, by: User, details: Details) -> StatusChange | None:
    """Close as fulfilled, where the answer brings all that closing asks for; else leave it to a monitor."""
    shown = NewEvidence(
        details.evidence_kind, Stance.SUPPORTS, url=row.evidence_url, happened_on=details.happened_on
    )
    return statuses.change_status(
        row.commitment,
        Status.FULFILLED,
        by=by,
        effective_on=details.happened_on or clock.today(),
        reason=row.note or _("Answered “done” to a reminder."),
        new_evidence=[shown],
    )


def _check(details: Details) -> None:
    errors: dict[str, list[str]] = {}
    if details.evidence_url.strip() and not check_url(details.evidence_url.strip()):
        errors["evidence_url"] = [_("This is not an http or https address.")]
    if details.happened_on is not None and details.happened_on > clock.today():
        errors["happened_on"] = [_("This day has not come yet.")]
    if details.evidence_kind not in EvidenceKind.values:
        errors["evidence_kind"] = [_("There is no such kind of evidence.")]
    if errors:
        raise InvalidInput(errors)


def _answered() -> Conflict:
    return Conflict(_("This message has been answered already."), "answered")
