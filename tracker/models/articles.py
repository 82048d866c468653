"""Articles as clients submit them, where they came from, and every attempt to extract them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.base import NAME_LENGTH, PublicModel


class WorkState(models.TextChoices):
    """How far an article, or one attempt to extract it, has come."""

    PENDING = "pending", _("pending")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")


OPEN_STATES = (WorkState.PENDING, WorkState.RUNNING)


class Source(PublicModel):
    """A newspaper, site or agency that articles come from; one row for all spellings of its name."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_folded = models.CharField(_("folded name"), max_length=NAME_LENGTH, unique=True, editable=False)
    url = models.URLField(_("address"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Article(PublicModel):
    """One text as stored: clean of markup, the ground that every offset refers to. Its body never changes."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="articles", verbose_name=_("source"))
    title = models.CharField(_("title"), max_length=NAME_LENGTH, blank=True)
    body = models.TextField(_("body"))
    text_folded = models.TextField(_("folded text"), editable=False)
    content_sha256 = models.CharField(_("content hash"), max_length=64, editable=False)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    external_id = models.CharField(_("client's id"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="ar")
    published_on = models.DateField(_("published on"), null=True, blank=True, db_index=True)
    state = models.CharField(
        _("state"), max_length=10, choices=WorkState, default=WorkState.PENDING, editable=False
    )
    state_reason = models.TextField(_("reason"), blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="submitted_articles",
        verbose_name=_("submitted by"),
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-created_at"]
        permissions = [("submit_article", _("Can submit articles"))]
        indexes = [
            models.Index(fields=["state", "created_at"], name="article_state"),
            models.Index(fields=["external_id"], name="article_external_id"),
            models.Index(fields=["created_at", "id"], name="article_created"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "content_sha256"], name="article_once_per_source"),
            models.CheckConstraint(condition=~Q(body=""), name="article_body_not_empty"),
            models.CheckConstraint(condition=Q(state__in=WorkState.values), name="article_state_known"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:80]


class SubmissionKey(PublicModel):
    """A client's `Idempotency-Key`, what it was used for and the article it led to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"))
    key = models.CharField(_("key"), max_length=255)
    request_sha256 = models.CharField(_("request hash"), max_length=64)
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"))

    class Meta:
        verbose_name = _("submission key")
        verbose_name_plural = _("submission keys")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="submission_key_once_per_user")]

    def __str__(self) -> str:
        return self.key


class RunCause(models.TextChoices):
    """Why an attempt to extract was made."""

    SUBMITTED = "submitted", _("article submitted")
    TRIED_AGAIN = "tried_again", _("tried again after an error")
    RETRY = "retry", _("retry asked for")
    UPGRADE = "upgrade", _("newer extractor")


class ExtractionRun(PublicModel):
    """One attempt to extract one article: the queue of record and its history.

    `attempt` counts all attempts of the article from 1; `tries` counts those since
    somebody last asked, so that a limit on tries starts anew after a retry.
    A pending run is sent to a worker once `due_at` has come; `sent_at` is the last time it was.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="runs", verbose_name=_("article"))
    attempt = models.PositiveIntegerField(_("attempt"))
    tries = models.PositiveIntegerField(_("tries"), default=1)
    cause = models.CharField(_("cause"), max_length=12, choices=RunCause, default=RunCause.SUBMITTED)
    state = models.CharField(_("state"), max_length=10, choices=WorkState, default=WorkState.PENDING)
    due_at = models.DateTimeField(_("due at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    lease_ends_at = models.DateTimeField(_("lease ends at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=255, blank=True)
    extractor_version = models.CharField(_("extractor version"), max_length=64, blank=True)
    error = models.TextField(_("error"), blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)

    class Meta:
        verbose_name = _("extraction run")
        verbose_name_plural = _("extraction runs")
        ordering = ["-created_at"]
        permissions = [("retry_extractionrun", _("Can retry an extraction"))]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="run_pending_due"),
            models.Index(fields=["lease_ends_at"], condition=Q(state="running"), name="run_running_lease"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "attempt"], name="run_attempt_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(state__in=OPEN_STATES), name="run_one_open_per_article"
            ),
            models.CheckConstraint(condition=Q(state__in=WorkState.values), name="run_state_known"),
            models.CheckConstraint(condition=Q(cause__in=RunCause.values), name="run_cause_known"),
            models.CheckConstraint(condition=Q(attempt__gte=1, tries__gte=1), name="run_counts_from_one"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(started_at__isnull=False, lease_ends_at__isnull=False),
                name="run_running_has_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} #{self.attempt}"
