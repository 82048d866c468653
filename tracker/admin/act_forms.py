"""The short forms of an accepted commitment's outcome: status, due date, evidence."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from tracker.admin.forms import DayInput, EdtfField
from tracker.models import Article, Commitment, Evidence, EvidenceKind, Stance
from tracker.queries import timeline
from tracker.services import clock, due_dates, evidence, statuses

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
