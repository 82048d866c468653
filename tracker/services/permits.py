"""Who may do what in follow-up: one table of acts, asked by every service, by admin and API alike."""

from enum import StrEnum

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from tracker.models import Commitment
from tracker.services.errors import NotAllowed


class Act(StrEnum):
    """What can be done with an accepted commitment; each value is the permission that allows it to all."""

    CHANGE_STATUS = "tracker.add_statuschange"
    REVISE_DUE_DATE = "tracker.add_duedaterevision"
    ADD_EVIDENCE = "tracker.add_evidence"
    WRITE_CRITERIA = "tracker.change_criterion"
    ASSIGN = "tracker.change_commitment"
    TAG = "tracker.add_topic"
    NOTE = "tracker.add_note"
    SCHEDULE = "tracker.add_followup"
    SNOOZE = "tracker.add_snooze"
    ANSWER = "tracker.add_answer"
    SETTLE_ANSWER = "tracker.change_answer"
    FOLLOW = "tracker.view_commitment"


# What the owner may do with an own commitment, whatever role the owner has.
OWNER_ACTS = frozenset(Act) - {Act.ASSIGN, Act.TAG, Act.SETTLE_ANSWER}


def may(user: User, act: Act, commitment: Commitment) -> bool:
    """Whether the user may do this with this commitment: by role, or as its owner."""
    if not user.is_active:
        return False
    owns = commitment.owner_id is not None and commitment.owner_id == user.pk
    return (owns and act in OWNER_ACTS) or user.has_perm(act.value)


def require(user: User, act: Act, commitment: Commitment) -> None:
    """Raise NotAllowed unless `may`."""
    if not may(user, act, commitment):
        raise NotAllowed(_("You may not do this with this commitment."))


def require_permission(user: User, permission: str) -> None:
    """Raise NotAllowed unless the user holds a permission such as `tracker.change_reminderrule`."""
    if not user.is_active or not user.has_perm(permission):
        raise NotAllowed(_("You may not do this."))
