"""When a commitment falls due: revising the date, with the old one and its announcer kept."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Commitment, DueBasis, DueDateRevision, Evidence
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH
from tracker.services import clock, extractor, permits, reminders, versions
from tracker.services.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Due:
    """A due date as an EDTF string (empty: none) with the first and last day it admits."""

    edtf: str
    earliest_on: date | None
    latest_on: date | None
    basis: DueBasis


def read(edtf: str, basis: DueBasis | str = DueBasis.ASSIGNED) -> Due:
    """Read an EDTF string such as `2026-09`, `2026-09-01/2026-09-15` or "" (no date).

    Raises InvalidInput (due_edtf, due_basis). A date without a date has no other basis than NONE.
    """
    if basis not in DueBasis.values:
        raise InvalidInput({"due_basis": [_("There is no such basis.")]})
    edtf = edtf.strip()
    if not edtf:
        return Due("", None, None, DueBasis.NONE)
    if basis == DueBasis.NONE:
        raise InvalidInput({"due_basis": [_("A due date needs a basis.")]})
    if len(edtf) > EDTF_LENGTH or not extractor.is_edtf(edtf):
        raise InvalidInput({"due_edtf": [_("This is not a date in the form of EDTF, such as 2026-09-30.")]})
    earliest, latest = extractor.bounds(edtf)
    return Due(edtf, earliest, latest, DueBasis(basis))


def revise(
    commitment: Commitment,
    due_edtf: str,
    *,
    by: User,
    announced_by: str = "",
    announced_on: date | None = None,
    reason: str = "",
    evidence: Evidence | None = None,
    basis: DueBasis | str = DueBasis.ASSIGNED,
    version: int | None = None,
) -> DueDateRevision:
    """Give an accepted commitment another due date ("" takes it away); returns the row that records it.

    `announced_by` names who made the new date known, `announced_on` when. Reminders are planned anew.
    Raises NotAllowed, Conflict (not accepted), InvalidInput (due_edtf, due_basis, announced_on,
    announced_by, evidence), StaleVersion.
    """
    permits.require(by, permits.Act.REVISE_DUE_DATE, commitment)
    versions.require_current(commitment, version)
    versions.require_accepted(commitment)
    due = read(due_edtf, basis)
    _check(commitment, due, announced_by.strip(), announced_on, evidence)
    with transaction.atomic():
        row = _record(commitment, due, by)
        row.announced_by, row.announced_on = announced_by.strip(), announced_on
        row.reason, row.evidence = reason.strip(), evidence
        _move(commitment, due)
        row.save(force_insert=True)
        reminders.plan(commitment)
    return row


def _check(
    commitment: Commitment,
    due: Due,
    announced_by: str,
    announced_on: date | None,
    evidence: Evidence | None,
) -> None:
    errors: dict[str, list[str]] = {}
    if due.edtf == commitment.due_edtf:
        errors["due_edtf"] = [_("This is the due date already.")]
    if len(announced_by) > NAME_LENGTH:
        errors["announced_by"] = [_("This name is too long.")]
    if announced_on is not None and announced_on > clock.today():
        errors["announced_on"] = [_("This day has not come yet.")]
    if evidence is not None and evidence.commitment_id != commitment.pk:
        errors["evidence"] = [_("This evidence belongs to another commitment.")]
    if errors:
        raise InvalidInput(errors)


def _record(commitment: Commitment, due: Due, by: User) -> DueDateRevision:
    """The row of a change from what the commitment says now, not yet stored."""
    return DueDateRevision(
        commitment=commitment,
        from_edtf=commitment.due_edtf,
        from_latest_on=commitment.due_latest_on,
        from_basis=commitment.due_basis,
        to_edtf=due.edtf,
        to_latest_on=due.latest_on,
        to_basis=due.basis,
        by=by,
    )


def _move(commitment: Commitment, due: Due) -> None:
    versions.change(
        commitment,
        due_edtf=due.edtf,
        due_earliest_on=due.earliest_on,
        due_latest_on=due.latest_on,
        due_basis=due.basis,
    )
