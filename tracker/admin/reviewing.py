"""Accepting, rejecting, reopening and editing proposed records: one at a time and many at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST

from tracker.admin.base import AhdAdmin, back, each, page, refuse, report, tell
from tracker.admin.forms import ReasonedActionForm
from tracker.admin.site import site
from tracker.models import Actor, CommitmentParty, MeetingParticipation, Review
from tracker.services import reviews
from tracker.services.errors import ServiceError, StaleVersion

DECISIONS: dict[str, Callable[..., Review]] = {
    "accept": reviews.accept,
    "reject": reviews.reject,
    "reopen": reviews.reopen,
}


class EditForm(forms.Form):
    """What can be edited of a proposed record; `version` is the one that the editor has seen.

    Fields in `party_fields` choose the actors of the role they name.
    """

    party_fields: Mapping[str, str] = {}

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: Any, **options: Any) -> None:
        self.stored = self.values_of(record)
        options["initial"] = {**self.stored, "version": record.version}
        super().__init__(*args, **options)

    @classmethod
    def values_of(cls, record: Any) -> dict[str, Any]:
        """The record's present values, by field of the form."""
        plain = set(cls.base_fields) - {"version", "reason", *cls.party_fields}
        values = {name: getattr(record, name) for name in plain}
        for name, role in cls.party_fields.items():
            values[name] = [part.actor for part in cls.parts_of(record) if part.role == role]
        return values

    @staticmethod
    def parts_of(record: Any) -> Iterable[Any]:
        """The record's parties, fetched."""
        raise NotImplementedError

    def changes(self) -> dict[str, Any]:
        """The fields whose value differs from the stored one, as the service takes them."""
        changed = [name for name in self.changed_data if name in self.stored]
        return {
            name: self._in_order(name) if name in self.party_fields else self.cleaned_data[name]
            for name in changed
        }

    def _in_order(self, name: str) -> list[Actor]:
        """The chosen actors: those who were there before in their order, then the new ones."""
        before, chosen = self.stored[name], list(self.cleaned_data[name])
        return [actor for actor in before if actor in chosen] + [a for a in chosen if a not in before]


def actor_field(label: Any, model: type[CommitmentParty] | type[MeetingParticipation]) -> forms.Field:
    """A field that completes the names of actors while one types."""
    widget = AutocompleteSelectMultiple(model._meta.get_field("actor"), site)
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Actor.objects.all(), required=False, widget=widget
    )


class ReviewedAdmin(AhdAdmin):
    """A table of proposed records, with the decisions on them as buttons and as actions."""

    edit_form: type[EditForm]
    actions = ["accept_selected", "reject_selected", "reopen_selected"]
    action_form = ReasonedActionForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Records come out of articles."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Records are rejected, never deleted."""
        return False

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether the user's role decides on such records."""
        return bool(request.user.has_perm(f"tracker.review_{self.opts.model_name}"))

    def get_urls(self) -> list[URLPattern]:
        """Addresses of the decisions and of the edit form, before those of Django's admin."""
        name = f"tracker_{self.opts.model_name}"
        decide = self.admin_site.admin_view(require_POST(self.decide_view))
        edit = self.admin_site.admin_view(self.edit_view)
        return [
            *(
                path(f"<uuid:pk>/{action}/", decide, {"action": action}, name=f"{name}_{action}")
                for action in DECISIONS
            ),
            path("<uuid:pk>/edit/", edit, name=f"{name}_edit"),
            *super().get_urls(),
        ]

    def decide_view(self, request: HttpRequest, pk: Any, action: str) -> HttpResponse:
        """Accept, reject or reopen one record, then return to where the button was."""
        if not self.has_review_permission(request):
            raise PermissionDenied
        record = self._record(request, pk)
        seen = request.POST.get("version", "")
        try:
            DECISIONS[action](
                record,
                by=request.user,
                reason=request.POST.get("reason", ""),
                version=int(seen) if seen.isdecimal() else None,
            )
        except ServiceError as error:
            tell(request, error)
        return back(request, reverse(f"admin:tracker_{self.opts.model_name}_change", args=[pk]))

    def edit_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """The edit form, and its saving."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        record = self._record(request, pk)
        form = self.edit_form(request.POST or None, record=record)
        if form.is_valid() and self._saved(request, record, form):
            return back(request, reverse(f"admin:tracker_{self.opts.model_name}_change", args=[pk]))
        title = _("Edit: %(record)s") % {"record": record}
        return page(self, request, "edit", form=form, record=record, title=title)

    def _saved(self, request: HttpRequest, record: Any, form: EditForm) -> bool:
        """Whether the service took the changes; if not, the form says why."""
        version, reason = form.cleaned_data["version"], form.cleaned_data.get("reason", "")
        try:
            reviews.edit(record, form.changes(), by=request.user, version=version, reason=reason)
        except StaleVersion as error:
            refuse(form, error)
            _show_present(form, self._record(request, record.pk))
            return False
        except ServiceError as error:
            refuse(form, error)
            return False
        messages.success(request, _("Saved."))
        return True

    def _record(self, request: HttpRequest, pk: Any) -> Any:
        record = self.get_queryset(request).filter(pk=pk).first()
        if record is None:
            raise Http404
        return record

    @admin.action(description=gettext_lazy("Accept"), permissions=["review"])
    def accept_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Accept every selected record."""
        done = _decide_all(request, queryset, reviews.accept)
        report(request, ngettext("%(n)d record accepted.", "%(n)d records accepted.", done), done)

    @admin.action(description=gettext_lazy("Reject"), permissions=["review"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Reject every selected record."""
        done = _decide_all(request, queryset, reviews.reject)
        report(request, ngettext("%(n)d record rejected.", "%(n)d records rejected.", done), done)

    @admin.action(description=gettext_lazy("Return to review"), permissions=["review"])
    def reopen_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Return every selected record to review."""
        done = _decide_all(request, queryset, reviews.reopen)
        sentence = ngettext("%(n)d record returned to review.", "%(n)d records returned to review.", done)
        report(request, sentence, done)


def _decide_all(request: HttpRequest, queryset: QuerySet[Any], decide: Callable[..., Review]) -> int:
    reason = request.POST.get("reason", "")
    return each(request, queryset, lambda record: decide(record, by=request.user, reason=reason))


def _show_present(form: EditForm, record: Any) -> None:
    """After a collision, say at each field that differs what is stored now; saving again then prevails."""
    for name, value in form.values_of(record).items():
        typed = form.cleaned_data.get(name)
        if value != (list(typed) if name in form.party_fields and typed is not None else typed):
            form.add_error(name, _("Now stored: %(value)s") % {"value": _shown(value)})
    data: Any = form.data
    form.data = data.copy()
    form.data["version"] = record.version  # type: ignore[index]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return pgettext("list", ", ").join(str(part) for part in value) or "—"
    return str(value) if value not in ("", None) else "—"
