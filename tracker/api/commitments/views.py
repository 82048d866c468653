"""Commitments over HTTP: listed, shown, decided on, edited, followed up."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view

from tracker.api.commitments.filters import CommitmentFilters
from tracker.api.commitments.serializers import (
    CommitmentChangesSerializer,
    CommitmentDetailSerializer,
    CommitmentSerializer,
)
from tracker.api.followup.actions import FOLLOW_UP_ACCESS, FollowUpActions
from tracker.api.followup.following import FOLLOWING_ACCESS, Followed
from tracker.api.followup.timeline import TIMELINE_ACCESS, Timeline
from tracker.api.reviewing import ReviewedViewSet, reviewed_access
from tracker.api.schema import IF_MATCH
from tracker.models import Commitment
from tracker.queries import shown
from tracker.services import clock


@extend_schema_view(partial_update=extend_schema(request=CommitmentChangesSerializer, parameters=[IF_MATCH]))
class CommitmentViewSet(ReviewedViewSet[Commitment], FollowUpActions, Followed[Commitment], Timeline):
    """Actions that somebody is bound to, from proposal to known outcome."""

    queryset = Commitment.objects.all()
    filterset_class = CommitmentFilters
    edit_serializer_class = CommitmentChangesSerializer
    orderings = {
        "created_at": "pk",
        "updated_at": "updated_at",
        "due": "due_latest_on",
        "confidence": "confidence",
    }
    access = reviewed_access("commitment") | FOLLOW_UP_ACCESS | FOLLOWING_ACCESS | TIMELINE_ACCESS

    def get_queryset(self) -> QuerySet[Commitment]:
        """The commitments with all that is shown of them."""
        today = clock.today()
        return shown.commitments(today) if self.action == "list" else shown.commitments_in_full(today)

    def candidates(self) -> QuerySet[Commitment]:
        """Bare commitments: what is derived of each is not to be worked out for all just to sort them."""
        return Commitment.objects.all()

    def in_full(self, page: Sequence[Commitment]) -> Sequence[Commitment]:
        """The commitments of a page with all that is shown of them."""
        found = self.get_queryset().in_bulk([row.pk for row in page])
        return [found[row.pk] for row in page if row.pk in found]

    def get_serializer_class(self) -> Any:
        """Short in lists, full alone."""
        return CommitmentSerializer if self.action == "list" else CommitmentDetailSerializer
