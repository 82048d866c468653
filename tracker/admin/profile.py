"""The page of one's own: how to be reminded, what one follows, what one was told."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.admin.base import person, refuse
from tracker.models import Cadence, FeedKey, Subscriber, Subscription
from tracker.queries import dashboard, subscribed
from tracker.services import notifications, subscriptions
from tracker.services.errors import NotAllowed, ServiceError


class PreferencesForm(forms.Form):
    """In which language, by which clock, and at which hours messages may come."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of messages"),
        required=False,
        choices=[("", gettext_lazy("that of the installation")), *settings.LANGUAGES],
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    quiet_from = forms.TimeField(
        label=gettext_lazy("No message from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, subscriber: Subscriber, **options: Any) -> None:
        options["initial"] = {name: getattr(subscriber, name) for name in self.base_fields}
        super().__init__(*args, **options)
        self.subscriber = subscriber
        fields: dict[str, Any] = self.fields
        fields["time_zone"].choices = [("", settings.TIME_ZONE), *((zone, zone) for zone in _zones())]


@cache
def _zones() -> list[str]:
    """The names of places with a clock of their own; reading them takes a walk through many folders."""
    return sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)


def profile_view(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the page, or do what one of its forms asks for."""
    user = person(request)
    subscriber = subscriptions.subscriber_of(user)
    form = PreferencesForm(subscriber=subscriber)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "preferences":
            form = PreferencesForm(request.POST, subscriber=subscriber)
        if _did(request, act, form, subscriber):
            return redirect("admin:profile")
    own = {
        "form": form,
        "subscriber": subscriber,
        "subscriptions": subscribed.running(subscriber),
        "follows_all": subscribed.follows_all(subscriber),
        "cadences": Cadence.choices,
        "unread": dashboard.unread(user),
        "feed_key": FeedKey.objects.filter(user=user).first(),
        "title": _("My page"),
    }
    return TemplateResponse(request, "admin/tracker/profile.html", {**context, **own})


def _did(request: HttpRequest, act: str, form: PreferencesForm, subscriber: Subscriber) -> bool:
    """Whether an act of the page was done; if not, a form or a message says why."""
    try:
        return _do(request, act, form, subscriber)
    except NotAllowed as error:
        raise PermissionDenied from error
    except ServiceError as error:
        refuse(form, error)
        return False


def _do(request: HttpRequest, act: str, form: PreferencesForm, subscriber: Subscriber) -> bool:
    user = person(request)
    if act == "preferences":
        if not form.is_valid():
            return False
        subscriptions.set_preferences(subscriber, by=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    elif act in ("cadence", "end"):
        _change_subscription(request, act, subscriber)
    elif act == "follow_all":
        subscriptions.follow(None, by=user, cadence=Cadence.WEEKLY)
    elif act == "resume":
        subscriptions.resume(subscriber, by=user)
    elif act == "read":
        notifications.mark_read(user)
    return True


def _change_subscription(request: HttpRequest, act: str, subscriber: Subscriber) -> None:
    chosen = request.POST.get("subscription", "")
    row = next((s for s in subscribed.running(subscriber) if str(s.pk) == chosen), None)
    if row is None:
        return
    if act == "end":
        subscriptions.end(row, by=person(request))
    else:
        subscriptions.set_cadence(row, request.POST.get("cadence", ""), by=person(request))
    messages.success(request, _("Saved."))


def subject(row: Subscription) -> str:
    """What a subscription is about, in words."""
    target = row.commitment or row.meeting or row.actor or row.topic or row.search
    return str(target) if target else str(row.get_scope_display())
