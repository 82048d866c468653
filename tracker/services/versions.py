"""Changes of a commitment's own columns that lose to nobody unseen: optimistic locking by its version."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Commitment, ReviewState
from tracker.services.errors import Conflict, StaleVersion


def require_current(commitment: Commitment, version: int | None) -> None:
    """Raise StaleVersion if the caller names another version than the one at hand."""
    if version is not None and version != commitment.version:
        raise StaleVersion(commitment.version)


def require_accepted(commitment: Commitment) -> None:
    """Raise Conflict unless the commitment was accepted: only then is it followed up."""
    if commitment.review != ReviewState.ACCEPTED:
        raise Conflict(_("Only an accepted commitment can be followed up."), "not_accepted")


def change(commitment: Commitment, **values: Any) -> None:
    """Set columns if the row still is as `commitment` was read, and bring the object up to date.

    Raises StaleVersion, with nothing changed, if somebody was faster: one conditional UPDATE decides.
    """
    now = timezone.now()
    same = Commitment.objects.filter(
        pk=commitment.pk, version=commitment.version, review=commitment.review, status=commitment.status
    )
    changed = same.update(
        version=F("version") + 1, updated_at=now, touched_at=Coalesce(F("touched_at"), now), **values
    )
    if not changed:
        current = Commitment.objects.filter(pk=commitment.pk).values_list("version", flat=True).first()
        raise StaleVersion(current or 0)
    for name, value in values.items():
        setattr(commitment, name, value)
    commitment.version += 1
