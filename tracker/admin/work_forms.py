"""The short forms of work on an accepted commitment: owner, notes, looks, rest, answers, checklist."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from tracker.admin.act_forms import LONG, ActForm
from tracker.admin.forms import DayInput
from tracker.models import Answer, AnswerChoice, Criterion, FollowUp, Topic
from tracker.services import answers, assignments, clock, criteria, snoozes, subscriptions, topics


class AssignOwner(ActForm):
    """Who looks after it."""

    owner = forms.ModelChoiceField(
        label=_("Owner"),
        required=False,
        empty_label=_("nobody"),
        queryset=User.objects.filter(is_active=True).order_by("username"),
    )

    def prepare(self) -> None:
        """Show who it is now."""
        self.fields["owner"].initial = self.commitment.owner_id

    def perform(self) -> None:
        """Assign."""
        assignments.assign_owner(self.commitment, by=self.user, **self.cleaned_data)


class Schedule(ActForm):
    """A day to look at it again."""

    due_on = forms.DateField(label=_("On"), widget=DayInput)
    note = forms.CharField(label=_("What to look at"), required=False, widget=LONG)

    def perform(self) -> None:
        """Put it into the calendar."""
        assignments.schedule(self.commitment, by=self.user, **self.filled())


class WriteNote(ActForm):
    """A remark."""

    text = forms.CharField(label=_("Note"), widget=LONG)

    def perform(self) -> None:
        """Leave it."""
        assignments.add_note(self.commitment, by=self.user, **self.filled())


class AddCriterion(ActForm):
    """A point of the checklist."""

    text = forms.CharField(label=_("It is done when …"), widget=forms.TextInput(attrs={"dir": "auto"}))

    def perform(self) -> None:
        """Put it at the end."""
        criteria.add_criterion(self.commitment, by=self.user, **self.filled())


class JudgeCriterion(ActForm):
    """One point of the checklist: met, not met, or taken off."""

    criterion = forms.ModelChoiceField(queryset=Criterion.objects.none(), widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[("met", ""), ("open", ""), ("remove", "")], widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Only this commitment's points."""
        fields: dict[str, Any] = self.fields
        fields["criterion"].queryset = Criterion.objects.filter(commitment=self.commitment)

    def perform(self) -> None:
        """Judge it or remove it."""
        point = self.cleaned_data["criterion"]
        if self.cleaned_data["verdict"] == "remove":
            criteria.remove_criterion(point, by=self.user)
        else:
            criteria.judge(point, self.cleaned_data["verdict"] == "met", by=self.user)


class SetTopics(ActForm):
    """The topics that it is put under; a new one by its name."""

    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    new = forms.CharField(label=_("New topic"), required=False, widget=forms.TextInput(attrs={"dir": "auto"}))

    def prepare(self) -> None:
        """Show those that it is under now."""
        self.fields["topics"].initial = list(self.commitment.topics.all())

    def perform(self) -> None:
        """Set them."""
        chosen = list(self.cleaned_data["topics"])
        if self.cleaned_data["new"]:
            chosen.append(topics.create_topic(self.cleaned_data["new"], by=self.user))
        topics.set_topics(self.commitment, chosen, by=self.user)


class Snooze(ActForm):
    """Rest from reminders until a day."""

    until_on = forms.DateField(label=_("Until"), widget=DayInput)

    def prepare(self) -> None:
        """Propose a week."""
        self.fields["until_on"].initial = lambda: clock.today() + timedelta(days=7)

    def perform(self) -> None:
        """Let them rest: for everybody, or for oneself if the role does not allow more."""
        snoozes.snooze(self.commitment, by=self.user, **self.filled())


class Wake(ActForm):
    """The end of that rest."""

    def perform(self) -> None:
        """End it."""
        snoozes.wake(self.commitment, by=self.user)


class GiveAnswer(ActForm):
    """What a reminder asks, answered without waiting for one."""

    choice = forms.ChoiceField(label=_("How does it stand?"), choices=AnswerChoice.choices)
    note = forms.CharField(label=_("Note"), required=False, widget=LONG)
    evidence_url = forms.URLField(
        label=_("Address of what shows it"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    happened_on = forms.DateField(label=_("Happened on"), required=False, widget=DayInput)

    def perform(self) -> None:
        """Give it."""
        details = {name: self.cleaned_data[name] for name in ("note", "evidence_url", "happened_on")}
        answers.answer(
            self.commitment, self.cleaned_data["choice"], by=self.user, details=answers.Details(**details)
        )


class Follow(ActForm):
    """Hearing of it."""

    def perform(self) -> None:
        """Follow it."""
        subscriptions.follow(self.commitment, by=self.user)


class Unfollow(ActForm):
    """Hearing of it no more."""

    def perform(self) -> None:
        """Stop following it."""
        subscriptions.unfollow(self.commitment, by=self.user)


class CompleteFollowUp(ActForm):
    """A look that was taken, and what was found."""

    follow_up = forms.ModelChoiceField(queryset=FollowUp.objects.none(), widget=forms.HiddenInput)
    outcome = forms.CharField(label=_("What you found"), required=False)

    def prepare(self) -> None:
        """Only this commitment's."""
        fields: dict[str, Any] = self.fields
        fields["follow_up"].queryset = self.commitment.follow_ups.all()

    def perform(self) -> None:
        """Say that it is done."""
        assignments.complete(
            self.cleaned_data["follow_up"], by=self.user, outcome=self.cleaned_data["outcome"]
        )


class SettleAnswer(ActForm):
    """A recipient's answer that somebody has dealt with."""

    answer = forms.ModelChoiceField(queryset=Answer.objects.none(), widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Only this commitment's."""
        fields: dict[str, Any] = self.fields
        fields["answer"].queryset = self.commitment.answers.all()

    def perform(self) -> None:
        """Say so."""
        answers.settle(self.cleaned_data["answer"], by=self.user)
