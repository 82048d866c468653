"""What people do with a proposed record, alike for commitments and meetings: decide and edit."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api import conditional
from tracker.api.fields import StrictSerializer, TextField
from tracker.api.permissions import Access, read, review
from tracker.api.schema import IF_MATCH
from tracker.api.views import ResourceViewSet
from tracker.models import Commitment, Meeting
from tracker.services import reviews

R = TypeVar("R", Commitment, Meeting)


class DecisionSerializer(StrictSerializer):
    """Why a record was accepted, rejected or returned to review."""

    reason = TextField(max_length=2000, required=False, allow_blank=True, default="")


def reviewed_access(model: str) -> dict[str, Access]:
    """Who may do what with a reviewed record: viewers read, reviewers decide and edit."""
    decide = review(f"review_{model}")
    return {
        "list": read(f"view_{model}"),
        "retrieve": read(f"view_{model}"),
        "accept": decide,
        "reject": decide,
        "reopen": decide,
        "partial_update": review(f"change_{model}"),
    }


class ReviewedViewSet(ResourceViewSet[R]):
    """A resource that a machine proposes and a person decides and, by `edit_serializer_class`, edits."""

    edit_serializer_class: type[StrictSerializer]

    def partial_update(self, request: Request, pk: Any) -> Response:
        """Change fields of the record; from then on no extraction changes it."""
        record = self.get_object()
        version = conditional.expected_version(request, record.version)
        changes = self.read(self.edit_serializer_class)
        reason = changes.pop("reason", "")
        reviews.edit(record, changes, by=self.caller, version=version, reason=reason)
        return self.represent(self.get_object())

    @extend_schema(request=DecisionSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: Any) -> Response:
        """Accept the record as true."""
        return self._decide(reviews.accept)

    @extend_schema(request=DecisionSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: Any) -> Response:
        """Reject the record as wrong."""
        return self._decide(reviews.reject)

    @extend_schema(request=DecisionSerializer, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: Any) -> Response:
        """Return the record to review."""
        return self._decide(reviews.reopen)

    def _decide(self, decide: Callable[..., Any]) -> Response:
        record = self.get_object()
        version = conditional.expected_version(self.request, record.version)
        reason = self.read(DecisionSerializer)["reason"]
        decide(record, by=self.caller, reason=reason, version=version)
        return self.represent(self.get_object())
