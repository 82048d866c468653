"""Who looks after a commitment, and what people note down on it."""

from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Commitment, FollowUp, Note
from tracker.services import clock, permits, reminders, subscriptions, versions
from tracker.services.errors import Conflict, InvalidInput

FARTHEST = timedelta(days=36_525)


def assign_owner(
    commitment: Commitment, owner: User | None, *, by: User, version: int | None = None
) -> Commitment:
    """Give an accepted commitment an owner, who hears of it from then on, or take the owner away.

    Raises NotAllowed, Conflict (not accepted), InvalidInput (owner), StaleVersion.
    """
    permits.require(by, permits.Act.ASSIGN, commitment)
    versions.require_current(commitment, version)
    versions.require_accepted(commitment)
    if owner is not None and not owner.is_active:
        raise InvalidInput({"owner": [_("This user is not active.")]})
    with transaction.atomic():
        versions.change(commitment, owner=owner)
        if owner is not None:
            subscriptions.expect_owned(owner)
        reminders.plan(commitment)
    return commitment


def add_note(commitment: Commitment, text: str, *, by: User) -> Note:
    """Leave a remark on a commitment. Raises NotAllowed, InvalidInput (text)."""
    permits.require(by, permits.Act.NOTE, commitment)
    if not text.strip():
        raise InvalidInput({"text": [_("This cannot be empty.")]})
    return Note.objects.create(commitment=commitment, text=text.strip(), by=by)


def schedule(
    commitment: Commitment, due_on: date, *, by: User, assignee: User | None = None, note: str = ""
) -> FollowUp:
    """Set a day on which somebody (default: the owner) looks at an accepted commitment again.

    Raises NotAllowed, Conflict (not accepted), InvalidInput (assignee, due_on: over, or more than
    a hundred years away). The assignee is reminded on the day.
    """
    permits.require(by, permits.Act.SCHEDULE, commitment)
    versions.require_accepted(commitment)
    if assignee is not None and not assignee.is_active:
        raise InvalidInput({"assignee": [_("This user is not active.")]})
    if not clock.today() <= due_on <= clock.today() + FARTHEST:
        raise InvalidInput({"due_on": [_("Choose today or a later day.")]})
    with transaction.atomic():
        row = FollowUp.objects.create(
            commitment=commitment, due_on=due_on, assignee=assignee or commitment.owner, note=note.strip()
        )
        reminders.plan(commitment)
    return row


def complete(follow_up: FollowUp, *, by: User, outcome: str = "") -> FollowUp:
    """Say that the look was taken and what was found. Raises NotAllowed, Conflict (done already)."""
    allowed = follow_up.assignee_id is not None and follow_up.assignee_id == by.pk
    if not allowed:
        permits.require(by, permits.Act.SCHEDULE, follow_up.commitment)
    with transaction.atomic():
        done = FollowUp.objects.filter(pk=follow_up.pk, done_at__isnull=True).update(
            done_at=timezone.now(), done_by=by, outcome=outcome.strip(), updated_at=timezone.now()
        )
        if not done:
            raise Conflict(_("This follow-up is done already."), "done_already")
        follow_up.refresh_from_db()
        reminders.plan(follow_up.commitment)
    return follow_up
