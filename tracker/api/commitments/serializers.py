"""Shapes of commitments: what is shown, what may be edited."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from tracker.api.fields import ChoiceField, RecordField, RecordsField, StrictSerializer, TextField
from tracker.api.records import (
    MeetingReference,
    MentionSerializer,
    PartySerializer,
    ReviewSerializer,
    TopicReference,
)
from tracker.models import Actor, Commitment, CommitmentKind, Meeting, ReportedStatus, ReviewState, Status
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH
from tracker.services import statuses


class FeatureSerializer(serializers.Serializer[dict[str, object]]):
    """One named reason behind a confidence."""

    name = serializers.CharField()
    value = serializers.FloatField()
    contribution = serializers.FloatField()


class CommitmentSerializer(serializers.ModelSerializer[Commitment]):
    """One action that a party is bound to. Dates ending in `_edtf` are EDTF strings."""

    address = serializers.HyperlinkedIdentityField(view_name="commitment-detail")
    meeting = MeetingReference(read_only=True, allow_null=True)
    owner = serializers.CharField(source="owner.username", default=None, read_only=True, allow_null=True)
    topics = TopicReference(many=True, read_only=True)
    is_due_soon = serializers.BooleanField(read_only=True)
    is_overdue = serializers.BooleanField(read_only=True)
    is_long_overdue = serializers.BooleanField(read_only=True)
    is_stale = serializers.BooleanField(read_only=True)
    first_due_on = serializers.DateField(read_only=True, allow_null=True)
    times_postponed = serializers.IntegerField(read_only=True)
    days_slipped = serializers.IntegerField(read_only=True, allow_null=True)
    delivered_late = serializers.BooleanField(read_only=True)
    parties = PartySerializer(many=True, read_only=True)
    mentions = MentionSerializer(many=True, read_only=True)

    class Meta:
        model = Commitment
        fields = (
            "id",
            "address",
            "version",
            "review",
            "status",
            "kind",
            "action",
            "parties",
            "meeting",
            "due_text",
            "due_edtf",
            "due_earliest_on",
            "due_latest_on",
            "due_basis",
            "first_due_on",
            "times_postponed",
            "days_slipped",
            "is_due_soon",
            "is_overdue",
            "is_long_overdue",
            "is_stale",
            "delivered_late",
            "reported_status",
            "owner",
            "topics",
            "confidence",
            "mentions",
            "extractor_version",
            "created_at",
            "updated_at",
        )


class CommitmentDetailSerializer(CommitmentSerializer):
    """A commitment with why the machine proposed it and what people decided about it."""

    allowed_statuses = serializers.SerializerMethodField()
    features = FeatureSerializer(many=True, read_only=True)
    reviews = ReviewSerializer(many=True, read_only=True)

    class Meta:
        model = Commitment
        fields = (*CommitmentSerializer.Meta.fields, "allowed_statuses", "rule", "features", "reviews")

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=Status.choices)))
    def get_allowed_statuses(self, commitment: Commitment) -> list[str]:
        """The statuses that the commitment can be given now; none before it is accepted."""
        if commitment.review != ReviewState.ACCEPTED:
            return []
        return [status.value for status in statuses.allowed(commitment)]


class CommitmentChangesSerializer(StrictSerializer):
    """What may be edited of a commitment; what is left out stays. An empty text clears the field."""

    kind = ChoiceField(choices=CommitmentKind.choices, required=False)
    action = TextField(required=False, max_length=5000)
    meeting = RecordField(Meeting, required=False, allow_null=True)
    due_text = TextField(max_length=NAME_LENGTH, required=False, allow_blank=True)
    due_edtf = TextField(max_length=EDTF_LENGTH, required=False, allow_blank=True)
    reported_status = ChoiceField(choices=ReportedStatus.choices, required=False)
    committers = RecordsField(Actor, required=False)
    assignees = RecordsField(Actor, required=False)
    recipients = RecordsField(Actor, required=False)
    reason = TextField(max_length=2000, required=False, allow_blank=True)
