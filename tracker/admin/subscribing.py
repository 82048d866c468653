"""Who hears of what: recipients, their subscriptions, and webhook endpoints."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.admin import looks
from tracker.admin.base import NeverEdited, each, link, page, person, refuse, report
from tracker.admin.site import Section, site
from tracker.models import (
    Actor,
    Cadence,
    SavedSearch,
    Subscriber,
    Subscription,
    SubscriptionScope,
    Topic,
    WebhookEndpoint,
)
from tracker.services import subscriptions, webhooks
from tracker.services.errors import ServiceError

COUNTLESS = [
    (scope.value, scope.label)
    for scope in (
        SubscriptionScope.ALL,
        SubscriptionScope.ACTOR,
        SubscriptionScope.TOPIC,
        SubscriptionScope.SEARCH,
        SubscriptionScope.ESCALATIONS,
    )
]


class AboutForm(forms.Form):
    """What is to be heard of, and how often."""

    scope = forms.ChoiceField(label=gettext_lazy("About"), choices=COUNTLESS)
    actor = forms.ModelChoiceField(
        label=gettext_lazy("Actor"),
        required=False,
        queryset=Actor.objects.all(),
        widget=AutocompleteSelect(Subscription._meta.get_field("actor"), site),
    )
    topic = forms.ModelChoiceField(label=gettext_lazy("Topic"), required=False, queryset=Topic.objects.all())
    search = forms.ModelChoiceField(
        label=gettext_lazy("Saved search"), required=False, queryset=SavedSearch.objects.all()
    )
    cadence = forms.ChoiceField(label=gettext_lazy("How often"), choices=Cadence.choices)

    def subscribe(self, subscriber: Subscriber, request: HttpRequest) -> None:
        """Store it. Raises ServiceError."""
        data = self.cleaned_data
        target = data.get(data["scope"])
        by = person(request)
        subscriptions.subscribe(subscriber, data["scope"], target, by=by, cadence=data["cadence"])


class AddressForm(AboutForm):
    """An e-mail address outside, and what it hears of."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    field_order = ("email",)

    def subscriber(self, request: HttpRequest) -> Subscriber:
        """The address as a recipient."""
        return subscriptions.add_address(self.cleaned_data["email"], by=person(request))


class RecipientForm(AboutForm):
    """A known recipient, and what it hears of."""

    known = forms.ModelChoiceField(
        label=gettext_lazy("Recipient"),
        queryset=Subscriber.objects.select_related("user", "endpoint"),
    )
    field_order = ("known",)

    def subscriber(self, request: HttpRequest) -> Subscriber:
        """The one that was chosen."""
        chosen: Subscriber = self.cleaned_data["known"]
        return chosen


class EndpointForm(forms.Form):
    """The address of another program."""

    name = forms.CharField(label=gettext_lazy("Name"))
    url = forms.URLField(
        label=gettext_lazy("Address"), assume_scheme="https", widget=forms.URLInput(attrs={"dir": "ltr"})
    )


class Recipients(NeverEdited):
    """Tables of who hears of what; rows are added on a form of our own."""

    section = Section.FOLLOW_UP
    add_form: type[AddressForm] | type[RecipientForm]
    add_title: Any = ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Those whose role manages recipients."""
        return bool(request.user.has_perm(f"tracker.add_{self.opts.model_name}"))

    def has_manage_permission(self, request: HttpRequest) -> bool:
        """The same, for the actions above the list."""
        return bool(request.user.has_perm(f"tracker.change_{self.opts.model_name}"))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, and its storing through the services."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.add_form(request.POST or None)
        if form.is_valid():
            try:
                form.subscribe(form.subscriber(request), request)
            except ServiceError as error:
                refuse(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("admin:tracker_subscription_changelist")
        return page(self, request, "form", form=form, title=self.add_title)


@admin.register(Subscriber, site=site)
class SubscriberAdmin(Recipients):
    """Users, addresses and programs that hear of commitments."""

    add_form = AddressForm
    add_title = gettext_lazy("Add an e-mail address")
    list_display = ["__str__", "language", "time_zone", "quiet_from", "quiet_until", "unsubscribed_at"]
    list_filter = ["language", ("unsubscribed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "endpoint"]
    plain_fields = ("user__username", "email", "endpoint__name")


@admin.register(Subscription, site=site)
class SubscriptionAdmin(Recipients):
    """What each of them wants to hear of, and how often."""

    add_form = RecipientForm
    add_title = gettext_lazy("Subscribe a recipient")
    list_display = ["subscriber", "scope", "target", "cadence", "created_at", "ended_at"]
    list_filter = ["scope", "cadence", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = [
        "subscriber__user", "subscriber__endpoint", "commitment", "meeting", "actor", "topic", "search",
    ]  # fmt: skip
    plain_fields = ("subscriber__user__username", "subscriber__email", "subscriber__endpoint__name")
    actions = ["end_selected"]

    @admin.action(description=gettext_lazy("End"), permissions=["manage"])
    def end_selected(self, request: HttpRequest, queryset: QuerySet[Subscription]) -> None:
        """End the selected subscriptions; the rows remain."""
        done = each(request, queryset, lambda row: subscriptions.end(row, by=person(request)))
        report(request, ngettext("%(n)d subscription ended.", "%(n)d subscriptions ended.", done), done)

    @admin.display(description=gettext_lazy("what"))
    def target(self, row: Subscription) -> str:
        """What it is about."""
        about = row.commitment or row.meeting or row.actor or row.topic or row.search
        return link(about) if about else "—"


@admin.register(WebhookEndpoint, site=site)
class WebhookEndpointAdmin(Recipients):
    """Addresses of other programs, which take signed messages."""

    list_display = ["name", "url", "state", "failing_since", "disabled_at"]
    list_filter = [("disabled_at", admin.EmptyFieldListFilter)]
    fields = ["name", "url", "failing_since", "disabled_at", "disabled_reason", "created_by"]
    plain_fields = ("name", "url")
    actions = ["enable_selected", "disable_selected"]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form; the secret is on the answer, and nowhere after it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EndpointForm(request.POST or None)
        secret = ""
        if form.is_valid():
            try:
                endpoint, _subscriber = webhooks.create_endpoint(**form.cleaned_data, by=person(request))
                secret = endpoint.secret
            except ServiceError as error:
                refuse(form, error)
        title = _("Add a webhook endpoint")
        return page(self, request, "webhookendpoint/add", form=form, secret=secret, title=title)

    @admin.action(description=gettext_lazy("Send to it again"), permissions=["manage"])
    def enable_selected(self, request: HttpRequest, queryset: QuerySet[WebhookEndpoint]) -> None:
        """Enable the selected endpoints."""
        done = each(request, queryset, lambda row: webhooks.enable(row, by=person(request)))
        report(request, ngettext("%(n)d endpoint enabled.", "%(n)d endpoints enabled.", done), done)

    @admin.action(description=gettext_lazy("Send nothing to it"), permissions=["manage"])
    def disable_selected(self, request: HttpRequest, queryset: QuerySet[WebhookEndpoint]) -> None:
        """Disable the selected endpoints."""
        done = each(request, queryset, lambda row: webhooks.disable(row, by=person(request)))
        report(request, ngettext("%(n)d endpoint disabled.", "%(n)d endpoints disabled.", done), done)

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: WebhookEndpoint) -> str:
        """Whether it takes messages."""
        if row.disabled_at:
            return looks.badge(_("disabled"), "bad")
        return looks.badge(_("failing"), "wait") if row.failing_since else looks.badge(_("working"), "good")
