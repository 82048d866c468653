"""Work of people on an accepted commitment: days to look at it again, notes, and rest from reminders."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.base import PublicModel
from tracker.models.commitments import Commitment


class FollowUp(PublicModel):
    """A day on which somebody is to look at a commitment again, and what they found."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="follow_ups", verbose_name=_("commitment")
    )
    due_on = models.DateField(_("due on"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("assignee"),
    )
    note = models.TextField(_("note"), blank=True)
    outcome = models.TextField(_("what was found"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("done by"),
    )

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="follow_up_open_due")
        ]

    def __str__(self) -> str:
        return f"{self.due_on} · {self.commitment}"


class Note(PublicModel):
    """A remark that somebody left on a commitment; rows are only ever added."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="notes", verbose_name=_("commitment")
    )
    text = models.TextField(_("text"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_text_not_empty")]

    def __str__(self) -> str:
        return self.text[:120]


class Snooze(PublicModel):
    """Rest from the reminders of one commitment, for one subscriber or (NULL) for all.

    It rests up to and without the day `until_on`. `ended_at` is set when it is lifted early.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="snoozes", verbose_name=_("commitment")
    )
    subscriber = models.ForeignKey(
        "tracker.Subscriber",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="snoozes",
        verbose_name=_("for whom"),
    )
    until_on = models.DateField(_("until"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("snooze")
        verbose_name_plural = _("snoozes")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["commitment", "until_on"], condition=Q(ended_at__isnull=True), name="snooze_running"
            )
        ]

    def __str__(self) -> str:
        return f"{self.until_on} · {self.commitment}"
