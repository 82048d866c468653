"""Filters of the lists that need more than a column: how near the due date is, and what is mine."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.models import Actor, Commitment
from tracker.queries import followups
from tracker.services import clock

DUE_CHOICES: dict[str, tuple[Any, Callable[[date], Q]]] = {
    "soon": (_("due soon"), followups.due_soon),
    "overdue": (_("overdue"), followups.overdue),
    "long_overdue": (_("long overdue"), followups.long_overdue),
    "stale": (_("nothing heard for long"), followups.stale),
    "open": (_("all that are open"), lambda today: followups.is_open()),
}


class DueFilter(admin.SimpleListFilter):
    """Accepted commitments by how near, or how long past, their due date is."""

    title = _("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choices."""
        return [(name, label) for name, (label, _condition) in DUE_CHOICES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Commitment]) -> QuerySet[Commitment] | None:
        """The commitments that the choice lets through."""
        choice = self.value()
        if choice not in DUE_CHOICES:
            return None
        return queryset.filter(DUE_CHOICES[choice][1](clock.today()))


class MineFilter(admin.SimpleListFilter):
    """What the reader looks after."""

    title = _("owner")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The choices."""
        return [("me", _("mine")), ("nobody", _("nobody's"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Commitment]) -> QuerySet[Commitment] | None:
        """The commitments that the choice lets through."""
        if self.value() == "me":
            return queryset.filter(owner=request.user.pk)
        return queryset.filter(owner=None) if self.value() == "nobody" else None


class ActorFilter(admin.SimpleListFilter):
    """The commitments that name one actor; shown only on the way from that actor's page."""

    title = _("actor")
    parameter_name = "actor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The one actor that was asked for."""
        chosen = _as_uuid(request.GET.get(self.parameter_name, ""))
        return [
            (str(actor.pk), actor.name) for actor in Actor.objects.filter(pk__in=[chosen] if chosen else [])
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Commitment]) -> QuerySet[Commitment] | None:
        """The commitments in which the actor has a part."""
        chosen = _as_uuid(self.value() or "")
        return queryset.filter(parties__actor=chosen).distinct() if chosen else None


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
