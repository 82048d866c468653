"""What a recipient hears of."""

from django.db.models import QuerySet

from tracker.models import Subscriber, Subscription, SubscriptionScope

TARGETS = ("commitment", "meeting", "actor", "topic", "search")


def running(subscriber: Subscriber) -> QuerySet[Subscription]:
    """The subscriptions that have not ended, with what each is about, the latest first."""
    rows = Subscription.objects.filter(subscriber=subscriber, ended_at__isnull=True)
    return rows.select_related(*TARGETS).order_by("-created_at", "id")


def follows_all(subscriber: Subscriber) -> bool:
    """Whether the recipient hears of all commitments."""
    return running(subscriber).filter(scope=SubscriptionScope.ALL).exists()
