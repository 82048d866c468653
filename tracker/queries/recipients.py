"""Who is to hear of a reminder, and how often each wants to hear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from tracker.models import (
    Cadence,
    Commitment,
    Reminder,
    Subscriber,
    Subscription,
    SubscriptionScope,
)
from tracker.queries import searches

SUPERVISORS = "supervisor"
_MOST_FREQUENT_FIRST = tuple(Cadence)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A subscriber and the most frequent of the cadences under which it hears of something."""

    subscriber: Subscriber
    cadence: Cadence


def audience(reminder: Reminder) -> list[Recipient]:
    """Those who are to hear of this reminder now, each once. Without any, it goes to the supervisors."""
    if reminder.subscriber is not None:
        return _recipients(subscriptions_behind(reminder.subscriber, reminder.commitment))
    if reminder.follow_up is not None and reminder.follow_up.assignee is not None:
        return _assignee(reminder.follow_up.assignee)
    if reminder.stage == "escalation":
        return _recipients(_active().filter(scope=SubscriptionScope.ESCALATIONS))
    return following(reminder.commitment) or _recipients(
        _active().filter(scope=SubscriptionScope.ESCALATIONS)
    )


def hears(subscriber: Subscriber, reminder: Reminder) -> bool:
    """Whether a subscriber still is among those who are to hear of this reminder."""
    if reminder.follow_up is not None and reminder.follow_up.assignee is not None:
        return subscriber in [one.subscriber for one in _assignee(reminder.follow_up.assignee)]
    return is_reachable(subscriber) and bool(subscriptions_behind(subscriber, reminder.commitment))


def following(commitment: Commitment) -> list[Recipient]:
    """Owner and followers of the commitment, its meeting, actors and topics, and searches that find it."""
    return _recipients([*_active().filter(_about(commitment)), *_searching(commitment, _active())])


def subscriptions_behind(subscriber: Subscriber, commitment: Commitment) -> list[Subscription]:
    """The subscriptions through which a subscriber hears of a commitment, escalations among them."""
    own = _active().filter(subscriber=subscriber)
    escalations = Q(scope=SubscriptionScope.ESCALATIONS)
    return [*own.filter(_about(commitment) | escalations), *_searching(commitment, own)]


def supervisors() -> QuerySet[User]:
    """The active users in the group of supervisors."""
    return User.objects.filter(groups__name=SUPERVISORS, is_active=True)


def report_readers(since: datetime | None = None) -> list[Recipient]:
    """Those who get the weekly report; with `since`, only those who were to get it by then."""
    readers = _active().filter(scope=SubscriptionScope.ESCALATIONS)
    return _recipients(readers.filter(created_at__lte=since) if since else readers)


def is_reachable(subscriber: Subscriber) -> bool:
    """Whether there is a way to tell a subscriber anything: users still have the admin without mail."""
    if subscriber.endpoint is not None:
        return subscriber.endpoint.disabled_at is None
    if subscriber.user is not None:
        return subscriber.user.is_active
    return takes_mail(subscriber)


def takes_mail(subscriber: Subscriber) -> bool:
    """Whether a subscriber has not unsubscribed from all mail."""
    return subscriber.unsubscribed_at is None


def may_look(subscriber: Subscriber, commitment: Commitment) -> bool:
    """Whether a subscriber that is a user may still see the commitment; others were given the right to."""
    user = subscriber.user
    return user is None or commitment.owner_id == user.pk or user.has_perm("tracker.view_commitment")


def _active() -> QuerySet[Subscription]:
    running = Subscription.objects.filter(ended_at__isnull=True).order_by("pk")
    return running.select_related("subscriber__user", "subscriber__endpoint", "search")


def _about(commitment: Commitment) -> Q:
    """A condition on subscriptions that name the commitment or something it belongs to."""
    about = Q(scope=SubscriptionScope.ALL) | Q(commitment=commitment)
    about |= Q(actor__in=commitment.parties.order_by().values("actor"))
    about |= Q(topic__in=commitment.topics.order_by().values("pk"))
    if commitment.meeting_id is not None:
        about |= Q(meeting=commitment.meeting_id)
    if commitment.owner_id is not None:
        about |= Q(scope=SubscriptionScope.OWNED, subscriber__user=commitment.owner_id)
    return about


def _searching(commitment: Commitment, among: QuerySet[Subscription]) -> list[Subscription]:
    followed = among.filter(scope=SubscriptionScope.SEARCH)
    return [one for one in followed if one.search is not None and searches.finds(one.search, commitment)]


def _recipients(subscriptions: Iterable[Subscription]) -> list[Recipient]:
    """One recipient a subscriber, with the most frequent cadence, in a stable order."""
    found: dict[object, Recipient] = {}
    for subscription in sorted(subscriptions, key=_frequency):
        subscriber = subscription.subscriber
        if is_reachable(subscriber):
            found.setdefault(subscriber.pk, Recipient(subscriber, Cadence(subscription.cadence)))
    return list(found.values())


def _frequency(subscription: Subscription) -> int:
    return _MOST_FREQUENT_FIRST.index(Cadence(subscription.cadence))


def _assignee(user: User) -> list[Recipient]:
    """Who took on a follow-up hears of it at once, or as often as of owned commitments."""
    subscriber = Subscriber.objects.filter(user=user).select_related("user", "endpoint").first()
    if subscriber is None or not is_reachable(subscriber):
        return []
    owned = subscriber.subscriptions.filter(scope=SubscriptionScope.OWNED).first()
    return [Recipient(subscriber, Cadence(owned.cadence) if owned else Cadence.INSTANT)]
