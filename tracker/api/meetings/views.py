"""Meetings over HTTP: listed, shown, decided on, edited."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from tracker.api.followup.following import FOLLOWING_ACCESS, Followed
from tracker.api.meetings.filters import MeetingFilters
from tracker.api.meetings.serializers import (
    MeetingChangesSerializer,
    MeetingDetailSerializer,
    MeetingSerializer,
)
from tracker.api.reviewing import ReviewedViewSet, reviewed_access
from tracker.api.schema import IF_MATCH
from tracker.models import Meeting
from tracker.queries import shown


@extend_schema_view(partial_update=extend_schema(request=MeetingChangesSerializer, parameters=[IF_MATCH]))
class MeetingViewSet(ReviewedViewSet[Meeting], Followed[Meeting]):
    """Gatherings that articles report or announce."""

    queryset = Meeting.objects.all()
    filterset_class = MeetingFilters
    edit_serializer_class = MeetingChangesSerializer
    orderings = {"created_at": "pk", "updated_at": "updated_at", "date": "earliest_on"}
    access = reviewed_access("meeting") | FOLLOWING_ACCESS

    def get_queryset(self) -> QuerySet[Meeting]:
        """The meetings with all that is shown of them."""
        return shown.meetings() if self.action == "list" else shown.meetings_in_full()

    def get_serializer_class(self) -> Any:
        """Short in lists, full alone."""
        return MeetingSerializer if self.action == "list" else MeetingDetailSerializer
