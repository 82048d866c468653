"""The secret of the caller's feed addresses: whether there is one, a new one, none."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.permissions import RoleAndScope, read, review
from tracker.api.views import CachedView
from tracker.models import FeedKey
from tracker.services import feed_keys


class FeedKeySerializer(serializers.ModelSerializer[FeedKey]):
    """When the secret was made and last used; the secret itself is not kept."""

    class Meta:
        model = FeedKey
        fields = ("created_at", "last_used_at")


class FeedAddressesSerializer(serializers.Serializer[Any]):
    """The addresses of the caller's own feeds, shown this once."""

    addresses = serializers.DictField(child=serializers.CharField(), read_only=True)


class FeedKeyViewSet(CachedView, viewsets.ViewSet):
    """The caller's own feeds, for programs that cannot send a key."""

    permission_classes = (RoleAndScope,)
    access = {
        "retrieve": read("view_commitment"),
        "create": review("view_commitment"),
        "destroy": review("view_commitment"),
    }

    @extend_schema(responses=FeedKeySerializer)
    def retrieve(self, request: Request) -> Response:
        """When the addresses were made and last used; 404 without any."""
        key = FeedKey.objects.filter(user=self.caller).first()
        if key is None:
            raise Http404
        return Response(FeedKeySerializer(key).data)

    @extend_schema(request=None, responses={201: FeedAddressesSerializer})
    def create(self, request: Request) -> Response:
        """Make new addresses; the old ones are dead from now on."""
        return Response({"addresses": feed_keys.addresses(feed_keys.issue(self.caller))}, status=201)

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request) -> Response:
        """Make the addresses dead."""
        feed_keys.revoke(self.caller)
        return Response(status=204)
