"""What is known of a commitment's outcome: documents that show it, and a checklist of what "done" means."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.articles import Article
from tracker.models.base import PublicModel
from tracker.models.commitments import Commitment


class EvidenceKind(models.TextChoices):
    """What sort of document an evidence is. An announcement never closes a commitment."""

    REPORT = "report", _("press report")
    DOCUMENT = "document", _("official document")
    OBSERVATION = "observation", _("own observation")
    ANNOUNCEMENT = "announcement", _("announcement")


class Stance(models.TextChoices):
    """What an evidence says of the commitment."""

    SUPPORTS = "supports", _("shows it was kept")
    REFUTES = "refutes", _("shows it was not kept")
    MENTIONS = "mentions", _("only mentions it")


class Evidence(PublicModel):
    """A document that tells how a commitment fares: an address, a stored article or a file.

    `content_sha256` is the hash of the file's bytes, or the article's own; empty for an address.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="evidence", verbose_name=_("commitment")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("article"),
    )
    file = models.FileField(_("file"), upload_to="evidence/%Y/%m/", max_length=300, blank=True)
    file_name = models.CharField(_("file name"), max_length=255, blank=True, editable=False)
    file_type = models.CharField(_("file type"), max_length=100, blank=True, editable=False)
    content_sha256 = models.CharField(_("content hash"), max_length=64, blank=True, editable=False)
    happened_on = models.DateField(_("happened on"), null=True, blank=True)
    excerpt = models.TextField(_("excerpt"), blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "content_sha256"],
                condition=~Q(content_sha256=""),
                name="evidence_once_per_commitment",
            ),
            models.CheckConstraint(
                condition=~Q(url="") | Q(article__isnull=False) | ~Q(file=""),
                name="evidence_points_somewhere",
            ),
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_stance_known"),
        ]

    def __str__(self) -> str:
        return self.excerpt[:120] or self.url or self.file_name or str(self.article)


class Criterion(PublicModel):
    """One point of the checklist that says when a commitment is done; who last judged it, and when."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="criteria", verbose_name=_("commitment")
    )
    text = models.CharField(_("text"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    met = models.BooleanField(_("met"), default=False)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("judged by"),
    )
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="criterion_text_not_empty"),
            models.CheckConstraint(
                condition=Q(met=False) | Q(judged_at__isnull=False), name="criterion_met_is_judged"
            ),
        ]

    def __str__(self) -> str:
        return self.text
