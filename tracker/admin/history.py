"""What is only read: attempts, mentions, decisions, and each actor's part in a record."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin import looks
from tracker.admin.articles import retry_all
from tracker.admin.base import ReadOnly, link
from tracker.admin.site import site
from tracker.models import (
    Article,
    CommitmentParty,
    ExtractionRun,
    MeetingParticipation,
    Mention,
    Review,
)


@admin.register(ExtractionRun, site=site)
class ExtractionRunAdmin(ReadOnly):
    """Every attempt to read an article: why, how long, with what error."""

    list_display = ["of_article", "attempt", "state_badge", "cause", "created_at", "took", "error_line"]
    list_filter = ["state", "cause", "created_at", "extractor_version"]
    list_select_related = ["article"]
    date_hierarchy = "created_at"
    plain_fields = ("error", "worker")
    actions = ["retry_selected"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether the user's role has articles read again."""
        return bool(request.user.has_perm("tracker.retry_extractionrun"))

    @admin.action(description=_("Read again"), permissions=["retry"])
    def retry_selected(self, request: HttpRequest, queryset: QuerySet[ExtractionRun]) -> None:
        """Have the articles of the selected attempts read again, each once."""
        retry_all(request, list(Article.objects.filter(runs__in=queryset).distinct()))

    @admin.display(description=_("article"), ordering="article__title")
    def of_article(self, run: ExtractionRun) -> str:
        """The article, linked to its page."""
        return link(run.article)

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, run: ExtractionRun) -> str:
        """How it went."""
        return looks.choice_badge(run, "state")

    @admin.display(description=_("seconds"))
    def took(self, run: ExtractionRun) -> str:
        """How long it ran."""
        return looks.seconds(run.started_at, run.ended_at)

    @admin.display(description=_("error"))
    def error_line(self, run: ExtractionRun) -> str:
        """The last line of its error, which says what it was."""
        return looks.isolated(run.error.strip().rsplit("\n", 1)[-1][:160])


class OfRecord(ReadOnly):
    """Rows that belong to a commitment or a meeting."""

    @admin.display(description=_("record"))
    def record(self, row: Any) -> str:
        """The record, linked to its page."""
        return link(row.commitment or row.meeting or getattr(row, "actor", None))


@admin.register(Mention, site=site)
class MentionAdmin(OfRecord):
    """The exact words of articles that records were read from."""

    list_display = ["words", "part", "record", "of_article", "start", "end"]
    list_filter = ["part", "created_at"]
    list_select_related = ["article", "commitment", "meeting", "actor"]
    plain_fields = ("quote",)

    @admin.display(description=_("quote"))
    def words(self, mention: Mention) -> str:
        """The words, shortened."""
        return looks.isolated(mention)

    @admin.display(description=_("article"))
    def of_article(self, mention: Mention) -> str:
        """The article, linked to its page."""
        return link(mention.article)


@admin.register(Review, site=site)
class ReviewAdmin(OfRecord):
    """Who decided what, and when."""

    list_display = ["record", "action_badge", "by", "reason", "created_at"]
    list_filter = ["action", "created_at", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["commitment", "meeting", "by"]
    date_hierarchy = "created_at"
    plain_fields = ("reason",)

    @admin.display(description=_("action"), ordering="action")
    def action_badge(self, review: Review) -> str:
        """What was decided."""
        return looks.choice_badge(review, "action")


class PartAdmin(ReadOnly):
    """An actor's part in a record."""

    list_filter = ["role"]
    plain_fields = ("name",)
    folded_fields = ("actor__name_folded",)

    @admin.display(description=_("actor"), ordering="actor__name")
    def of_actor(self, part: Any) -> str:
        """The actor, linked to its page."""
        return link(part.actor, part.name)


@admin.register(CommitmentParty, site=site)
class CommitmentPartyAdmin(PartAdmin):
    """Who is what to which commitment."""

    list_display = ["of_actor", "role", "of_commitment"]
    list_select_related = ["actor", "commitment"]

    @admin.display(description=_("commitment"))
    def of_commitment(self, part: CommitmentParty) -> str:
        """The commitment, linked to its page."""
        return link(part.commitment)


@admin.register(MeetingParticipation, site=site)
class MeetingParticipationAdmin(PartAdmin):
    """Who was what to which meeting."""

    list_display = ["of_actor", "role", "of_meeting"]
    list_select_related = ["actor", "meeting"]

    @admin.display(description=_("meeting"))
    def of_meeting(self, part: MeetingParticipation) -> str:
        """The meeting, linked to its page."""
        return link(part.meeting)
