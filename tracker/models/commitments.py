"""Commitments: who bound whom to what, by when, and how it stands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tracker.models.actors import Actor
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH, PublicModel
from tracker.models.meetings import Meeting
from tracker.models.reviews import ReviewedModel, ReviewState


class CommitmentKind(models.TextChoices):
    """What sort of bond a commitment is (guideline terms)."""

    PLEDGE = "pledge", _("pledge")
    AGREEMENT = "agreement", _("agreement")
    DECISION = "decision", _("decision")
    PLAN = "plan", _("plan")
    DIRECTIVE = "directive", _("directive")
    RECOMMENDATION = "recommendation", _("recommendation")


class ReportedStatus(models.TextChoices):
    """What the article itself says became of the commitment."""

    OPEN = "open", _("open")
    FULFILLED = "fulfilled", _("reported as fulfilled")
    BROKEN = "broken", _("reported as broken")


class Status(models.TextChoices):
    """How a commitment stands, as a person judged it."""

    NOT_RATED = "not_rated", _("not rated yet")
    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    STALLED = "stalled", _("stalled")
    POSTPONED = "postponed", _("postponed")
    FULFILLED = "fulfilled", _("fulfilled")
    PARTIALLY_FULFILLED = "partially_fulfilled", _("partially fulfilled")
    NOT_FULFILLED = "not_fulfilled", _("not fulfilled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNVERIFIABLE = "unverifiable", _("unverifiable")


CLOSED_STATUSES = (
    Status.FULFILLED,
    Status.PARTIALLY_FULFILLED,
    Status.NOT_FULFILLED,
    Status.WITHDRAWN,
)


class DueBasis(models.TextChoices):
    """Where a due date comes from."""

    EXPLICIT = "explicit", _("explicit in the text")
    RELATIVE = "relative", _("reckoned from the text")
    ASSIGNED = "assigned", _("set by a reviewer")
    NONE = "none", _("none")


class Commitment(ReviewedModel, PublicModel):
    """One action that a party is bound to.

    `due_edtf` is the date as resolved from the text or set by a person; `due_earliest_on`
    and `due_latest_on` are the days it admits, for queries. `confidence` is 0..1 and
    `features` the named reasons behind it: `[{"name", "value", "contribution"}]`.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=CommitmentKind)
    action = models.TextField(_("action"))
    action_folded = models.TextField(_("folded action"), editable=False)
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("meeting"),
    )
    actors = models.ManyToManyField(Actor, through="CommitmentParty", related_name="commitments")
    due_text = models.CharField(_("due date as written"), max_length=NAME_LENGTH, blank=True)
    due_edtf = models.CharField(_("due date (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    due_earliest_on = models.DateField(_("due from"), null=True, blank=True, editable=False)
    due_latest_on = models.DateField(_("due by"), null=True, blank=True, editable=False)
    due_basis = models.CharField(
        _("basis of the due date"), max_length=10, choices=DueBasis, default=DueBasis.NONE
    )
    reported_status = models.CharField(
        _("status in the article"), max_length=10, choices=ReportedStatus, default=ReportedStatus.OPEN
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NOT_RATED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_commitments",
        verbose_name=_("owner"),
    )
    confidence = models.FloatField(_("confidence"), null=True, blank=True, editable=False)
    rule = models.CharField(_("rule"), max_length=200, blank=True, editable=False)
    features = models.JSONField(_("reasons"), default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["-created_at"]
        permissions = [("review_commitment", _("Can accept, reject or edit commitments"))]
        indexes = [
            models.Index(fields=["review", "due_latest_on"], name="commitment_review_due"),
            models.Index(fields=["review", "created_at"], name="commitment_review_created"),
            models.Index(fields=["status"], name="commitment_status"),
            models.Index(fields=["created_at", "id"], name="commitment_created"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(action=""), name="commitment_action_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=CommitmentKind.values), name="commitment_kind_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="commitment_status_known"),
            models.CheckConstraint(condition=Q(due_basis__in=DueBasis.values), name="commitment_basis_known"),
            models.CheckConstraint(
                condition=Q(review__in=ReviewState.values), name="commitment_review_known"
            ),
            models.CheckConstraint(
                condition=Q(reported_status__in=ReportedStatus.values), name="commitment_report_known"
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="commitment_confidence_is_probability",
            ),
            models.CheckConstraint(
                condition=Q(due_earliest_on__isnull=True)
                | Q(due_latest_on__isnull=True)
                | Q(due_earliest_on__lte=F("due_latest_on")),
                name="commitment_due_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.action[:120]


class PartyRole(models.TextChoices):
    """What an actor is to a commitment."""

    COMMITTER = "committer", _("committer")
    ASSIGNEE = "assignee", _("assignee")
    RECIPIENT = "recipient", pgettext_lazy("of a commitment", "recipient")


class CommitmentParty(PublicModel):
    """An actor's part in a commitment, with the name as the article wrote it."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="parties", verbose_name=_("commitment")
    )
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="parts", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=10, choices=PartyRole)
    name = models.CharField(_("name as written"), max_length=NAME_LENGTH)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "role", "actor"], name="party_once"),
            models.CheckConstraint(condition=Q(role__in=PartyRole.values), name="party_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"
