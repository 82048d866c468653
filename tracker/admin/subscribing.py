"""Who hears of what: recipients, their subscriptions, and webhook endpoints."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin import looks
from tracker.admin.base import ReadOnly, link
from tracker.admin.site import Section, site
from tracker.models import Subscriber, Subscription, WebhookEndpoint


class Recipients(ReadOnly):
    """Tables of who hears of what."""

    section = Section.FOLLOW_UP


@admin.register(Subscriber, site=site)
class SubscriberAdmin(Recipients):
    """Users, addresses and programs that hear of commitments."""

    list_display = ["__str__", "language", "time_zone", "quiet_from", "quiet_until", "unsubscribed_at"]
    list_filter = ["language", ("unsubscribed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "endpoint"]
    plain_fields = ("user__username", "email", "endpoint__name")


@admin.register(Subscription, site=site)
class SubscriptionAdmin(Recipients):
    """What each of them wants to hear of, and how often."""

    list_display = ["subscriber", "scope", "target", "cadence", "created_at", "ended_at"]
    list_filter = ["scope", "cadence", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = [
        "subscriber__user", "subscriber__endpoint", "commitment", "meeting", "actor", "topic", "search",
    ]  # fmt: skip
    plain_fields = ("subscriber__user__username", "subscriber__email", "subscriber__endpoint__name")

    @admin.display(description=_("what"))
    def target(self, row: Subscription) -> str:
        """What it is about."""
        about = row.commitment or row.meeting or row.actor or row.topic or row.search
        return link(about) if about else "—"


@admin.register(WebhookEndpoint, site=site)
class WebhookEndpointAdmin(Recipients):
    """Addresses of other programs."""

    list_display = ["name", "url", "state", "failing_since", "disabled_at"]
    list_filter = [("disabled_at", admin.EmptyFieldListFilter)]
    fields = ["name", "url", "failing_since", "disabled_at", "disabled_reason", "created_by"]
    plain_fields = ("name", "url")

    @admin.display(description=_("state"))
    def state(self, row: Any) -> str:
        """Whether it takes messages."""
        if row.disabled_at:
            return looks.badge(_("disabled"), "bad")
        return looks.badge(_("failing"), "wait") if row.failing_since else looks.badge(_("working"), "good")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only those who manage them."""
        return bool(request.user.has_perm("tracker.view_webhookendpoint"))
