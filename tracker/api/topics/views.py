"""Topics: listed, made, renamed, followed."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.fields import StrictSerializer, TextField
from tracker.api.filters import FilterSet, TextFilter
from tracker.api.followup.following import FOLLOWING_ACCESS, Followed
from tracker.api.permissions import read, review
from tracker.models import Topic
from tracker.models.base import NAME_LENGTH
from tracker.services import topics


class TopicSerializer(serializers.ModelSerializer[Topic]):
    """A subject, such as water or schools."""

    class Meta:
        model = Topic
        fields = ("id", "name", "created_at", "updated_at")


class TopicNameSerializer(StrictSerializer):
    """What a topic is called."""

    name = TextField(max_length=NAME_LENGTH)


class TopicFilters(FilterSet):  # type: ignore[misc]
    """Filters of topics."""

    text = TextFilter("name_folded")


class TopicViewSet(Followed[Topic]):
    """Subjects that commitments are put under by hand."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    filterset_class = TopicFilters
    orderings = {"created_at": "pk", "name": "name"}
    access = {
        "list": read("view_topic"),
        "retrieve": read("view_topic"),
        "create": review("add_topic"),
        "partial_update": review("change_topic"),
        **FOLLOWING_ACCESS,
    }

    @extend_schema(request=TopicNameSerializer)
    def create(self, request: Request) -> Response:
        """Make a topic; one that is there already, in whatever spelling, is given instead."""
        return self.represent(
            topics.create_topic(self.read(TopicNameSerializer)["name"], by=self.caller), 201
        )

    @extend_schema(request=TopicNameSerializer)
    def partial_update(self, request: Request, pk: Any) -> Response:
        """Rename a topic."""
        name = self.read(TopicNameSerializer).get("name")
        return self.represent(topics.rename_topic(self.get_object(), name, by=self.caller))
