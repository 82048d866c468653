"""Who wants to hear of which commitments, how often, where and in which language."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.actors import Actor
from tracker.models.base import NAME_LENGTH, PublicModel
from tracker.models.commitments import Commitment
from tracker.models.meetings import Meeting
from tracker.models.topics import SavedSearch, Topic


class WebhookEndpoint(PublicModel):
    """An address of another program that takes signed messages; set aside after a long failure.

    `secret` signs every message (Standard Webhooks), so it is kept as it is and shown once, on creation.
    """

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    url = models.URLField(_("address"), max_length=2000)
    secret = models.CharField(_("secret"), max_length=100, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    disabled_at = models.DateTimeField(_("disabled at"), null=True, blank=True, editable=False)
    disabled_reason = models.TextField(_("reason"), blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Subscriber(PublicModel):
    """A recipient: a user (at the user's own address), a fixed e-mail address, or a webhook endpoint.

    Nothing is mailed between `quiet_from` and `quiet_until`, local times in `time_zone`.
    Empty `language` and `time_zone` stand for those of the installation.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriber",
        verbose_name=_("user"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    endpoint = models.OneToOneField(
        WebhookEndpoint,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriber",
        verbose_name=_("webhook endpoint"),
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    unsubscribed_at = models.DateTimeField(_("unsubscribed from all at"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="subscriber_address_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="", endpoint__isnull=True)
                | (Q(user__isnull=True, endpoint__isnull=True) & ~Q(email=""))
                | Q(user__isnull=True, email="", endpoint__isnull=False),
                name="subscriber_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="subscriber_quiet_hours_have_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.email or self.endpoint)


class SubscriptionScope(models.TextChoices):
    """Which commitments a subscription is about."""

    OWNED = "owned", _("commitments I own")
    COMMITMENT = "commitment", _("a commitment")
    MEETING = "meeting", _("a meeting")
    ACTOR = "actor", _("an actor")
    TOPIC = "topic", _("a topic")
    SEARCH = "search", _("a saved search")
    ALL = "all", _("all commitments")
    ESCALATIONS = "escalations", _("escalations and the weekly report")


class Cadence(models.TextChoices):
    """How often a subscriber hears of a subscription; a more frequent one wins over others."""

    INSTANT = "instant", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")
    SILENT = "silent", _("in the admin only")


_TARGETS = ("commitment", "meeting", "actor", "topic", "search")
_UNTARGETED = (SubscriptionScope.OWNED, SubscriptionScope.ALL, SubscriptionScope.ESCALATIONS)


def _scope_has_its_target() -> Q:
    """A condition that holds where the target named by the scope is set and no other is."""
    none_set = Q(**{f"{target}__isnull": True for target in _TARGETS})
    condition = Q(scope__in=_UNTARGETED) & none_set
    for target in _TARGETS:
        only_it = {f"{other}__isnull": other != target for other in _TARGETS}
        condition |= Q(scope=target, **only_it)
    return condition


class Subscription(PublicModel):
    """One subscriber's wish to hear of one thing. `ended_at` is set by unsubscribing; the row remains."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="subscriptions", verbose_name=_("subscriber")
    )
    scope = models.CharField(_("about"), max_length=12, choices=SubscriptionScope)
    cadence = models.CharField(_("how often"), max_length=8, choices=Cadence, default=Cadence.INSTANT)
    commitment = models.ForeignKey(
        Commitment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("commitment"),
    )
    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("meeting"),
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, null=True, blank=True, related_name="subscriptions", verbose_name=_("actor")
    )
    topic = models.ForeignKey(
        Topic, models.CASCADE, null=True, blank=True, related_name="subscriptions", verbose_name=_("topic")
    )
    search = models.ForeignKey(
        SavedSearch,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="subscriptions",
        verbose_name=_("saved search"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=_scope_has_its_target(), name="subscription_has_its_target"),
            models.CheckConstraint(
                condition=Q(cadence__in=Cadence.values), name="subscription_cadence_known"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "scope"],
                condition=Q(scope__in=_UNTARGETED),
                name="subscription_once",
            ),
            *(
                models.UniqueConstraint(
                    fields=["subscriber", target],
                    condition=Q(scope=target),
                    name=f"subscription_{target}_once",
                )
                for target in _TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} · {self.get_scope_display()}"
