"""Following a record: its news are sent to the caller until unfollowed."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.followup.serializers import CadenceSerializer, FollowedSerializer
from tracker.api.permissions import Access, review
from tracker.api.views import M, ResourceViewSet
from tracker.services import subscriptions

FOLLOWING_ACCESS: dict[str, Access] = dict.fromkeys(("follow", "unfollow"), review("view_commitment"))


class Followed(ResourceViewSet[M]):
    """A resource whose records can be followed."""

    @extend_schema(request=CadenceSerializer, responses=FollowedSerializer)
    @action(detail=True, methods=["post"])
    def follow(self, request: Request, pk: Any) -> Response:
        """Hear of the record's reminders and changes; again with another cadence to change it."""
        cadence = self.read(CadenceSerializer)["cadence"]
        subscription = subscriptions.follow(self.get_object(), by=self.caller, cadence=cadence)  # type: ignore[arg-type]
        return Response(FollowedSerializer(subscription).data)

    @extend_schema(request=None, responses={204: None})
    @follow.mapping.delete
    def unfollow(self, request: Request, pk: Any) -> Response:
        """Hear of the record no more; done already is no fault."""
        subscriptions.unfollow(self.get_object(), by=self.caller)  # type: ignore[arg-type]
        return Response(status=204)
