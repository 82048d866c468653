"""Reminding as tables: the rules, what is planned, who hears of what, and every message sent."""

from dataclasses import fields
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin import looks
from tracker.admin.base import AhdAdmin, ReadOnly, each, link, person, refuse, report
from tracker.admin.follow_up import OfCommitment
from tracker.admin.site import Section, site
from tracker.admin.stages import stage_name
from tracker.models import (
    DigestItem,
    Notification,
    OutgoingMessage,
    Reminder,
    ReminderRule,
    Replanning,
)
from tracker.services import messages, rules
from tracker.services.errors import ServiceError
from tracker.services.rules import RuleInput

RULE_FIELDS = [field.name for field in fields(RuleInput)]


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A rule, checked by the service that stores it."""

    def rule(self) -> RuleInput:
        """What was filled in."""
        values: dict[str, Any] = {name: self.cleaned_data.get(name) for name in RULE_FIELDS}
        return RuleInput(**values)

    def clean(self) -> dict[str, Any]:
        """Ask the service before anything is stored."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                rules.check(self.rule())
            except ServiceError as error:
                refuse(self, error)
        return data


@admin.register(ReminderRule, site=site)
class ReminderRuleAdmin(AhdAdmin):
    """When to remind of what. A change plans all open reminders anew."""

    section = Section.FOLLOW_UP
    form = RuleForm
    list_display = ["__str__", "timing", "days", "every_days", "kind", "actor", "topic", "silent", "active"]
    list_filter = ["active", "timing", "kind"]
    list_select_related = ["actor", "topic", "assignee"]
    autocomplete_fields = ["actor", "topic"]
    fields = [
        "name",
        "timing",
        "days",
        "every_days",
        "silent",
        "active",
        "kind",
        "actor",
        "topic",
        "assignee",
    ]
    actions = None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store through the service, which plans reminders anew."""
        if change:
            rules.change_rule(obj, form.rule(), by=person(request))
        else:
            obj.pk = rules.create_rule(form.rule(), by=person(request)).pk

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remove through the service, which plans reminders anew."""
        rules.delete_rule(obj, by=person(request))


@admin.register(Reminder, site=site)
class ReminderAdmin(OfCommitment):
    """Every planned, sent or skipped reminder, with the reason."""

    list_display = ["of_commitment", "what", "due_at", "state_badge", "state_reason"]
    list_filter = ["state", "day_on", "rule"]
    list_select_related = ["commitment"]
    date_hierarchy = "day_on"

    @admin.display(description=_("stage"), ordering="stage")
    def what(self, reminder: Reminder) -> str:
        """Which of the reminders it is."""
        return stage_name(reminder)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, reminder: Reminder) -> str:
        """How far it has come."""
        return looks.choice_badge(reminder, "state")


@admin.register(OutgoingMessage, site=site)
class OutgoingMessageAdmin(ReadOnly):
    """The ledger of messages: what went to whom, and what failed with which words."""

    section = Section.FOLLOW_UP
    list_display = [
        "created_at", "kind", "channel", "recipient_name", "about", "state_badge", "attempts", "words",
    ]  # fmt: skip
    list_filter = ["state", "channel", "kind", "created_at"]
    list_select_related = ["reminder__commitment", "subscriber__user", "subscriber__endpoint"]
    date_hierarchy = "created_at"
    plain_fields = ("recipient", "message_id", "error")
    actions = ["send_again"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether the user's role sends failed messages again."""
        return bool(request.user.has_perm("tracker.retry_outgoingmessage"))

    @admin.action(description=_("Send again"), permissions=["retry"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutgoingMessage]) -> None:
        """Try the selected failed messages again, each under its old id."""
        done = each(request, queryset, lambda row: messages.retry(row, by=person(request)))
        report(request, ngettext("%(n)d message will be sent.", "%(n)d messages will be sent.", done), done)

    @admin.display(description=_("recipient"))
    def recipient_name(self, message: OutgoingMessage) -> str:
        """To whom it goes."""
        return looks.isolated(message.recipient or message.subscriber)

    @admin.display(description=_("commitment"))
    def about(self, message: OutgoingMessage) -> str:
        """The commitment of its reminder, or the period that it covers."""
        return link(message.reminder.commitment) if message.reminder else message.period

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, message: OutgoingMessage) -> str:
        """How far it has come."""
        return looks.choice_badge(message, "state")

    @admin.display(description=_("reason"))
    def words(self, message: OutgoingMessage) -> str:
        """The server's words, or why it was skipped."""
        return looks.isolated((message.error or message.state_reason)[:160])


@admin.register(DigestItem, site=site)
class DigestItemAdmin(ReadOnly):
    """Reminders that wait for a digest, or went with one."""

    section = Section.FOLLOW_UP
    list_display = ["subscriber", "reminder", "cadence", "due_at", "message", "left_out"]
    list_filter = ["cadence", ("message", admin.EmptyFieldListFilter)]
    list_select_related = [
        "subscriber__user", "subscriber__endpoint", "reminder__commitment",
        "message__subscriber__user", "message__subscriber__endpoint",
    ]  # fmt: skip


@admin.register(Notification, site=site)
class NotificationAdmin(ReadOnly):
    """What users were told in the admin."""

    section = Section.FOLLOW_UP
    list_display = ["title", "user", "commitment", "created_at", "read_at"]
    list_filter = [("read_at", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["user", "commitment"]


@admin.register(Replanning, site=site)
class ReplanningAdmin(ReadOnly):
    """Plannings of all reminders anew, after a rule was changed."""

    section = Section.FOLLOW_UP
    list_display = ["created_at", "planned", "done_at"]
