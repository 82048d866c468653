"""The life of a commitment as one list: everything that happened to it and everything that is planned."""

import datetime as dt
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.followup.serializers import (
    AnswerSerializer,
    DueDateRevisionSerializer,
    EvidenceSerializer,
    FollowUpSerializer,
    NoteSerializer,
    SnoozeSerializer,
    StatusChangeSerializer,
)
from tracker.api.permissions import Access, read
from tracker.api.records import ArticleReference, MentionSerializer, ReviewSerializer
from tracker.api.views import ResourceViewSet
from tracker.models import Commitment, OutgoingMessage, Reminder
from tracker.queries import timeline
from tracker.queries.timeline import Kind

TIMELINE_ACCESS: dict[str, Access] = {
    "timeline": read("view_commitment"),
    "offered_articles": read("view_article"),
}


class ReminderSerializer(serializers.ModelSerializer[Reminder]):
    """One stage of reminding, planned or past."""

    class Meta:
        model = Reminder
        fields = ("id", "stage", "due_at", "state", "state_reason")


class MessageSerializer(serializers.ModelSerializer[OutgoingMessage]):
    """A message that went out, or is to go; whom to is not told here."""

    class Meta:
        model = OutgoingMessage
        fields = ("id", "channel", "state", "due_at", "sent_at")


SHAPES: dict[Kind, type[serializers.ModelSerializer[Any]]] = {
    Kind.MENTION: MentionSerializer,
    Kind.REVIEW: ReviewSerializer,
    Kind.STATUS_CHANGE: StatusChangeSerializer,
    Kind.DUE_DATE_REVISION: DueDateRevisionSerializer,
    Kind.EVIDENCE: EvidenceSerializer,
    Kind.REMINDER: ReminderSerializer,
    Kind.MESSAGE: MessageSerializer,
    Kind.ANSWER: AnswerSerializer,
    Kind.NOTE: NoteSerializer,
    Kind.SNOOZE: SnoozeSerializer,
    Kind.FOLLOW_UP: FollowUpSerializer,
}
RECORD = PolymorphicProxySerializer(
    component_name="TimelineRecord", serializers=[*SHAPES.values()], resource_type_field_name=None
)


class EntrySerializer(serializers.Serializer[Any]):
    """One thing that happened, or is planned, at a moment; `record` has the shape of its kind."""

    at = serializers.DateTimeField(read_only=True, default_timezone=dt.UTC)
    kind = serializers.ChoiceField(choices=[kind.value for kind in Kind], read_only=True)
    is_planned = serializers.BooleanField(read_only=True)
    who = serializers.CharField(source="who.username", default=None, read_only=True, allow_null=True)
    record = serializers.SerializerMethodField()

    @extend_schema_field(RECORD)
    def get_record(self, entry: timeline.Entry) -> dict[str, Any]:
        """The row behind the entry."""
        return dict(SHAPES[entry.kind](entry.record, context=self.context).data)


class Timeline(ResourceViewSet[Commitment]):
    """The history of a commitment, and articles that may go on with it."""

    @extend_schema(responses=EntrySerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def timeline(self, request: Request, pk: Any) -> Response:
        """Everything about the commitment, newest first."""
        context = self.get_serializer_context()
        return Response(EntrySerializer(timeline.of(self.get_object()), many=True, context=context).data)

    @extend_schema(responses=ArticleReference(many=True), filters=False)
    @action(detail=True, pagination_class=None, url_path="offered-articles")
    def offered_articles(self, request: Request, pk: Any) -> Response:
        """Later articles that mention the commitment and are not evidence of it yet."""
        return Response(ArticleReference(timeline.offered_articles(self.get_object()), many=True).data)
