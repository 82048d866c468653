"""Articles: the list, the page with its words marked, and the form to submit one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from tracker.admin import highlights, looks
from tracker.admin.base import NeverEdited, back, each, page, refuse, report, tell
from tracker.admin.cards import commitment_card, meeting_card
from tracker.admin.forms import SubmissionForm
from tracker.admin.site import site
from tracker.models import OPEN_STATES, Article
from tracker.queries import workplace as queries
from tracker.services import articles, runs
from tracker.services.errors import ServiceError


@admin.register(Article, site=site)
class ArticleAdmin(NeverEdited):
    """Articles as they came in; opening one shows what was found in it."""

    list_display = ["headline", "source_name", "published_on", "state_badge", "found", "created_at"]
    list_filter = ["state", "published_on", "created_at", ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source"]
    date_hierarchy = "published_on"
    folded_fields = ("text_folded",)
    plain_fields = ("external_id", "url")
    actions = ["read_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Articles with the number of what was found in them."""
        return queries.articles_for_list(super().get_queryset(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """One article in full, with its source and who submitted it."""
        try:
            return Article.objects.select_related("source", "submitted_by").filter(pk=object_id).first()
        except (ValidationError, ValueError):
            return None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether the user's role submits articles."""
        return bool(request.user.has_perm("tracker.submit_article"))

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether the user's role has articles read again."""
        return bool(request.user.has_perm("tracker.retry_extractionrun"))

    def get_urls(self) -> list[URLPattern]:
        """The address that has an article read again, before those of Django's admin."""
        retry = self.admin_site.admin_view(require_POST(self.retry_view))
        return [path("<uuid:pk>/retry/", retry, name="tracker_article_retry"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form to submit an article by hand."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SubmissionForm(request.POST or None)
        if form.is_valid():
            try:
                submission = articles.submit(articles.NewArticle(**form.cleaned_data), by=request.user)
            except ServiceError as error:
                refuse(form, error)
            else:
                messages.success(request, _stored(submission.created))
                return redirect("admin:tracker_article_change", submission.article.pk)
        return page(self, request, "article/submit", form=form, title=_("Submit an article"))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The article with its words marked, and what was made of them beside it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article = self.get_object(request, object_id)
        if article is None:
            raise Http404
        return page(self, request, "article/page", **self._reading(request, article), title=str(article))

    def _reading(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        marks = list(highlights.marks_of(queries.mentions_of(article)))
        return {
            "article": article,
            "pieces": highlights.cut(article.body, marks),
            "commitments": [commitment_card(c, marks) for c in queries.commitments_of(article)],
            "meetings": [meeting_card(m, marks) for m in queries.meetings_of(article)],
            "runs": article.runs.all(),
            "may_retry": self.has_retry_permission(request) and article.state not in OPEN_STATES,
        }

    def retry_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Have the article read again."""
        if not self.has_retry_permission(request):
            raise PermissionDenied
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        try:
            runs.retry(article, by=request.user)
        except ServiceError as error:
            tell(request, error)
        else:
            messages.success(request, _("The article will be read again."))
        return back(request, reverse("admin:tracker_article_change", args=[pk]))

    @admin.action(description=gettext_lazy("Read again"), permissions=["retry"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Have every selected article read again."""
        retry_all(request, list(queryset))

    @admin.display(description="")
    def action_checkbox(self, obj: Any) -> SafeString:
        """The box that selects a row; Django's own would fetch each text, only to name the row."""
        label = _("Select: %(article)s") % {"article": obj.title or obj.opening}
        box = forms.CheckboxInput({"class": "action-select", "aria-label": label}, lambda value: False)
        return box.render(ACTION_CHECKBOX_NAME, str(obj.pk))

    @admin.display(description=gettext_lazy("article"), ordering="title")
    def headline(self, article: Any) -> str:
        """Its title, or how it begins."""
        return looks.isolated(article.title or article.opening)

    @admin.display(description=gettext_lazy("source"), ordering="source__name")
    def source_name(self, article: Article) -> str:
        """Who published it."""
        return looks.isolated(article.source)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, article: Article) -> str:
        """How far it has come."""
        return looks.choice_badge(article, "state")

    @admin.display(description=gettext_lazy("found"))
    def found(self, article: Any) -> str:
        """How many commitments and meetings it holds."""
        return looks.found(article.commitment_count, article.meeting_count)


def retry_all(request: HttpRequest, chosen: list[Article]) -> None:
    """Have articles read again, and say how many will be and why the others will not."""
    done = each(request, chosen, lambda article: runs.retry(article, by=request.user))
    sentence = ngettext("%(n)d article will be read again.", "%(n)d articles will be read again.", done)
    report(request, sentence, done)


def _stored(created: bool) -> str:
    if created:
        return _("Stored. It is being read now.")
    return _("This article was already here: this is its page.")
