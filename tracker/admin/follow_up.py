"""Follow-up as tables: what was recorded of commitments, what waits to be looked at, and the topics."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.admin import looks
from tracker.admin.base import ReadOnly, each, link, person, report, tell
from tracker.admin.following import FollowedAdmin
from tracker.admin.site import Section, site
from tracker.models import (
    Answer,
    Criterion,
    DueDateRevision,
    Evidence,
    FollowUp,
    Note,
    Snooze,
    StatusChange,
    Topic,
)
from tracker.services import answers, assignments, topics
from tracker.services.errors import ServiceError


class OfCommitment(ReadOnly):
    """Rows that tell of one commitment."""

    section = Section.FOLLOW_UP
    folded_fields = ("commitment__action_folded",)

    @admin.display(description=_("commitment"))
    def of_commitment(self, row: Any) -> str:
        """The commitment, linked to its page."""
        return link(row.commitment)


@admin.register(FollowUp, site=site)
class FollowUpAdmin(OfCommitment):
    """Days on which somebody is to look at a commitment again."""

    list_display = ["due_on", "of_commitment", "assignee", "note", "done_at", "outcome"]
    list_filter = [
        ("done_at", admin.EmptyFieldListFilter),
        "due_on",
        ("assignee", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["commitment", "assignee"]
    date_hierarchy = "due_on"
    actions = ["complete_selected"]

    def has_complete_permission(self, request: HttpRequest) -> bool:
        """Whether the user's role follows up."""
        return bool(request.user.has_perm("tracker.change_followup"))

    @admin.action(description=_("Looked at: done"), permissions=["complete"])
    def complete_selected(self, request: HttpRequest, queryset: QuerySet[FollowUp]) -> None:
        """Say that the look was taken."""
        done = each(request, queryset, lambda row: assignments.complete(row, by=person(request)))
        report(request, ngettext("%(n)d follow-up is done.", "%(n)d follow-ups are done.", done), done)


@admin.register(Answer, site=site)
class AnswerAdmin(OfCommitment):
    """What recipients of reminders answered; some answers wait for a monitor."""

    list_display = ["choice", "of_commitment", "who", "note", "evidence_url", "created_at", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "choice", "created_at"]
    list_select_related = ["commitment", "by", "subscriber__user", "subscriber__endpoint"]
    date_hierarchy = "created_at"
    actions = ["settle_selected"]

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Whether the user's role settles answers."""
        return bool(request.user.has_perm("tracker.change_answer"))

    @admin.action(description=_("Dealt with"), permissions=["settle"])
    def settle_selected(self, request: HttpRequest, queryset: QuerySet[Answer]) -> None:
        """Say that the answers were dealt with."""
        done = each(request, queryset, lambda row: answers.settle(row, by=person(request)))
        report(request, ngettext("%(n)d answer was settled.", "%(n)d answers were settled.", done), done)

    @admin.display(description=_("who"))
    def who(self, answer: Answer) -> str:
        """Who answered."""
        return looks.isolated(answer.by or answer.subscriber or "—")


@admin.register(Evidence, site=site)
class EvidenceAdmin(OfCommitment):
    """Documents that tell how commitments fare."""

    list_display = ["of_commitment", "kind", "stance_badge", "happened_on", "url", "download", "added_by"]
    fields = [
        "of_commitment", "kind", "stance", "url", "article", "download", "happened_on", "excerpt",
        "added_by", "created_at",
    ]  # fmt: skip
    list_filter = ["kind", "stance", "created_at"]
    list_select_related = ["commitment", "added_by"]
    date_hierarchy = "created_at"
    plain_fields = ("url", "excerpt")

    def get_urls(self) -> list[URLPattern]:
        """The address of an evidence's file, before those of Django's admin."""
        view = self.admin_site.admin_view(self.file_view)
        return [path("<uuid:pk>/file/", view, name="tracker_evidence_file"), *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: Any) -> FileResponse:
        """The file, to be saved: browsers show nothing that was uploaded as a page of this site."""
        row = self.get_object(request, str(pk))
        if row is None or not row.file or not self.has_view_permission(request, row):
            raise Http404
        return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file_name)

    @admin.display(description=_("file"))
    def download(self, row: Evidence) -> str:
        """The file's name, linked to its download."""
        if not row.file:
            return "—"
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:tracker_evidence_file", args=[row.pk]), row.file_name
        )

    @admin.display(description=_("what it shows"), ordering="stance")
    def stance_badge(self, row: Evidence) -> str:
        """Whether it speaks for or against."""
        return looks.choice_badge(row, "stance")


@admin.register(StatusChange, site=site)
class StatusChangeAdmin(OfCommitment):
    """Every judgement of how a commitment stands."""

    list_display = ["of_commitment", "from_badge", "to_badge", "effective_on", "by", "reason", "created_at"]
    list_filter = ["to_status", "created_at", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["commitment", "by"]
    date_hierarchy = "effective_on"

    @admin.display(description=_("from"), ordering="from_status")
    def from_badge(self, row: StatusChange) -> str:
        """The status before."""
        return looks.choice_badge(row, "from_status")

    @admin.display(description=_("to"), ordering="to_status")
    def to_badge(self, row: StatusChange) -> str:
        """The status after."""
        return looks.choice_badge(row, "to_status")


@admin.register(DueDateRevision, site=site)
class DueDateRevisionAdmin(OfCommitment):
    """Every change of a due date, with the old one."""

    list_display = [
        "of_commitment",
        "from_edtf",
        "to_edtf",
        "announced_by",
        "announced_on",
        "by",
        "created_at",
    ]
    list_filter = ["to_basis", "created_at"]
    list_select_related = ["commitment", "by"]
    date_hierarchy = "created_at"


@admin.register(Criterion, site=site)
class CriterionAdmin(OfCommitment):
    """Points of the checklists that say what "done" means."""

    list_display = ["text", "of_commitment", "met", "judged_by", "judged_at"]
    list_filter = ["met"]
    list_select_related = ["commitment", "judged_by"]


@admin.register(Note, site=site)
class NoteAdmin(OfCommitment):
    """Remarks on commitments."""

    list_display = ["text", "of_commitment", "by", "created_at"]
    list_filter = ["created_at", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["commitment", "by"]
    plain_fields = ("text",)


@admin.register(Snooze, site=site)
class SnoozeAdmin(OfCommitment):
    """Rests from reminders."""

    list_display = ["of_commitment", "subscriber", "until_on", "by", "ended_at", "created_at"]
    list_filter = ["until_on", ("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["commitment", "subscriber__user", "subscriber__endpoint", "by"]


@admin.register(Topic, site=site)
class TopicAdmin(FollowedAdmin):
    """Subjects that commitments are put under by hand."""

    section = Section.FOLLOW_UP
    list_display = ["name", "created_at"]
    fields = ["name"]
    folded_fields = ("name_folded",)
    search_fields = folded_fields
    change_form_template = "admin/tracker/topic/page.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store through the service, which keeps one topic for all spellings."""
        try:
            if change:
                topics.rename_topic(Topic.objects.get(pk=obj.pk), obj.name, by=person(request))
            else:
                obj.pk = topics.create_topic(obj.name, by=person(request)).pk
        except ServiceError as error:
            tell(request, error)
