"""When a commitment is to be brought back to mind: the rules, and each planned reminder."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.actors import Actor
from tracker.models.base import PublicModel
from tracker.models.commitments import Commitment, CommitmentKind
from tracker.models.followups import FollowUp
from tracker.models.topics import Topic


class RuleTiming(models.TextChoices):
    """What the days of a rule are counted from."""

    BEFORE = "before", _("before the due date")
    ON = "on", _("on the due date")
    AFTER = "after", _("after the due date")
    CHECK = "check", _("without a due date, since it was accepted")


class ReminderRule(PublicModel):
    """When to remind of the commitments that it is about; an empty condition matches all.

    For each timing only the rules with the most conditions among those that match a commitment
    count, so that a rule for one topic stands in for the general one. `silent` plans nothing.
    `every_days` repeats after the first time, until the commitment is closed.
    """

    name = models.CharField(_("name"), max_length=200, blank=True)
    timing = models.CharField(_("timing"), max_length=8, choices=RuleTiming)
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    every_days = models.PositiveSmallIntegerField(_("then every … days"), null=True, blank=True)
    silent = models.BooleanField(_("no reminder"), default=False)
    active = models.BooleanField(_("active"), default=True)
    kind = models.CharField(_("kind of commitment"), max_length=16, choices=CommitmentKind, blank=True)
    actor = models.ForeignKey(
        Actor, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("actor")
    )
    topic = models.ForeignKey(
        Topic, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner of the commitment"),
    )

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["timing", "days"]
        constraints = [
            models.CheckConstraint(condition=Q(timing__in=RuleTiming.values), name="rule_timing_known"),
            models.CheckConstraint(
                condition=(Q(timing="on", days=0) | (~Q(timing="on") & Q(days__gte=1))),
                name="rule_days_fit_timing",
            ),
            models.CheckConstraint(
                condition=Q(every_days__isnull=True)
                | Q(timing__in=[RuleTiming.AFTER, RuleTiming.CHECK], every_days__gte=1),
                name="rule_repeats_forwards",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_timing_display()} · {self.days}"


class Replanning(PublicModel):
    """Work left by a change of rules: the open commitments after `cursor` are still to be planned anew."""

    cursor = models.UUIDField(_("done up to"), null=True, blank=True)
    planned = models.PositiveIntegerField(_("commitments planned"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("re-planning")
        verbose_name_plural = _("re-plannings")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(done_at__isnull=True), name="replanning_open")
        ]

    def __str__(self) -> str:
        return str(self.created_at)


class ReminderState(models.TextChoices):
    """How far a reminder has come: planned, then handed to its recipients, or skipped, or set aside."""

    PLANNED = "planned", _("planned")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")


class SkipReason(models.TextChoices):
    """Why a reminder or a message was not sent; kept in `state_reason`."""

    CLOSED = "closed", _("the commitment is closed")
    UNVERIFIABLE = "unverifiable", _("the commitment cannot be measured")
    MERGED = "merged", _("the commitment was merged into another")
    NOT_ACCEPTED = "not_accepted", _("the commitment is not accepted any more")
    RESCHEDULED = "rescheduled", _("the due date was changed")
    SNOOZED = "snoozed", _("reminders rest")
    DONE = "done", _("the follow-up is done")
    NOBODY = "nobody", _("nobody follows the commitment")
    UNSUBSCRIBED = "unsubscribed", _("the recipient has unsubscribed")
    NO_ADDRESS = "no_address", _("the recipient has no e-mail address")
    DISABLED = "disabled", _("the webhook endpoint is disabled")
    EMPTY = "empty", _("nothing was left to tell")


class Reminder(PublicModel):
    """One stage of reminding about one commitment.

    `anchor_on` is the day that the stage counts from (due date, acceptance, end of a rest), so
    that a revised due date starts a new series; `day_on` is the day in the installation's zone
    on which it falls due and `due_at` the moment at which it is handed out.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="reminders", verbose_name=_("commitment")
    )
    stage = models.CharField(_("stage"), max_length=60)
    anchor_on = models.DateField(_("counted from"))
    day_on = models.DateField(_("day"))
    due_at = models.DateTimeField(_("due at"))
    state = models.CharField(_("state"), max_length=10, choices=ReminderState, default=ReminderState.PLANNED)
    state_reason = models.TextField(_("reason"), blank=True)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    rule = models.ForeignKey(
        ReminderRule,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("rule"),
    )
    follow_up = models.ForeignKey(
        FollowUp,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("follow-up"),
    )
    subscriber = models.ForeignKey(
        "tracker.Subscriber",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="own_reminders",
        verbose_name=_("only for"),
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["due_at"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="planned"), name="reminder_planned_due")]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "stage", "anchor_on"], name="reminder_once"),
            models.CheckConstraint(condition=Q(state__in=ReminderState.values), name="reminder_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} · {self.commitment}"
