"""What the admin's tables share: folded search, rows that are only read, refusals shown on the form."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import ngettext

from tracker.admin import looks
from tracker.admin.site import Section
from tracker.queries import search
from tracker.services.errors import InvalidInput, ServiceError
from tracker.services.extractor import fold

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


# An address without a scheme is taken for https.
ADDRESSES: dict[Any, Any] = {models.URLField: {"assume_scheme": "https"}}


class AhdAdmin(ModelAdmin):
    """A table searched in folded columns, so that Arabic spelling does not matter, and in plain ones."""

    section = Section.WORK
    folded_fields: tuple[str, ...] = ()
    plain_fields: tuple[str, ...] = ()
    formfield_overrides = ADDRESSES
    list_per_page = 50
    show_full_result_count = False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, under the plain name of what it lists."""
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """The fields that are searched; without any, no search box is shown."""
        return (*self.folded_fields, *self.plain_fields)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Rows with every word in a folded column, or with the whole term in a plain one."""
        if not search_term.strip():
            return queryset, False
        anywhere = Q()
        for field in self.plain_fields:
            anywhere |= Q(**{f"{field}__icontains": search_term.strip()})
        found = queryset.filter(anywhere) if self.plain_fields else queryset.none()
        if self.folded_fields:
            found |= search.matching(queryset, fold(search_term), *self.folded_fields)
        return found, any("__" in field for field in self.get_search_fields(request))


def person(request: HttpRequest) -> User:
    """The user behind a request that went through the admin's login."""
    return cast(User, request.user)


class NeverEdited(AhdAdmin):
    """A table whose rows, once added, are neither changed nor deleted here."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes."""
        return False


class ReadOnly(NeverEdited):
    """A table that is only read here: history comes from what people do elsewhere."""

    section = Section.HISTORY
    actions: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds by hand."""
        return False


def show_errors(form: forms.BaseForm, errors: Mapping[str, list[str]]) -> None:
    """Put a service's objections on the fields they name, or above the form."""
    for field, sentences in errors.items():
        for sentence in sentences:
            form.add_error(field if field in form.fields else None, sentence)


def refuse(form: forms.BaseForm, error: ServiceError) -> None:
    """Show on the form why a service would not do what was asked."""
    if isinstance(error, InvalidInput):
        show_errors(form, error.errors)
    else:
        form.add_error(None, error.message)


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """Return to the page that the form named in `next`, if it is one of ours."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        parts = urlsplit(target)
        return HttpResponseRedirect(parts._replace(scheme="", netloc="").geturl())
    return HttpResponseRedirect(otherwise)


def tell(request: HttpRequest, error: ServiceError) -> None:
    """Show a refusal on the next page."""
    messages.error(request, error.message)


def page(admin_class: ModelAdmin, request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """One of our own pages, `admin/tracker/<name>.html`, within the frame of the admin."""
    request.current_app = admin_class.admin_site.name
    frame = {**admin_class.admin_site.each_context(request), "opts": admin_class.opts, "subtitle": None}
    return TemplateResponse(request, f"admin/tracker/{name}.html", {**frame, **context})


def link(record: Model | None, text: object = None, css: str = "") -> SafeString | str:
    """A link to a record's page."""
    if record is None:
        return "—"
    url = reverse(f"admin:tracker_{record._meta.model_name}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', url, looks.isolated(text or record, css))


def each(request: HttpRequest, rows: Iterable[Any], act: Callable[[Any], object]) -> int:
    """Do something with each row by itself, so that one refusal holds up no other; returns how many it was.

    Refusals are told on the next page, each sentence once with its number.
    """
    refusals: Counter[str] = Counter()
    done = 0
    for row in rows:
        try:
            act(row)
        except ServiceError as error:
            refusals[error.message] += 1
        else:
            done += 1
    for sentence, n in refusals.items():
        left = ngettext("%(n)d row was left as it was:", "%(n)d rows were left as they were:", n)
        messages.warning(request, f"{left % {'n': n}} {sentence}")
    return done


def report(request: HttpRequest, sentence: str, done: int) -> None:
    """Tell on the next page how many rows were dealt with, unless it was none."""
    if done:
        messages.success(request, sentence % {"n": done})
