"""Decisions of people on what the machine proposed; each leaves a Review row that is never changed.

`record` is a Commitment or a Meeting. With `version` given, a record that somebody
changed since is not touched. After the first act of a person no extraction changes it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Commitment, Meeting, Review, ReviewAction, ReviewState
from tracker.services import editing, reminders
from tracker.services.access import Caller, require
from tracker.services.errors import Conflict, InvalidInput, StaleVersion

REASON_LENGTH = 2_000
OUTCOMES = {
    ReviewAction.ACCEPTED: ReviewState.ACCEPTED,
    ReviewAction.REJECTED: ReviewState.REJECTED,
    ReviewAction.REOPENED: ReviewState.PENDING,
}


def accept(
    record: Commitment | Meeting, *, by: Caller, reason: str = "", version: int | None = None
) -> Review:
    """Take the record for true; a commitment's reminders are planned. Raises as `_decide` says."""
    return _decide(record, ReviewAction.ACCEPTED, by, reason, version)


def reject(
    record: Commitment | Meeting, *, by: Caller, reason: str = "", version: int | None = None
) -> Review:
    """Take the record for wrong; it stays, with the reason. Raises as `_decide` says."""
    return _decide(record, ReviewAction.REJECTED, by, reason, version)


def reopen(
    record: Commitment | Meeting, *, by: Caller, reason: str = "", version: int | None = None
) -> Review:
    """Take a decision back. Raises as `_decide` says."""
    return _decide(record, ReviewAction.REOPENED, by, reason, version)


def edit(
    record: Commitment | Meeting,
    changes: Mapping[str, Any],
    *,
    by: Caller,
    version: int | None = None,
    reason: str = "",
) -> Review | None:
    """Correct fields of the record (`editing` says which); None, and nothing stored, if none differs.

    Raises NotAllowed, StaleVersion, Conflict (merged), InvalidInput naming the fields.
    """
    user = require(by, f"change_{record._meta.model_name}")
    _require_unmerged(record)
    edited = editing.prepare(record, changes)
    if not edited.differences:
        _require_version(record, version)
        return None
    with transaction.atomic():
        _change(record, version, **edited.columns)
        editing.store_parts(record, edited)
        return _written(record, ReviewAction.EDITED, user, reason, edited.differences)


def _decide(
    record: Commitment | Meeting, action: ReviewAction, by: Caller, reason: str, version: int | None
) -> Review:
    """Store a decision.

    Raises NotAllowed, StaleVersion, InvalidInput (reason), Conflict where the record is
    decided so already or was merged into another.
    """
    user = require(by, f"review_{record._meta.model_name}")
    _require_unmerged(record)
    _require_version(record, version)
    state = OUTCOMES[action]
    if record.review == state:
        raise Conflict(_("This is decided already: %s.") % ReviewState(state).label, "already_" + state.value)
    with transaction.atomic():
        _change(record, version, review=state)
        return _written(record, action, user, reason)


def _require_unmerged(record: Commitment | Meeting) -> None:
    if record.review == ReviewState.MERGED:
        raise Conflict(_("This record was merged into another."), "merged")


def _require_version(record: Commitment | Meeting, version: int | None) -> None:
    if version is not None and version != record.version:
        raise StaleVersion(record.version)


def _change(record: Commitment | Meeting, version: int | None, **columns: Any) -> None:
    """Set columns if the row still is of the version read; the object is brought up to date."""
    _require_version(record, version)
    now = timezone.now()
    rows: models.Manager[Any] = type(record)._default_manager
    changed = rows.filter(pk=record.pk, version=record.version, review=record.review).update(
        version=F("version") + 1, updated_at=now, touched_at=Coalesce(F("touched_at"), now), **columns
    )
    if not changed:
        raise StaleVersion(rows.filter(pk=record.pk).values_list("version", flat=True).first() or 0)
    record.refresh_from_db()


def _written(
    record: Commitment | Meeting,
    action: ReviewAction,
    user: Any,
    reason: str,
    differences: Mapping[str, Any] | None = None,
) -> Review:
    """The row of the act; what follows from it is planned."""
    if len(reason) > REASON_LENGTH:
        raise InvalidInput({"reason": [_("At most %d characters are accepted.") % REASON_LENGTH]})
    owner = {"commitment" if isinstance(record, Commitment) else "meeting": record}
    review = Review.objects.create(
        action=action, by=user, reason=reason.strip(), changes=dict(differences or {}), **owner
    )
    if isinstance(record, Commitment):
        reminders.plan(record)
    return review
