"""The append-only history of a commitment: how its status and its due date changed, and why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tracker.models.base import EDTF_LENGTH, NAME_LENGTH, PublicModel
from tracker.models.commitments import CLOSED_STATUSES, Commitment, DueBasis, Status
from tracker.models.evidence import Evidence


class StatusChange(PublicModel):
    """One judgement of how a commitment stands, recorded at `created_at`; rows are only ever added."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="status_changes", verbose_name=_("commitment")
    )
    from_status = models.CharField(_("from"), max_length=20, choices=Status)
    to_status = models.CharField(_("to"), max_length=20, choices=Status)
    effective_on = models.DateField(_("effective on"))
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="status_changes", verbose_name=_("evidence")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="status_changes", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["commitment", "created_at"], name="status_change_history")]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_status__in=Status.values, to_status__in=Status.values),
                name="status_change_statuses_known",
            ),
            models.CheckConstraint(condition=~Q(from_status=F("to_status")), name="status_change_changes_it"),
            models.CheckConstraint(
                condition=~Q(to_status__in=CLOSED_STATUSES) | ~Q(reason=""),
                name="status_change_closing_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class DueDateRevision(PublicModel):
    """One change of a due date, who announced it and who recorded it; the old date is kept.

    `from_latest_on` and `to_latest_on` are the last days that the two dates admit (NULL: no last
    day), so that queries can count postponements and slipped days.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="due_date_revisions", verbose_name=_("commitment")
    )
    from_edtf = models.CharField(_("from (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    from_latest_on = models.DateField(_("from, last day"), null=True, blank=True)
    from_basis = models.CharField(_("old basis"), max_length=10, choices=DueBasis, default=DueBasis.NONE)
    to_edtf = models.CharField(_("to (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    to_latest_on = models.DateField(_("to, last day"), null=True, blank=True)
    to_basis = models.CharField(_("new basis"), max_length=10, choices=DueBasis, default=DueBasis.NONE)
    announced_by = models.CharField(_("announced by"), max_length=NAME_LENGTH, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    evidence = models.ForeignKey(
        Evidence,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="due_date_revisions",
        verbose_name=_("evidence"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("due date revision")
        verbose_name_plural = _("due date revisions")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["commitment", "created_at"], name="due_date_revision_history")]
        constraints = [
            models.CheckConstraint(condition=~Q(from_edtf=F("to_edtf")), name="due_date_revision_changes_it"),
        ]

    def __str__(self) -> str:
        return f"{self.from_edtf or '—'} → {self.to_edtf or '—'}"
