"""What is done with an accepted commitment itself: each act one address, all through the services."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api import conditional
from tracker.api.fields import given
from tracker.api.followup.serializers import (
    DueDateSerializer,
    NewSnoozeSerializer,
    OwnerSerializer,
    SnoozeSerializer,
    StatusSerializer,
    TopicsSerializer,
)
from tracker.api.permissions import Access, review
from tracker.api.schema import IF_MATCH
from tracker.api.views import ResourceViewSet
from tracker.models import Commitment
from tracker.services import assignments, due_dates, evidence, snoozes, statuses, topics

# The services know what an owner may do whatever the role: here it is enough to see the commitment.
FOLLOW_UP_ACCESS: dict[str, Access] = dict.fromkeys(
    ("change_status", "revise_due_date", "assign", "tag", "snooze", "wake"), review("view_commitment")
)


class FollowUpActions(ResourceViewSet[Commitment]):
    """Status, due date, owner, topics and rest of a commitment."""

    @extend_schema(request=StatusSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], url_path="status")
    def change_status(self, request: Request, pk: Any) -> Response:
        """Say how the commitment stands. Closing needs a reason, a day and evidence."""
        values = self.read(StatusSerializer)
        added = [evidence.NewEvidence(**given(new)) for new in values.pop("new_evidence", [])]
        to = values.pop("status")
        return self._changed(statuses.change_status, to, new_evidence=added, **given(values))

    @extend_schema(request=DueDateSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], url_path="due-date")
    def revise_due_date(self, request: Request, pk: Any) -> Response:
        """Give the commitment another due date; the old one is kept."""
        values = given(self.read(DueDateSerializer))
        if "due_basis" in values:
            values["basis"] = values.pop("due_basis")
        return self._changed(due_dates.revise, values.pop("due_edtf"), **values)

    @extend_schema(request=OwnerSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: Any) -> Response:
        """Give the commitment an owner, who is reminded of it from then on."""
        return self._changed(assignments.assign_owner, self.read(OwnerSerializer)["owner"])

    @extend_schema(request=TopicsSerializer)
    @action(detail=True, methods=["put"], url_path="topics")
    def tag(self, request: Request, pk: Any) -> Response:
        """Put the commitment under these topics and no others."""
        topics.set_topics(self.get_object(), self.read(TopicsSerializer)["topics"], by=self.caller)
        return self.represent(self.get_object())

    @extend_schema(request=NewSnoozeSerializer, responses={201: SnoozeSerializer})
    @action(detail=True, methods=["post"])
    def snooze(self, request: Request, pk: Any) -> Response:
        """Let reminders rest: everybody's for those who may, the caller's own for others."""
        until_on = self.read(NewSnoozeSerializer)["until_on"]
        row = snoozes.snooze(self.get_object(), until_on, by=self.caller)
        return Response(SnoozeSerializer(row).data, status=201)

    @extend_schema(request=None, responses={204: None})
    @snooze.mapping.delete
    def wake(self, request: Request, pk: Any) -> Response:
        """End the rests that the caller may end."""
        snoozes.wake(self.get_object(), by=self.caller)
        return Response(status=204)

    def _changed(self, change: Callable[..., Any], *args: Any, **values: Any) -> Response:
        commitment = self.get_object()
        version = conditional.expected_version(self.request, commitment.version)
        change(commitment, *args, by=self.caller, version=version, **values)
        return self.represent(self.get_object())
