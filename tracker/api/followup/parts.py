"""What belongs to one commitment: evidence, the checklist, notes, days to look again, its history."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.fields import given
from tracker.api.followup.serializers import (
    AnswerSerializer,
    CriterionChangesSerializer,
    CriterionSerializer,
    DueDateRevisionSerializer,
    EvidenceSerializer,
    FollowUpSerializer,
    NewAnswerSerializer,
    NewCriterionSerializer,
    NewFollowUpSerializer,
    NewNoteSerializer,
    NoteSerializer,
    OutcomeSerializer,
    StatusChangeSerializer,
    UploadSerializer,
)
from tracker.api.parsers import StrictJsonParser, UploadParser
from tracker.api.permissions import read, review
from tracker.api.renderers import FileRenderer
from tracker.api.views import ListedViewSet, M, ResourceViewSet
from tracker.models import (
    Answer,
    Commitment,
    Criterion,
    DueDateRevision,
    Evidence,
    FollowUp,
    Note,
    StatusChange,
)
from tracker.services import answers, assignments, criteria, evidence

# The services know what an owner may do whatever the role: here it is enough to see the commitment.
WRITE = review("view_commitment")


class OfCommitment(ListedViewSet[M]):
    """Rows of the commitment that the address names."""

    def get_queryset(self) -> QuerySet[M]:
        """The rows of this commitment only."""
        return super().get_queryset().filter(commitment=self.kwargs["commitment"])

    def list(self, request: Request, **kwargs: Any) -> Response:
        """One page of the rows of a commitment."""
        self.commitment()
        return super().list(request)

    def commitment(self) -> Commitment:
        """The commitment, or 404."""
        return get_object_or_404(Commitment, pk=self.kwargs["commitment"])

    def created(self, row: M) -> Response:
        """The new row as a response."""
        return self.represent(row, status=201)


class StatusChangeViewSet(OfCommitment[StatusChange]):
    """How a commitment was judged over time."""

    queryset = StatusChange.objects.select_related("by").prefetch_related("evidence")
    serializer_class = StatusChangeSerializer
    access = {"list": read("view_statuschange")}


class DueDateRevisionViewSet(OfCommitment[DueDateRevision]):
    """How the due date of a commitment was moved."""

    queryset = DueDateRevision.objects.select_related("by")
    serializer_class = DueDateRevisionSerializer
    access = {"list": read("view_duedaterevision")}


class EvidenceViewSet(OfCommitment[Evidence], ResourceViewSet[Evidence]):
    """Documents that tell how a commitment fares."""

    queryset = Evidence.objects.select_related("added_by")
    serializer_class = EvidenceSerializer
    parser_classes = (StrictJsonParser, UploadParser)
    access = {
        "list": read("view_evidence"),
        "retrieve": read("view_evidence"),
        "file": read("view_evidence"),
        "create": WRITE,
    }

    @extend_schema(request={"application/json": UploadSerializer, "multipart/form-data": UploadSerializer})
    def create(self, request: Request, commitment: Any) -> Response:
        """Add evidence: an address, a stored article or (multipart/form-data) a file."""
        new = evidence.NewEvidence(**given(self.read(UploadSerializer)))
        return self.created(evidence.add_evidence(self.commitment(), new, by=self.caller))

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    @action(detail=True, renderer_classes=[JSONRenderer, FileRenderer])
    def file(self, request: Request, **kwargs: Any) -> FileResponse:
        """Download the file, always as an attachment."""
        row = self.get_object()
        if not row.file.name or not row.file.storage.exists(row.file.name):
            raise Http404
        return FileResponse(
            row.file.open(), as_attachment=True, filename=row.file_name, content_type=row.file_type
        )


class CriterionViewSet(OfCommitment[Criterion]):
    """The checklist of what "done" means."""

    queryset = Criterion.objects.select_related("judged_by")
    serializer_class = CriterionSerializer
    orderings = {"position": "position"}
    access = {
        "list": read("view_criterion"),
        "create": WRITE,
        "partial_update": WRITE,
        "destroy": WRITE,
    }

    @extend_schema(request=NewCriterionSerializer)
    def create(self, request: Request, commitment: Any) -> Response:
        """Put a point at the end of the checklist."""
        text = self.read(NewCriterionSerializer)["text"]
        return self.created(criteria.add_criterion(self.commitment(), text, by=self.caller))

    @extend_schema(request=CriterionChangesSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Give a point another text, or say whether it is met."""
        row, changes = self.get_object(), self.read(CriterionChangesSerializer)
        if "text" in changes:
            row = criteria.rephrase(row, changes["text"], by=self.caller)
        if "met" in changes:
            row = criteria.judge(row, changes["met"], by=self.caller)
        return self.represent(row)

    def destroy(self, request: Request, **kwargs: Any) -> Response:
        """Take a point off the checklist."""
        criteria.remove_criterion(self.get_object(), by=self.caller)
        return Response(status=204)


class NoteViewSet(OfCommitment[Note]):
    """Remarks on a commitment."""

    queryset = Note.objects.select_related("by")
    serializer_class = NoteSerializer
    access = {"list": read("view_note"), "create": WRITE}

    @extend_schema(request=NewNoteSerializer)
    def create(self, request: Request, commitment: Any) -> Response:
        """Leave a remark."""
        text = self.read(NewNoteSerializer)["text"]
        return self.created(assignments.add_note(self.commitment(), text, by=self.caller))


class FollowUpViewSet(OfCommitment[FollowUp], ResourceViewSet[FollowUp]):
    """Days on which somebody looks at a commitment again."""

    queryset = FollowUp.objects.select_related("assignee", "done_by", "commitment")
    serializer_class = FollowUpSerializer
    orderings = {"due_on": "due_on", "created_at": "pk"}
    access = {
        "list": read("view_followup"),
        "retrieve": read("view_followup"),
        "create": WRITE,
        "done": WRITE,
    }

    @extend_schema(request=NewFollowUpSerializer)
    def create(self, request: Request, commitment: Any) -> Response:
        """Set a day to look again; the assignee is reminded on it."""
        values = given(self.read(NewFollowUpSerializer))
        return self.created(assignments.schedule(self.commitment(), by=self.caller, **values))

    @extend_schema(request=OutcomeSerializer)
    @action(detail=True, methods=["post"])
    def done(self, request: Request, **kwargs: Any) -> Response:
        """Say that the look was taken, and what was found."""
        outcome = self.read(OutcomeSerializer).get("outcome", "")
        return self.represent(assignments.complete(self.get_object(), by=self.caller, outcome=outcome))


class AnswerViewSet(OfCommitment[Answer]):
    """What recipients of reminders and users answered."""

    queryset = Answer.objects.select_related("by", "commitment")
    serializer_class = AnswerSerializer
    access = {"list": read("view_answer"), "create": WRITE, "settle": WRITE}

    @extend_schema(request=NewAnswerSerializer)
    def create(self, request: Request, commitment: Any) -> Response:
        """Answer how the commitment stands; it takes effect at once for those who may change the status."""
        values = given(self.read(NewAnswerSerializer))
        choice, details = values.pop("choice"), answers.Details(**values)
        return self.created(answers.answer(self.commitment(), choice, by=self.caller, details=details))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, **kwargs: Any) -> Response:
        """Say that the answer has been dealt with."""
        return self.represent(answers.settle(self.get_object(), by=self.caller))
