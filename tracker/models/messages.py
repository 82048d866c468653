"""What was sent to whom: the ledger that makes sending happen once, digests, notifications and answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.base import NAME_LENGTH, PublicModel
from tracker.models.commitments import Commitment
from tracker.models.history import StatusChange
from tracker.models.reminders import Reminder
from tracker.models.subscriptions import Subscriber


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("webhook")
    ADMIN = "admin", _("in the admin")


class MessageKind(models.TextChoices):
    """What a message is about."""

    REMINDER = "reminder", _("reminder")
    DIGEST = "digest", _("digest")
    REPORT = "report", _("weekly report")


class MessageState(models.TextChoices):
    """How far an outgoing message has come."""

    PENDING = "pending", _("pending")
    SENDING = "sending", _("sending")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")


class OutgoingMessage(PublicModel):
    """One message to one recipient over one channel; `message_id` stays the same however often it is tried.

    A reminder's message names its reminder; a digest or report names the `period` it covers.
    `recipient` is the address as used. While sending, the row is leased until `lease_ends_at`.
    """

    kind = models.CharField(_("about"), max_length=10, choices=MessageKind, default=MessageKind.REMINDER)
    reminder = models.ForeignKey(
        Reminder,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("reminder"),
    )
    period = models.CharField(_("period"), max_length=40, blank=True)
    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="messages", verbose_name=_("subscriber")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    recipient = models.CharField(_("recipient"), max_length=2000, blank=True)
    message_id = models.CharField(_("message id"), max_length=255, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=MessageState, default=MessageState.PENDING)
    state_reason = models.TextField(_("reason"), blank=True)
    due_at = models.DateTimeField(_("due at"))
    nudged_at = models.DateTimeField(_("handed to a worker at"), null=True, blank=True)
    lease_ends_at = models.DateTimeField(_("lease ends at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    first_tried_at = models.DateTimeField(_("first tried at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-created_at"]
        permissions = [("retry_outgoingmessage", _("Can send a failed message again"))]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="message_pending_due"),
            models.Index(
                fields=["lease_ends_at"], condition=Q(state="sending"), name="message_sending_lease"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["reminder", "channel", "subscriber"], name="message_once"),
            models.UniqueConstraint(
                fields=["kind", "period", "channel", "subscriber"],
                condition=Q(reminder__isnull=True),
                name="message_once_per_period",
            ),
            models.CheckConstraint(
                condition=Q(kind="reminder", reminder__isnull=False, period="")
                | (~Q(kind="reminder") & Q(reminder__isnull=True) & ~Q(period="")),
                name="message_is_about_something",
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(lease_ends_at__isnull=False),
                name="message_sending_has_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} → {self.recipient or self.subscriber}"


class DigestItem(PublicModel):
    """A reminder that waits for (`message` is NULL), or was put into, a subscriber's next digest."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="digest_items", verbose_name=_("subscriber")
    )
    reminder = models.ForeignKey(
        Reminder, models.CASCADE, related_name="digest_items", verbose_name=_("reminder")
    )
    cadence = models.CharField(_("how often"), max_length=8)
    due_at = models.DateTimeField(_("due at"))
    message = models.ForeignKey(
        OutgoingMessage,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("outgoing message"),
    )
    left_out = models.TextField(_("left out because"), blank=True)

    class Meta:
        verbose_name = _("digest item")
        verbose_name_plural = _("digest items")
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(message__isnull=True), name="digest_item_waiting")
        ]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "reminder"], name="digest_item_once"),
        ]

    def __str__(self) -> str:
        return str(self.reminder)


class Notification(PublicModel):
    """A message as shown to a user in the admin, in the user's language."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name=_("user")
    )
    message = models.OneToOneField(
        OutgoingMessage, models.CASCADE, related_name="notification", verbose_name=_("outgoing message")
    )
    commitment = models.ForeignKey(
        Commitment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notifications",
        verbose_name=_("commitment"),
    )
    title = models.CharField(_("title"), max_length=NAME_LENGTH)
    text = models.TextField(_("text"), blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notification_unread")
        ]

    def __str__(self) -> str:
        return self.title


class AnswerChoice(models.TextChoices):
    """What a recipient can answer to a reminder."""

    DONE = "done", _("done")
    UNDER_WAY = "under_way", _("still under way")
    NOT_DONE = "not_done", _("not done")
    SNOOZE_7 = "snooze_7", _("remind me in 7 days")
    SNOOZE_30 = "snooze_30", _("remind me in 30 days")


class Answer(PublicModel):
    """What somebody answered to a reminder. One answer a message and commitment: its links work once.

    `settled_at` is set once it has taken effect or a monitor has dealt with it; until then it waits for one.
    """

    commitment = models.ForeignKey(
        Commitment, models.CASCADE, related_name="answers", verbose_name=_("commitment")
    )
    message = models.ForeignKey(
        OutgoingMessage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("outgoing message"),
    )
    choice = models.CharField(_("answer"), max_length=10, choices=AnswerChoice)
    subscriber = models.ForeignKey(
        Subscriber,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("subscriber"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.TextField(_("note"), blank=True)
    evidence_url = models.URLField(_("address of evidence"), max_length=2000, blank=True)
    status_change = models.ForeignKey(
        StatusChange,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("status change"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(settled_at__isnull=True), name="answer_unsettled")
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "commitment"], name="answer_once_per_message"),
            models.CheckConstraint(condition=Q(choice__in=AnswerChoice.values), name="answer_choice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()} · {self.commitment}"
