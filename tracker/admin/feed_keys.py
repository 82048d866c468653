"""The secrets of feed addresses: each user makes and takes back the own one here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.base import AhdAdmin, page, person
from tracker.admin.site import Section, site
from tracker.models import FeedKey
from tracker.services import feed_keys


@admin.register(FeedKey, site=site)
class FeedKeyAdmin(AhdAdmin):
    """Who reads calendars and news by private addresses; whoever may look after users sees everybody's."""

    section = Section.ACCESS
    list_display = ["user", "created_at", "last_used_at"]
    list_select_related = ["user"]
    actions = ["revoke_selected"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FeedKey]:
        """The own secret; everybody's for those who look after users."""
        rows = super().get_queryset(request)
        everybody = person(request).has_perm("auth.change_user")
        return rows if everybody else rows.filter(user=person(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see commitments may have feeds of them."""
        return person(request).has_perm(feed_keys.PERMISSION)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for viewing."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """As for viewing: each user only for oneself."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A secret is made anew, not changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A secret is revoked, not deleted."""
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A question, and after it the addresses, which are nowhere to be seen again."""
        addresses: dict[str, str] = {}
        if request.method == "POST" and self.has_add_permission(request):
            addresses = feed_keys.addresses(feed_keys.issue(person(request)))
        has_some = FeedKey.objects.filter(user=person(request)).exists()
        title = _("Addresses of my feeds")
        return page(self, request, "feedkey/issue", addresses=addresses, has_some=has_some, title=title)

    @admin.action(description=gettext_lazy("Revoke"), permissions=["view"])
    def revoke_selected(self, request: HttpRequest, queryset: QuerySet[FeedKey]) -> None:
        """Make the addresses of the selected users dead."""
        for key in queryset.select_related("user"):
            feed_keys.revoke(key.user)
