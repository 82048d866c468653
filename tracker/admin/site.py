"""The admin as the workplace of monitors: its front page, its order of tables, who may enter."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib import admin
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Section(StrEnum):
    """Where a table stands in the list of tables."""

    WORK = "work"
    FOLLOW_UP = "follow-up"
    HISTORY = "history"
    ACCESS = "access"


SECTION_NAMES: dict[Section, str | Promise] = {
    Section.WORK: _("Articles and what they say"),
    Section.FOLLOW_UP: _("Follow-up"),
    Section.HISTORY: _("History"),
    Section.ACCESS: _("People and access"),
}


class AhdAdminSite(admin.AdminSite):
    """Django's admin with a front page of its own, open to everybody who has a role."""

    site_header = _("Ahd")
    site_title = _("Ahd")
    index_title = _("What waits")
    site_url = None
    login_form = AuthenticationForm
    empty_value_display = "—"

    def has_permission(self, request: HttpRequest) -> bool:
        """A role is enough to enter: the tables shown are those that the role may read."""
        user = request.user
        return bool(user.is_active and (user.is_staff or user.has_module_perms("tracker")))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Forbid the browser, on every page, what the admin never does: foreign or inline scripts."""
        return super().admin_view(_guarded(view), cacheable)

    def get_urls(self) -> list[Any]:
        """The page of one's own, before the addresses of Django's admin."""
        return [path("me/", self.admin_view(self.profile), name="profile"), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page shows: also how much one was told and has not read."""
        from tracker.queries import dashboard

        context = super().each_context(request)
        return context | {"unread_count": SimpleLazyObject(lambda: dashboard.unread_count(request.user))}

    def profile(self, request: HttpRequest) -> HttpResponse:
        """The page of one's own."""
        from tracker.admin.profile import profile_view

        request.current_app = self.name
        return profile_view(request, self.each_context(request))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The front page: what waits for the person who looks."""
        from tracker.admin.front import front_page

        return super().index(request, {"front": front_page(request), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The tables by section, in the order in which they were registered."""
        models = [model for app in super().get_app_list(request, app_label) for model in app["models"]]
        order = {model: position for position, model in enumerate(self._registry)}
        models.sort(key=lambda entry: order[entry["model"]])
        return [
            _section(section, [entry for entry in models if self._section_of(entry) == section])
            for section in Section
            if any(self._section_of(entry) == section for entry in models)
        ]

    def _section_of(self, entry: dict[str, Any]) -> Section:
        return getattr(self._registry[entry["model"]], "section", Section.ACCESS)


def _section(section: Section, models: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": SECTION_NAMES[section],
        "app_label": section.value,
        "app_url": "",
        "has_module_perms": True,
        "models": models,
    }


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with a content security policy on its answers."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    guarded.__dict__.update(getattr(view, "__dict__", {}))
    return guarded


site = AhdAdminSite(name="admin")
