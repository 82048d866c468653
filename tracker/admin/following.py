"""Following a record: the buttons on its page, for whoever may read commitments."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.admin.base import AhdAdmin, back, person
from tracker.services import subscriptions
from tracker.services.errors import NotAllowed


class FollowedAdmin(AhdAdmin):
    """A table whose rows can be followed."""

    def get_urls(self) -> list[URLPattern]:
        """The addresses of following, before those of Django's admin."""
        name = f"tracker_{self.opts.model_name}"
        view = self.admin_site.admin_view(require_POST(self.follow_view))
        return [
            path("<uuid:pk>/follow/", view, {"on": True}, name=f"{name}_follow"),
            path("<uuid:pk>/unfollow/", view, {"on": False}, name=f"{name}_unfollow"),
            *super().get_urls(),
        ]

    def follow_view(self, request: HttpRequest, pk: Any, on: bool) -> HttpResponse:
        """Follow a row, or stop following it."""
        record = self.get_object(request, str(pk))
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        try:
            if on:
                subscriptions.follow(record, by=person(request))
            else:
                subscriptions.unfollow(record, by=person(request))
        except NotAllowed as error:
            raise PermissionDenied from error
        messages.success(request, _("You follow it now.") if on else _("You follow it no more."))
        return back(request, reverse(f"admin:tracker_{self.opts.model_name}_change", args=[pk]))
