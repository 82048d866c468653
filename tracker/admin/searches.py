"""Searches that users keep over commitments, to look at again and to follow."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin import looks
from tracker.admin.base import NeverEdited, page, person, refuse
from tracker.admin.following import FollowedAdmin
from tracker.admin.forms import DayInput
from tracker.admin.site import Section, site
from tracker.models import (
    Actor,
    Commitment,
    CommitmentKind,
    CommitmentParty,
    SavedSearch,
    Source,
    Status,
    Topic,
)
from tracker.queries import searches, workplace
from tracker.services import topics
from tracker.services.errors import ServiceError

FILTER_NAMES: dict[str, Any] = {
    "q": gettext_lazy("Words"),
    "kind": gettext_lazy("Kind"),
    "status": gettext_lazy("Status"),
    "actor": gettext_lazy("Actor"),
    "topic": gettext_lazy("Topic"),
    "source": gettext_lazy("Source"),
    "due_from": gettext_lazy("Due from"),
    "due_to": gettext_lazy("Due until"),
}


class SearchForm(forms.Form):
    """A search, by what is asked of a commitment; what is left empty asks nothing."""

    name = forms.CharField(label=gettext_lazy("Name"), widget=forms.TextInput(attrs={"dir": "auto"}))
    q = forms.CharField(
        label=FILTER_NAMES["q"], required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.MultipleChoiceField(
        label=FILTER_NAMES["kind"],
        required=False,
        choices=CommitmentKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    status = forms.MultipleChoiceField(
        label=FILTER_NAMES["status"],
        required=False,
        choices=Status.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    actor = forms.ModelMultipleChoiceField(
        label=FILTER_NAMES["actor"],
        required=False,
        queryset=Actor.objects.all(),
        widget=AutocompleteSelectMultiple(CommitmentParty._meta.get_field("actor"), site),
    )
    topic = forms.ModelMultipleChoiceField(
        label=FILTER_NAMES["topic"],
        required=False,
        queryset=Topic.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.ModelMultipleChoiceField(
        label=FILTER_NAMES["source"], required=False, queryset=Source.objects.all()
    )
    due_from = forms.DateField(label=FILTER_NAMES["due_from"], required=False, widget=DayInput)
    due_to = forms.DateField(label=FILTER_NAMES["due_to"], required=False, widget=DayInput)

    def filters(self) -> dict[str, str]:
        """The filters that were filled in, as they stand in an address."""
        written = {name: _written(self.cleaned_data[name]) for name in FILTER_NAMES}
        return {name: value for name, value in written.items() if value}


def _written(value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return ",".join(str(getattr(part, "pk", part)) for part in value)


@admin.register(SavedSearch, site=site)
class SavedSearchAdmin(NeverEdited, FollowedAdmin):
    """Kept searches; opening one shows what it finds today."""

    section = Section.FOLLOW_UP
    list_display = ["name", "owner", "asked", "created_at"]
    list_select_related = ["owner"]
    plain_fields = ("name",)
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may read commitments may keep a search over them."""
        return bool(request.user.has_perm("tracker.view_commitment"))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form to keep a search."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SearchForm(request.POST or None)
        if form.is_valid():
            try:
                kept = topics.save_search(form.cleaned_data["name"], form.filters(), by=person(request))
            except ServiceError as error:
                refuse(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("admin:tracker_savedsearch_change", kept.pk)
        return page(self, request, "form", form=form, title=_("Keep a search"))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What the search finds today."""
        search = self.get_object(request, object_id)
        if search is None or not self.has_view_permission(request, search):
            raise PermissionDenied
        try:
            found = workplace.with_parties(searches.found_by(search.filters).order_by("-created_at"))
        except searches.UnknownFilterError as error:
            messages.error(request, _("The filter “%(name)s” is not known any more.") % {"name": error.name})
            found = Commitment.objects.none()
        context = {"search": search, "commitments": found[: workplace.PAGE], "title": search.name}
        return page(self, request, "savedsearch/page", **context)

    @admin.display(description=gettext_lazy("filters"))
    def asked(self, search: SavedSearch) -> str:
        """Which filters it has."""
        return looks.names(FILTER_NAMES.get(name, name) for name in search.filters)
