"""What a person said of a machine's proposal: the current word on the record, every decision as a row."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.base import PublicModel


class ReviewState(models.TextChoices):
    """What people decided about a proposed record."""

    PENDING = "pending", _("to review")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    MERGED = "merged", _("merged")


class ReviewedModel(models.Model):
    """A record that a machine proposes and a person decides.

    `touched_at` is set by the first human act on the record, review or edit; from
    then on no extraction changes it. `version` grows with every change, for optimistic locking.
    """

    review = models.CharField(
        _("review"), max_length=10, choices=ReviewState, default=ReviewState.PENDING, editable=False
    )
    touched_at = models.DateTimeField(_("touched at"), null=True, blank=True, editable=False)
    extractor_version = models.CharField(_("extractor version"), max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


class ReviewAction(models.TextChoices):
    """What a reviewer did."""

    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    EDITED = "edited", _("edited")
    REOPENED = "reopened", _("returned to review")


class Review(PublicModel):
    """One decision or edit of one person on one record; rows are only ever added.

    `changes` maps each changed field to `{"from": …, "to": …}`.
    """

    commitment = models.ForeignKey(
        "tracker.Commitment",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("commitment"),
    )
    meeting = models.ForeignKey(
        "tracker.Meeting",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("meeting"),
    )
    action = models.CharField(_("action"), max_length=10, choices=ReviewAction)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(commitment__isnull=True, meeting__isnull=False)
                | Q(commitment__isnull=False, meeting__isnull=True),
                name="review_of_one_record",
            ),
            models.CheckConstraint(condition=Q(action__in=ReviewAction.values), name="review_action_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} · {self.by}"
