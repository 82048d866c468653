"""Addresses of the interface, below `/api/`."""

from django.urls import include, path, re_path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from tracker.api.actors.views import ActorViewSet
from tracker.api.articles.views import ArticleViewSet
from tracker.api.commitments.views import CommitmentViewSet
from tracker.api.feed_key import FeedKeyViewSet
from tracker.api.followup import parts
from tracker.api.meetings.views import MeetingViewSet
from tracker.api.searches.views import SearchViewSet
from tracker.api.sources.views import SourceViewSet
from tracker.api.topics.views import TopicViewSet
from tracker.api.views import NothingHereView

router = SimpleRouter(use_regex_path=False)
router.register("articles", ArticleViewSet, "article")
router.register("meetings", MeetingViewSet, "meeting")
router.register("commitments", CommitmentViewSet, "commitment")
router.register("actors", ActorViewSet, "actor")
router.register("sources", SourceViewSet, "source")
router.register("topics", TopicViewSet, "topic")
router.register("searches", SearchViewSet, "search")

OF_COMMITMENT = "commitments/<uuid:commitment>"
router.register(f"{OF_COMMITMENT}/status-changes", parts.StatusChangeViewSet, "status-change")
router.register(f"{OF_COMMITMENT}/due-date-revisions", parts.DueDateRevisionViewSet, "due-date-revision")
router.register(f"{OF_COMMITMENT}/evidence", parts.EvidenceViewSet, "evidence")
router.register(f"{OF_COMMITMENT}/criteria", parts.CriterionViewSet, "criterion")
router.register(f"{OF_COMMITMENT}/notes", parts.NoteViewSet, "note")
router.register(f"{OF_COMMITMENT}/answers", parts.AnswerViewSet, "answer")
router.register(f"{OF_COMMITMENT}/follow-ups", parts.FollowUpViewSet, "follow-up")

own = [
    path(
        "feed-key/",
        FeedKeyViewSet.as_view({"get": "retrieve", "post": "create", "delete": "destroy"}),
        name="feed-key",
    ),
]

# Describing the whole API takes a second, and strangers may ask for it.
schema = cache_page(600)(SpectacularAPIView.as_view())

urlpatterns = [
    path("v1/schema/", schema, name="schema"),
    path("v1/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="api-docs"),
    path("v1/", include(own)),
    path("v1/", include(router.urls)),
    re_path(r"", NothingHereView.as_view(), name="nothing-here"),
]
