"""What the page behind an answer's link asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.models import EvidenceKind


class AnswerForm(forms.Form):
    """Words and, for what was done, what shows it. Nothing here is required: a bare answer counts."""

    note = forms.CharField(
        label=_("What is to be known?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence_url = forms.URLField(
        label=_("Address of something that shows it"), required=False, max_length=2000, assume_scheme="https"
    )
    evidence_kind = forms.ChoiceField(label=_("What is it?"), required=False, choices=EvidenceKind.choices)
    happened_on = forms.DateField(
        label=_("Since which day?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class NoteForm(forms.Form):
    """Words only, for the other answers."""

    note = forms.CharField(
        label=_("What is to be known?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
