"""What can be done with an accepted commitment: which act, by whom, and how the page calls it."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.admin import act_forms, work_forms
from tracker.models import Commitment, ReviewState
from tracker.services import permits
from tracker.services.permits import Act

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as the page offers it: its form, the permission it asks for, and its words.

    `place` says where on the page: `main` forms, `more` (folded away), or `inline` (a button elsewhere).
    """

    name: str
    form: type[act_forms.ActForm]
    act: Act
    title: Text
    button: Text
    done: Text
    place: str = "more"


OFFERS = (
    Offer("status", act_forms.ChangeStatus, Act.CHANGE_STATUS, _("Change the status or close"), _("Change"),
          _("The status was changed."), "main"),
    Offer("due", act_forms.ReviseDueDate, Act.REVISE_DUE_DATE, _("Postpone or set the due date"), _("Revise"),
          _("The due date was revised."), "main"),
    Offer("evidence", act_forms.AddEvidence, Act.ADD_EVIDENCE, _("Add evidence"), _("Add"),
          _("The evidence was added."), "main"),
    Offer("answer", work_forms.GiveAnswer, Act.ANSWER, _("Answer"), _("Answer"),
          _("Your answer was stored.")),
    Offer("note", work_forms.WriteNote, Act.NOTE, _("Write a note"), _("Write"), _("The note was stored.")),
    Offer("schedule", work_forms.Schedule, Act.SCHEDULE, _("Look at it again on a day"), _("Put it down"),
          _("It will be brought back to mind on that day.")),
    Offer("snooze", work_forms.Snooze, Act.FOLLOW, _("Let the reminders rest"), _("Let rest"),
          _("The reminders rest.")),
    Offer("owner", work_forms.AssignOwner, Act.ASSIGN, _("Assign an owner"), _("Assign"),
          _("The owner was assigned.")),
    Offer("topics", work_forms.SetTopics, Act.TAG, _("Topics"), _("Set"), _("The topics were set.")),
    Offer("criterion", work_forms.AddCriterion, Act.WRITE_CRITERIA, _("Add a point"), _("Add"),
          _("The point was added."), "inline"),
    Offer("judge", work_forms.JudgeCriterion, Act.WRITE_CRITERIA, _("Judge"), _("Judge"),
          _("The checklist was changed."), "inline"),
    Offer("complete", work_forms.CompleteFollowUp, Act.SCHEDULE, _("Done"), _("Done"),
          _("The follow-up is done."), "inline"),
    Offer("settle", work_forms.SettleAnswer, Act.SETTLE_ANSWER, _("Dealt with"), _("Dealt with"),
          _("The answer was settled."), "inline"),
    Offer("take", act_forms.TakeArticle, Act.ADD_EVIDENCE, _("Take as evidence"), _("Take as evidence"),
          _("The evidence was added."), "inline"),
    Offer("wake", work_forms.Wake, Act.FOLLOW, _("Remind again"), _("Remind again"),
          _("The reminders rest no more."), "inline"),
    Offer("follow", work_forms.Follow, Act.FOLLOW, _("Follow"), _("Follow"),
          _("You follow it now."), "inline"),
    Offer("unfollow", work_forms.Unfollow, Act.FOLLOW, _("Unfollow"), _("Unfollow"),
          _("You follow it no more."), "inline"),
)  # fmt: skip
BY_NAME = {offer.name: offer for offer in OFFERS}


def offered(commitment: Commitment, user: User) -> list[Offer]:
    """The acts that this user may do with this commitment as it stands."""
    if commitment.review != ReviewState.ACCEPTED:
        return []
    return [offer for offer in OFFERS if permits.may(user, offer.act, commitment)]
