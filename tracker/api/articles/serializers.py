"""Shapes of articles: what a client submits, what it is shown."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from tracker.api.commitments.serializers import CommitmentSerializer
from tracker.api.fields import DayField, StrictSerializer, TextField
from tracker.api.meetings.serializers import MeetingSerializer
from tracker.api.records import SourceReference
from tracker.models import Article, ExtractionRun
from tracker.models.base import NAME_LENGTH


class SubmissionSerializer(StrictSerializer):
    """An article to be stored and extracted. `body` is text or HTML; offsets refer to the text stored."""

    title = TextField(max_length=NAME_LENGTH, required=False, allow_blank=True, allow_null=True)
    body = TextField(trim_whitespace=False)
    source = TextField(max_length=NAME_LENGTH)  # type: ignore[assignment]
    url = TextField(max_length=2000, required=False, allow_blank=True, allow_null=True)
    published_on = DayField(required=False, allow_null=True)
    external_id = TextField(max_length=200, required=False, allow_blank=True, allow_null=True)
    language = TextField(max_length=12, required=False, allow_null=True)


class RunSerializer(serializers.ModelSerializer[ExtractionRun]):
    """One attempt to extract an article."""

    address = serializers.SerializerMethodField()
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = ExtractionRun
        fields = (
            "address",
            "attempt",
            "cause",
            "state",
            "due_at",
            "started_at",
            "ended_at",
            "extractor_version",
            "error",
            "counts",
            "created_at",
        )

    def get_address(self, run: ExtractionRun) -> str:
        """Where this attempt can be asked for."""
        kwargs = {"pk": run.article_id, "attempt": run.attempt}
        return reverse("article-run", kwargs=kwargs, request=self.context["request"])


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article without its text."""

    address = serializers.HyperlinkedIdentityField(view_name="article-detail")
    source = SourceReference(read_only=True)  # type: ignore[assignment]
    url = serializers.CharField(read_only=True)

    class Meta:
        model = Article
        fields = (
            "id",
            "address",
            "state",
            "state_reason",
            "title",
            "source",
            "url",
            "published_on",
            "external_id",
            "language",
            "created_at",
            "updated_at",
        )


class SubmittedArticleSerializer(ArticleSerializer):
    """The answer to a submission: the article and the attempt to watch."""

    run = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = (*ArticleSerializer.Meta.fields, "run")

    @extend_schema_field(RunSerializer(allow_null=True))
    def get_run(self, article: Article) -> dict[str, Any] | None:
        """The latest attempt."""
        run = self.context.get("run")
        return dict(RunSerializer(run, context=self.context).data) if run else None


class ArticleDetailSerializer(ArticleSerializer):
    """An article in full: its text, every attempt, and what was read from it."""

    runs = RunSerializer(many=True, read_only=True)
    meetings = serializers.SerializerMethodField()
    commitments = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = (*ArticleSerializer.Meta.fields, "body", "runs", "meetings", "commitments")

    @extend_schema_field(MeetingSerializer(many=True))
    def get_meetings(self, article: Article) -> list[Any]:
        """The meetings that this article mentions, with its own mentions only."""
        return self._shown(MeetingSerializer, self.context["meetings"])

    @extend_schema_field(CommitmentSerializer(many=True))
    def get_commitments(self, article: Article) -> list[Any]:
        """The commitments that this article mentions, with its own mentions only."""
        return self._shown(CommitmentSerializer, self.context["commitments"])

    def _shown(self, serializer: type[serializers.ModelSerializer[Any]], rows: QuerySet[Any]) -> list[Any]:
        return list(serializer(rows, many=True, context=self.context).data)
