"""Meetings: the list, and the page with who took part, in which words, and what was bound there."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tracker.admin import looks
from tracker.admin.base import page
from tracker.admin.following import FollowedAdmin
from tracker.admin.forms import EdtfField
from tracker.admin.reviewing import EditForm, ReviewedAdmin, actor_field
from tracker.admin.sheets import meeting_sheet
from tracker.admin.site import site
from tracker.models import Meeting, MeetingKind, MeetingParticipation, ParticipationRole
from tracker.queries import workplace


class MeetingForm(EditForm):
    """What a reviewer corrects of a meeting."""

    party_fields = {
        "organizers": ParticipationRole.ORGANIZER,
        "chair": ParticipationRole.CHAIR,
        "participants": ParticipationRole.PARTICIPANT,
    }

    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices)
    title = forms.CharField(label=_("Title"), widget=forms.TextInput(attrs={"dir": "auto"}))
    date_edtf = EdtfField(label=_("Date"), required=False)
    time = forms.TimeField(label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("Place"), required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    planned = forms.BooleanField(label=_("Planned, not held yet"), required=False)

    organizers = actor_field(_("Organized by"), MeetingParticipation)
    chair = actor_field(_("Chaired by"), MeetingParticipation)
    participants = actor_field(_("With"), MeetingParticipation)
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.TextInput(attrs={"dir": "auto"}))

    @staticmethod
    def parts_of(record: Any) -> Any:
        """Who took part."""
        return record.participations.all()


@admin.register(Meeting, site=site)
class MeetingAdmin(ReviewedAdmin, FollowedAdmin):
    """Gatherings, held or planned."""

    edit_form = MeetingForm
    list_display = ["name", "kind", "when", "location", "who", "state", "bound"]
    list_filter = ["review", "kind", "planned", "created_at"]
    date_hierarchy = "earliest_on"
    folded_fields = ("title_folded", "place_folded")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        """Meetings with their participants and the number of commitments made there."""
        return workplace.meetings_for_list(super().get_queryset(request))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The meeting as one sheet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        meeting = self.get_object(request, object_id)
        if meeting is None:
            raise Http404
        return page(self, request, "meeting/page", **meeting_sheet(meeting), title=str(meeting))

    @admin.display(description=_("meeting"), ordering="title")
    def name(self, meeting: Meeting) -> str:
        """What it is called."""
        return looks.isolated(meeting)

    @admin.display(description=_("date"), ordering="earliest_on")
    def when(self, meeting: Meeting) -> str:
        """Its date as far as it is known."""
        return looks.span(meeting.earliest_on, meeting.latest_on, meeting.date_edtf)

    @admin.display(description=_("place"), ordering="place")
    def location(self, meeting: Meeting) -> str:
        """Where it was."""
        return looks.isolated(meeting.place or "—")

    @admin.display(description=_("who"))
    def who(self, meeting: Meeting) -> str:
        """The first few who took part."""
        everybody = dict.fromkeys(part.name for part in meeting.participations.all())
        return looks.names(list(everybody)[:3])

    @admin.display(description=_("state"), ordering="review")
    def state(self, meeting: Meeting) -> str:
        """What people decided, and whether it is still to be held."""
        decided = looks.choice_badge(meeting, "review")
        return (
            format_html("{} {}", decided, looks.badge(_("planned"), "info")) if meeting.planned else decided
        )

    @admin.display(description=_("commitments"))
    def bound(self, meeting: Any) -> int:
        """How many commitments were made there."""
        return int(meeting.commitment_count)
