"""The short forms on the page of an accepted commitment, each one act of following it up."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from tracker.admin.forms import DayInput, EdtfField
from tracker.models import (
    Answer,
    AnswerChoice,
    Article,
    Commitment,
    Criterion,
    Evidence,
    EvidenceKind,
    FollowUp,
    Stance,
    Topic,
)
from tracker.queries import timeline
from tracker.services import (
    answers,
    assignments,
    clock,
    criteria,
    due_dates,
    evidence,
    snoozes,
    statuses,
    subscriptions,
    topics,
)

LONG = forms.Textarea(attrs={"rows": 3, "dir": "auto"})


class ActForm(forms.Form):
    """A short form about one commitment, as its reader has seen it; `user` is who fills it in."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, commitment: Commitment, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.commitment = commitment
        self.user = user
        self.fields["version"].initial = commitment.version
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the commitment."""

    def filled(self) -> dict[str, Any]:
        """The values of the act itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def perform(self) -> None:
        """Do it, through the service. Raises ServiceError."""
        raise NotImplementedError


class EvidenceFields(ActForm):
    """The fields of a new piece of evidence."""

    kind = forms.ChoiceField(label=_("Kind of evidence"), choices=EvidenceKind.choices)
    stance = forms.ChoiceField(label=_("What it shows"), choices=Stance.choices)
    url = forms.URLField(
        label=_("Address"), required=False, assume_scheme="https", widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    file = forms.FileField(label=_("or a file"), required=False)
    happened_on = forms.DateField(label=_("Happened on"), required=False, widget=DayInput)
    excerpt = forms.CharField(label=_("Words that show it"), required=False, widget=LONG)

    def new_evidence(self) -> evidence.NewEvidence:
        """What was filled in."""
        names = ("kind", "stance", "url", "file", "happened_on", "excerpt")
        return evidence.NewEvidence(**{name: self.cleaned_data[name] for name in names})


class AddEvidence(EvidenceFields):
    """Evidence by itself."""

    def perform(self) -> None:
        """Store it."""
        evidence.add_evidence(self.commitment, self.new_evidence(), by=self.user)


class ChangeStatus(EvidenceFields):
    """Another status, with the evidence that closing asks for in the same form."""

    status = forms.ChoiceField(label=_("Status"))
    effective_on = forms.DateField(label=_("Since"), widget=DayInput)
    reason = forms.CharField(label=_("Reason"), required=False, widget=LONG)
    known = forms.ModelMultipleChoiceField(
        label=_("Evidence that is here"),
        queryset=Evidence.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("status", "effective_on", "reason", "known")

    def prepare(self) -> None:
        """Offer only statuses that can come next, and the evidence that is there."""
        fields: dict[str, Any] = self.fields
        fields["status"].choices = [(s.value, s.label) for s in statuses.allowed(self.commitment)]
        fields["known"].queryset = self.commitment.evidence.all()
        if not fields["known"].queryset:
            del fields["known"]
        self.fields["effective_on"].initial = clock.today

    def perform(self) -> None:
        """Change it; with new evidence if an address or a file was given."""
        data = self.cleaned_data
        statuses.change_status(
            self.commitment,
            data["status"],
            by=self.user,
            effective_on=data["effective_on"],
            reason=data["reason"],
            evidence=list(data.get("known", ())),
            new_evidence=[self.new_evidence()] if data["url"] or data["file"] else [],
            version=data["version"],
        )


class ReviseDueDate(ActForm):
    """A new due date, and who made it known."""

    due_edtf = EdtfField(label=_("New due date"), required=False)
    announced_by = forms.CharField(
        label=_("Announced by"), required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    announced_on = forms.DateField(label=_("Announced on"), required=False, widget=DayInput)
    reason = forms.CharField(label=_("Reason"), required=False, widget=LONG)

    def perform(self) -> None:
        """Revise it; an empty date takes it away."""
        due_dates.revise(self.commitment, by=self.user, **self.cleaned_data)


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
    outcome = forms.CharField(label=_("What was found"), required=False)

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


class TakeArticle(ActForm):
    """A later article that mentions the commitment, taken as evidence."""

    article = forms.ModelChoiceField(queryset=Article.objects.none(), widget=forms.HiddenInput)
    stance = forms.ChoiceField(label=_("What it shows"), choices=Stance.choices)

    def prepare(self) -> None:
        """Only those that are offered."""
        fields: dict[str, Any] = self.fields
        fields["article"].queryset = timeline.offered_articles(self.commitment)

    def perform(self) -> None:
        """Add it to the evidence."""
        new = evidence.NewEvidence(
            EvidenceKind.REPORT, self.cleaned_data["stance"], article=self.cleaned_data["article"]
        )
        evidence.add_evidence(self.commitment, new, by=self.user)
