"""Shapes of follow-up: what people record on a commitment, and how it is shown."""

from typing import Any

from django.contrib.auth.models import User
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.reverse import reverse

from tracker.api.fields import (
    ChoiceField,
    DayField,
    FlagField,
    RecordField,
    RecordsField,
    StrictSerializer,
    TextField,
)
from tracker.models import (
    Answer,
    AnswerChoice,
    Article,
    Cadence,
    Criterion,
    DueBasis,
    DueDateRevision,
    Evidence,
    EvidenceKind,
    FollowUp,
    Note,
    Snooze,
    Stance,
    Status,
    StatusChange,
    Topic,
)
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH

REASON_LENGTH = 2000


class UserField(serializers.SlugRelatedField[User]):
    """An active user, by user name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="username", queryset=User.objects.filter(is_active=True), **options)

    def run_validation(self, data: Any = empty) -> Any:
        """The user, or a refusal; an empty text is no name."""
        if data is not empty and data is not None and (not isinstance(data, str) or not data):
            self.fail("invalid")
        return super().run_validation(data)


class NewEvidenceSerializer(StrictSerializer):
    """Evidence at an address or in a stored article."""

    kind = ChoiceField(choices=EvidenceKind.choices)
    stance = ChoiceField(choices=Stance.choices)
    url = TextField(max_length=2000, required=False, allow_blank=True)
    article = RecordField(Article, required=False, allow_null=True)
    happened_on = DayField(required=False, allow_null=True)
    excerpt = TextField(max_length=5000, required=False, allow_blank=True)


class UploadSerializer(NewEvidenceSerializer):
    """Evidence that may also be a file (multipart/form-data)."""

    file = serializers.FileField(required=False)


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A document that tells how a commitment fares. `file` is where an uploaded one is downloaded."""

    url = serializers.CharField(read_only=True)
    article = serializers.UUIDField(source="article_id", read_only=True, allow_null=True)
    file = serializers.SerializerMethodField()
    added_by = serializers.CharField(source="added_by.username", read_only=True)

    class Meta:
        model = Evidence
        fields = (
            "id",
            "kind",
            "stance",
            "url",
            "article",
            "file",
            "file_name",
            "file_type",
            "content_sha256",
            "happened_on",
            "excerpt",
            "added_by",
            "created_at",
        )

    def get_file(self, evidence: Evidence) -> str | None:
        """The address of the file, if there is one."""
        if not evidence.file:
            return None
        kwargs = {"commitment": evidence.commitment_id, "pk": evidence.pk}
        return reverse("evidence-file", kwargs=kwargs, request=self.context["request"])


class StatusSerializer(StrictSerializer):
    """How a commitment stands from now on, or from `effective_on`."""

    status = ChoiceField(choices=Status.choices)
    effective_on = DayField(required=False, allow_null=True)
    reason = TextField(max_length=REASON_LENGTH, required=False, allow_blank=True)
    evidence = RecordsField(Evidence, required=False)
    new_evidence = NewEvidenceSerializer(many=True, required=False)


class DueDateSerializer(StrictSerializer):
    """Another due date (EDTF; empty: none), and who announced it."""

    due_edtf = TextField(max_length=EDTF_LENGTH, allow_blank=True)
    due_basis = ChoiceField(choices=DueBasis.choices, required=False)
    announced_by = TextField(max_length=NAME_LENGTH, required=False, allow_blank=True)
    announced_on = DayField(required=False, allow_null=True)
    reason = TextField(max_length=REASON_LENGTH, required=False, allow_blank=True)
    evidence = RecordField(Evidence, required=False, allow_null=True)


class OwnerSerializer(StrictSerializer):
    """Who looks after a commitment; null takes the owner away."""

    owner = UserField(allow_null=True)


class TopicsSerializer(StrictSerializer):
    """All topics that a commitment belongs under."""

    topics = RecordsField(Topic)


class CadenceSerializer(StrictSerializer):
    """How often to hear of what is followed."""

    cadence = ChoiceField(choices=Cadence.choices, required=False, default=Cadence.INSTANT)


class FollowedSerializer(serializers.Serializer[Any]):
    """That the caller follows a record, and how often news are sent."""

    scope = serializers.CharField(read_only=True)
    cadence = serializers.CharField(read_only=True)


class CriterionSerializer(serializers.ModelSerializer[Criterion]):
    """One point of the checklist that says when a commitment is done."""

    judged_by = serializers.CharField(
        source="judged_by.username", default=None, read_only=True, allow_null=True
    )

    class Meta:
        model = Criterion
        fields = ("id", "text", "position", "met", "judged_by", "judged_at", "created_at")


class NewCriterionSerializer(StrictSerializer):
    """A new point of the checklist."""

    text = TextField(max_length=500)


class CriterionChangesSerializer(StrictSerializer):
    """Another text (which takes the judgement away), or a judgement."""

    text = TextField(max_length=500, required=False)
    met = FlagField(required=False)


class NoteSerializer(serializers.ModelSerializer[Note]):
    """A remark that somebody left."""

    by = serializers.CharField(source="by.username", read_only=True)

    class Meta:
        model = Note
        fields = ("id", "text", "by", "created_at")


class NewNoteSerializer(StrictSerializer):
    """A new remark."""

    text = TextField(max_length=10_000)


class FollowUpSerializer(serializers.ModelSerializer[FollowUp]):
    """A day on which somebody looks at a commitment again, and what they found."""

    assignee = serializers.CharField(
        source="assignee.username", default=None, read_only=True, allow_null=True
    )
    done_by = serializers.CharField(source="done_by.username", default=None, read_only=True, allow_null=True)

    class Meta:
        model = FollowUp
        fields = ("id", "due_on", "assignee", "note", "outcome", "done_at", "done_by", "created_at")


class NewFollowUpSerializer(StrictSerializer):
    """A new day to look again; without an assignee, the owner's."""

    due_on = DayField()
    assignee = UserField(required=False, allow_null=True)
    note = TextField(max_length=REASON_LENGTH, required=False, allow_blank=True)


class OutcomeSerializer(StrictSerializer):
    """What was found."""

    outcome = TextField(max_length=REASON_LENGTH, required=False, allow_blank=True)


class NewSnoozeSerializer(StrictSerializer):
    """Until which day the reminders rest; on it they come again."""

    until_on = DayField()


class SnoozeSerializer(serializers.ModelSerializer[Snooze]):
    """Rest from reminders; `for_all` is false where only the caller's own rest."""

    by = serializers.CharField(source="by.username", default=None, read_only=True, allow_null=True)
    for_all = serializers.SerializerMethodField()

    class Meta:
        model = Snooze
        fields = ("id", "until_on", "for_all", "by", "created_at")

    def get_for_all(self, snooze: Snooze) -> bool:
        """Whether everybody's reminders rest."""
        return snooze.subscriber_id is None


class NewAnswerSerializer(StrictSerializer):
    """An answer to the question how a commitment stands, with what shows it."""

    choice = ChoiceField(choices=AnswerChoice.choices)
    note = TextField(max_length=REASON_LENGTH, required=False, allow_blank=True)
    evidence_url = TextField(max_length=2000, required=False, allow_blank=True)
    evidence_kind = ChoiceField(choices=EvidenceKind.choices, required=False)
    happened_on = DayField(required=False, allow_null=True)


class AnswerSerializer(serializers.ModelSerializer[Answer]):
    """An answer; until it is settled it waits for a monitor."""

    by = serializers.CharField(source="by.username", default=None, read_only=True, allow_null=True)
    evidence_url = serializers.CharField(read_only=True)

    class Meta:
        model = Answer
        fields = ("id", "choice", "note", "evidence_url", "status_change", "settled_at", "by", "created_at")


class StatusChangeSerializer(serializers.ModelSerializer[StatusChange]):
    """One judgement of how a commitment stands."""

    by = serializers.CharField(source="by.username", read_only=True)
    evidence = serializers.PrimaryKeyRelatedField[Evidence](many=True, read_only=True)

    class Meta:
        model = StatusChange
        fields = ("id", "from_status", "to_status", "effective_on", "reason", "evidence", "by", "created_at")


class DueDateRevisionSerializer(serializers.ModelSerializer[DueDateRevision]):
    """One change of a due date."""

    by = serializers.CharField(source="by.username", read_only=True)

    class Meta:
        model = DueDateRevision
        fields = (
            "id",
            "from_edtf",
            "from_latest_on",
            "to_edtf",
            "to_latest_on",
            "announced_by",
            "announced_on",
            "reason",
            "evidence",
            "by",
            "created_at",
        )
