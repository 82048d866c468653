"""Shapes of meetings: what is shown, what may be edited."""

from rest_framework import serializers

from tracker.api.fields import (
    ChoiceField,
    ClockField,
    FlagField,
    RecordsField,
    StrictSerializer,
    TextField,
)
from tracker.api.records import MentionSerializer, PartySerializer, ReviewSerializer
from tracker.models import Actor, Meeting, MeetingKind
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    """One gathering, held or planned. `date_edtf` is EDTF; `earliest_on` and `latest_on` are its bounds."""

    address = serializers.HyperlinkedIdentityField(view_name="meeting-detail")
    participations = PartySerializer(many=True, read_only=True)
    mentions = MentionSerializer(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = (
            "id",
            "address",
            "version",
            "review",
            "kind",
            "title",
            "date_edtf",
            "earliest_on",
            "latest_on",
            "time",
            "place",
            "planned",
            "participations",
            "mentions",
            "extractor_version",
            "created_at",
            "updated_at",
        )


class MeetingDetailSerializer(MeetingSerializer):
    """A meeting with what people decided about it."""

    reviews = ReviewSerializer(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = (*MeetingSerializer.Meta.fields, "reviews")


class MeetingChangesSerializer(StrictSerializer):
    """What may be edited of a meeting; what is left out stays. An empty text clears the field."""

    kind = ChoiceField(choices=MeetingKind.choices, required=False)
    title = TextField(max_length=NAME_LENGTH, required=False)
    date_edtf = TextField(max_length=EDTF_LENGTH, required=False, allow_blank=True)
    time = ClockField(required=False, allow_null=True)
    place = TextField(max_length=NAME_LENGTH, required=False, allow_blank=True)
    planned = FlagField(required=False)
    organizers = RecordsField(Actor, required=False)
    chair = RecordsField(Actor, required=False)
    participants = RecordsField(Actor, required=False)
    reason = TextField(max_length=2000, required=False, allow_blank=True)
