"""After acceptance: append-only history, evidence, follow-ups, reminders and what was sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.articles import Article
from tracker.models.base import EDTF_LENGTH, NAME_LENGTH, PublicModel
from tracker.models.commitments import Commitment, Status


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
    """A document that tells how a commitment fares: an address, a stored article or a file."""

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
    file = models.FileField(_("file"), upload_to="evidence/%Y/%m/", blank=True)
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
            models.CheckConstraint(
                condition=~Q(url="") | Q(article__isnull=False) | ~Q(file=""),
                name="evidence_points_somewhere",
            ),
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="evidence_stance_known"),
        ]

    def __str__(self) -> str:
        return self.excerpt[:120] or self.url or str(self.article or self.file)


class StatusChange(PublicModel):
    """One judgement of how a commitment stands; rows are only ever added."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="status_changes", verbose_name=_("commitment")
    )
    from_status = models.CharField(_("from"), max_length=20, choices=Status)
    to_status = models.CharField(_("to"), max_length=20, choices=Status)
    effective_on = models.DateField(_("effective on"))
    reason = models.TextField(_("reason"))
    evidence = models.ManyToManyField(
        Evidence, blank=True, related_name="status_changes", verbose_name=_("evidence")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="status_changes", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_status__in=Status.values, to_status__in=Status.values),
                name="status_change_statuses_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class DueDateRevision(PublicModel):
    """One change of a due date, who announced it and who recorded it; the old date is kept."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="due_date_revisions", verbose_name=_("commitment")
    )
    from_edtf = models.CharField(_("from (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    to_edtf = models.CharField(_("to (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    announced_by = models.CharField(_("announced by"), max_length=NAME_LENGTH, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("due date revision")
        verbose_name_plural = _("due date revisions")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_edtf=models.F("to_edtf")), name="due_date_revision_changes_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_edtf or '—'} → {self.to_edtf or '—'}"


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
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="follow_up_open_due")
        ]

    def __str__(self) -> str:
        return f"{self.due_on} · {self.commitment}"


class ReminderState(models.TextChoices):
    """How far a reminder has come."""

    PLANNED = "planned", _("planned")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")


class Reminder(PublicModel):
    """One stage of reminding about one commitment, at one moment."""

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="reminders", verbose_name=_("commitment")
    )
    stage = models.CharField(_("stage"), max_length=40)
    due_at = models.DateTimeField(_("due at"))
    state = models.CharField(_("state"), max_length=10, choices=ReminderState, default=ReminderState.PLANNED)
    state_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["due_at"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="planned"), name="reminder_planned_due")]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "stage", "due_at"], name="reminder_once"),
            models.CheckConstraint(condition=Q(state__in=ReminderState.values), name="reminder_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} · {self.commitment}"


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("webhook")


class MessageState(models.TextChoices):
    """How far an outgoing message has come."""

    PENDING = "pending", _("pending")
    SENDING = "sending", _("sending")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")


class OutgoingMessage(PublicModel):
    """One message to one recipient over one channel: the ledger that makes sending happen once."""

    reminder = models.ForeignKey(
        Reminder, models.CASCADE, related_name="messages", verbose_name=_("reminder")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    recipient = models.CharField(_("recipient"), max_length=2000)
    message_id = models.CharField(_("message id"), max_length=255, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.PENDING)
    due_at = models.DateTimeField(_("due at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="pending"), name="message_pending_due")]
        constraints = [
            models.UniqueConstraint(fields=["reminder", "channel", "recipient"], name="message_once"),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} → {self.recipient}"
