"""The short forms of the admin. They only shape input; what is allowed is said by the services."""

from typing import Any

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext_lazy as _

from tracker.models import Source
from tracker.services.extractor import is_edtf


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class EdtfField(forms.CharField):
    """A date as exact as it is known: a day, a month, a year or a span (EDTF)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("2026-05-31, or 2026-05, or a span 2026-05-01/2026-05-31."))
        options.setdefault("widget", forms.TextInput(attrs={"dir": "ltr"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The string, if it is a date."""
        written = super().clean(value)
        if written and not is_edtf(written):
            raise forms.ValidationError(_("This is not a date in the form of EDTF, such as 2026-09-30."))
        return written


class ReasonedActionForm(ActionForm):
    """The bar above a list: what to do with the selected rows, and why."""

    reason = forms.CharField(
        required=False,
        label=_("Reason:"),
        widget=forms.TextInput(attrs={"class": "action-reason", "placeholder": _("optional")}),
    )


class SubmissionForm(forms.Form):
    """An article, pasted by hand."""

    source = forms.CharField(
        label=_("Source"),
        help_text=_("The newspaper, site or agency that published it."),
        widget=forms.TextInput(attrs={"list": "known-sources", "dir": "auto"}),
    )
    title = forms.CharField(label=_("Title"), required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    body = forms.CharField(
        label=_("Text"),
        strip=False,
        help_text=_("Paste it as it was published; markup is removed."),
        widget=forms.Textarea(attrs={"class": "long-text", "dir": "auto", "lang": "ar"}),
    )
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        help_text=_("Words such as “next week” are reckoned from this day."),
        widget=DayInput,
    )
    url = forms.URLField(
        label=_("Address"), required=False, assume_scheme="https", widget=forms.URLInput(attrs={"dir": "ltr"})
    )

    def known_sources(self) -> list[str]:
        """Names to choose from while typing."""
        return list(Source.objects.values_list("name", flat=True)[:200])
