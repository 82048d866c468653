"""Articles over HTTP: submit, watch, list, try again."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.articles.filters import ArticleFilters
from tracker.api.articles.serializers import (
    ArticleDetailSerializer,
    ArticleSerializer,
    RunSerializer,
    SubmissionSerializer,
    SubmittedArticleSerializer,
)
from tracker.api.fields import given
from tracker.api.permissions import read, submit
from tracker.api.views import ResourceViewSet
from tracker.models import Article, ExtractionRun, SubmissionKey
from tracker.queries import shown
from tracker.services import articles as services
from tracker.services import clock
from tracker.services import runs as run_services

KEY_LENGTH = SubmissionKey._meta.get_field("key").max_length or 255
SERIALIZERS = {
    "list": ArticleSerializer,
    "create": SubmittedArticleSerializer,
    "retrieve": ArticleDetailSerializer,
}
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH},
    OpenApiParameter.HEADER,
    description="The client's own key of this submission: sent again with the same body, it gives the same "
    f"article; with another body, 409. 1 to {KEY_LENGTH} visible ASCII characters.",
)


class ArticleViewSet(ResourceViewSet[Article]):
    """News articles and every attempt to extract them."""

    queryset = Article.objects.all()
    filterset_class = ArticleFilters
    orderings = {"created_at": "pk", "published_on": "published_on"}
    access = {
        "list": read("view_article"),
        "retrieve": read("view_article"),
        "create": submit("submit_article"),
        "runs": read("view_extractionrun"),
        "run": read("view_extractionrun"),
        "retry": submit("retry_extractionrun"),
    }

    def get_queryset(self) -> QuerySet[Article]:
        """The articles; a list leaves the texts in the database."""
        return shown.articles() if self.action == "list" else shown.articles_in_full()

    def get_serializer_class(self) -> Any:
        """The shape that the action shows."""
        return SERIALIZERS.get(self.action, RunSerializer)

    def get_serializer_context(self) -> dict[str, Any]:
        """For one article in full, with what was read from it."""
        context = dict(super().get_serializer_context())
        if self.action == "retrieve" and "pk" in self.kwargs:
            context["meetings"] = shown.meetings_in(self.kwargs["pk"])
            context["commitments"] = shown.commitments_in(self.kwargs["pk"], clock.today())
        return context

    @extend_schema(
        request=SubmissionSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={
            202: OpenApiResponse(SubmittedArticleSerializer, "Stored; extraction waits."),
            200: OpenApiResponse(SubmittedArticleSerializer, "The article that exists already."),
        },
    )
    def create(self, request: Request) -> Response:
        """Submit an article. The same content from the same source leads to the article that exists."""
        new = services.NewArticle(**given(self.read(SubmissionSerializer)))
        submission = services.submit(new, by=self.caller, idempotency_key=idempotency_key(request))
        context = {**self.get_serializer_context(), "run": submission.run}
        data = SubmittedArticleSerializer(submission.article, context=context).data
        status = 202 if submission.created else 200
        return Response(data, status=status, headers={"Location": data["address"]})

    @extend_schema(responses=RunSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None)
    def runs(self, request: Request, pk: Any) -> Response:
        """Every attempt to extract the article, the latest first."""
        return Response(self.get_serializer(shown.runs_of(self.get_object()), many=True).data)

    @extend_schema(responses=RunSerializer)
    @action(detail=True, url_path="runs/<int:attempt>")
    def run(self, request: Request, pk: Any, attempt: int) -> Response:
        """One attempt, by its number."""
        found = get_object_or_404(ExtractionRun, article=pk, attempt=attempt)
        return Response(self.get_serializer(found).data)

    @extend_schema(request=None, responses={202: RunSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: Any) -> Response:
        """Ask for another attempt; 409 while one waits or runs."""
        data = self.get_serializer(run_services.retry(self.get_object(), by=self.caller)).data
        return Response(data, status=202, headers={"Location": data["address"]})


def idempotency_key(request: Request) -> str | None:
    """The `Idempotency-Key` header, if sent; raises ValidationError when it is no usable key."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 1 <= len(key) <= KEY_LENGTH or not key.isascii() or not key.isprintable():
        message = _("Send 1 to %(most)s visible ASCII characters, or leave the header out.")
        raise ValidationError({"Idempotency-Key": [message % {"most": KEY_LENGTH}]})
    return key
