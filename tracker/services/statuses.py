"""How a commitment stands: the table of allowed transitions and the one function that makes them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import CLOSED_STATUSES, Commitment, Evidence, EvidenceKind, Status, StatusChange
from tracker.services import clock, permits, reminders, versions
from tracker.services.errors import Conflict, InvalidInput
from tracker.services.evidence import NewEvidence, add_evidence

CLOSING = frozenset(CLOSED_STATUSES)
OPEN = frozenset({Status.NOT_RATED, Status.NOT_STARTED, Status.IN_PROGRESS, Status.STALLED, Status.POSTPONED})
_ANYWHERE = OPEN | CLOSING | {Status.UNVERIFIABLE}

# From where one can go where. A closed commitment opens again before it is closed otherwise,
# except that what was kept in part may turn out to be kept whole; what cannot be measured is
# not closed; what was begun is not "not started" any more.
TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.NOT_RATED: _ANYWHERE - {Status.NOT_RATED},
    Status.NOT_STARTED: _ANYWHERE - {Status.NOT_STARTED},
    Status.IN_PROGRESS: _ANYWHERE - {Status.IN_PROGRESS, Status.NOT_STARTED},
    Status.STALLED: _ANYWHERE - {Status.STALLED, Status.NOT_STARTED},
    Status.POSTPONED: _ANYWHERE - {Status.POSTPONED},
    Status.FULFILLED: OPEN,
    Status.PARTIALLY_FULFILLED: OPEN | {Status.FULFILLED},
    Status.NOT_FULFILLED: OPEN,
    Status.WITHDRAWN: OPEN,
    Status.UNVERIFIABLE: OPEN,
}


def allowed(commitment: Commitment) -> tuple[Status, ...]:
    """The statuses that the commitment can be given now, in the order of `Status`."""
    targets = TRANSITIONS[Status(commitment.status)]
    return tuple(status for status in Status if status in targets)


def change_status(
    commitment: Commitment,
    to: Status | str,
    *,
    by: User,
    effective_on: date | None = None,
    reason: str = "",
    evidence: Sequence[Evidence] = (),
    new_evidence: Sequence[NewEvidence] = (),
    version: int | None = None,
) -> StatusChange:
    """Give an accepted commitment another status; returns the row that records it.

    `effective_on` defaults to today, except for closing, which asks for it, for a reason and for at
    least one piece of evidence of this commitment that is not an announcement; leaving a closed
    status asks for a reason. `new_evidence` is stored in the same transaction, so that closing is one
    act. `version` is the one that the caller has seen (default: that of `commitment`).

    Raises NotAllowed, Conflict (not accepted, or no such transition), InvalidInput (by field:
    status, effective_on, reason, evidence), StaleVersion. Nothing is changed then.
    """
    permits.require(by, permits.Act.CHANGE_STATUS, commitment)
    versions.require_current(commitment, version)
    versions.require_accepted(commitment)
    target = _target(commitment, to)
    kinds = [*(one.kind for one in evidence), *(one.kind for one in new_evidence)]
    _check(commitment, target, effective_on, reason.strip(), kinds)
    _check_belongs(commitment, evidence)
    with transaction.atomic():
        added = [add_evidence(commitment, one, by=by) for one in new_evidence]
        before = commitment.status
        versions.change(commitment, status=target)
        row = StatusChange.objects.create(
            commitment=commitment,
            from_status=before,
            to_status=target,
            effective_on=effective_on or clock.today(),
            reason=reason.strip(),
            by=by,
        )
        row.evidence.set([*evidence, *added])
        reminders.plan(commitment)
    return row


def _target(commitment: Commitment, to: Status | str) -> Status:
    """The status asked for, if one can go there from where the commitment stands."""
    if to not in Status.values:
        raise InvalidInput({"status": [_("There is no status “%(status)s”.") % {"status": to}]})
    target = Status(to)
    if target not in TRANSITIONS[Status(commitment.status)]:
        raise Conflict(
            _("A commitment that is “%(from)s” cannot become “%(to)s”.")
            % {"from": Status(commitment.status).label, "to": target.label},
            "illegal_transition",
        )
    return target


def _check(
    commitment: Commitment, to: Status, effective_on: date | None, reason: str, kinds: Sequence[str]
) -> None:
    """Raise InvalidInput with all that is missing or wrong."""
    errors: dict[str, list[str]] = {}
    if effective_on is not None and effective_on > clock.today():
        errors["effective_on"] = [_("This day has not come yet.")]
    if not reason and commitment.status in CLOSING and to not in CLOSING:
        errors["reason"] = [_("Opening a commitment again needs a reason.")]
    if to in CLOSING:
        errors |= _missing_for_closing(effective_on, reason, kinds)
    if errors:
        raise InvalidInput(errors)


def _missing_for_closing(
    effective_on: date | None, reason: str, kinds: Sequence[str]
) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    if effective_on is None:
        errors["effective_on"] = [_("Closing needs the day from which it holds.")]
    if not reason:
        errors["reason"] = [_("Closing needs a reason.")]
    if not kinds:
        errors["evidence"] = [_("Closing needs at least one piece of evidence.")]
    elif all(kind == EvidenceKind.ANNOUNCEMENT for kind in kinds):
        errors["evidence"] = [_("An announcement alone does not show how a commitment ended.")]
    return errors


def _check_belongs(commitment: Commitment, evidence: Sequence[Evidence]) -> None:
    if any(one.commitment_id != commitment.pk for one in evidence):
        raise InvalidInput({"evidence": [_("This evidence belongs to another commitment.")]})
