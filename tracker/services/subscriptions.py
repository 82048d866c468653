"""Who hears of what: following, unfollowing, addresses outside, preferences, unsubscribing."""

import zoneinfo
from datetime import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import (
    Actor,
    Cadence,
    Commitment,
    Meeting,
    SavedSearch,
    Subscriber,
    Subscription,
    SubscriptionScope,
    Topic,
)
from tracker.services import permits
from tracker.services.errors import InvalidInput, NotAllowed

Target = Commitment | Meeting | Actor | Topic | SavedSearch
_SCOPES: dict[type[Target], SubscriptionScope] = {
    Commitment: SubscriptionScope.COMMITMENT,
    Meeting: SubscriptionScope.MEETING,
    Actor: SubscriptionScope.ACTOR,
    Topic: SubscriptionScope.TOPIC,
    SavedSearch: SubscriptionScope.SEARCH,
}


def subscriber_of(user: User) -> Subscriber:
    """The user as a recipient; made on first use."""
    return Subscriber.objects.get_or_create(user=user)[0]


def expect_owned(owner: User) -> None:
    """See to it that an owner hears of owned commitments, unless the owner has unsubscribed from that."""
    Subscription.objects.get_or_create(subscriber=subscriber_of(owner), scope=SubscriptionScope.OWNED)


def expect_escalations(supervisor: User) -> None:
    """See to it that a supervisor gets escalations and the weekly report, unless unsubscribed from them."""
    Subscription.objects.get_or_create(
        subscriber=subscriber_of(supervisor), scope=SubscriptionScope.ESCALATIONS
    )


def follow(target: Target | None, *, by: User, cadence: Cadence | str = Cadence.INSTANT) -> Subscription:
    """Let a user follow a record, or (None) all commitments; following again sets the cadence anew.

    Raises NotAllowed, InvalidInput (cadence).
    """
    permits.require_permission(by, "tracker.view_commitment")
    return _subscribe(subscriber_of(by), _scope(target), target, cadence)


def unfollow(target: Target | None, *, by: User) -> bool:
    """End a user's following of a record (None: of all commitments); whether there was one to end."""
    followed = Subscription.objects.filter(
        subscriber__user=by, ended_at__isnull=True, **_named(_scope(target), target)
    )
    return bool(followed.update(ended_at=timezone.now(), updated_at=timezone.now()))


def is_followed(target: Target | None, *, by: User) -> bool:
    """Whether the user follows the record itself."""
    return Subscription.objects.filter(
        subscriber__user=by, ended_at__isnull=True, **_named(_scope(target), target)
    ).exists()


def add_address(email: str, *, by: User, language: str = "", time_zone: str = "") -> Subscriber:
    """A fixed e-mail address as a recipient; `subscribe` says of what. Raises NotAllowed, InvalidInput."""
    permits.require_permission(by, "tracker.add_subscriber")
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput({"email": [_("This is not an e-mail address.")]}) from None
    with transaction.atomic():
        subscriber, _created = Subscriber.objects.get_or_create(email=email)
        return _set_preferences(subscriber, language=language, time_zone=time_zone)


def subscribe(
    subscriber: Subscriber,
    scope: SubscriptionScope | str,
    target: Target | None = None,
    *,
    by: User,
    cadence: Cadence | str = Cadence.INSTANT,
) -> Subscription:
    """Let any recipient (address, webhook endpoint, other user) hear of something.

    Raises NotAllowed, InvalidInput (scope, target, cadence).
    """
    permits.require_permission(by, "tracker.add_subscription")
    if scope not in SubscriptionScope.values:
        raise InvalidInput({"scope": [_("There is no such scope.")]})
    fits = scope not in _SCOPES.values() if target is None else scope == _scope(target)
    if not fits:
        raise InvalidInput({"target": [_("This is not what the subscription is about.")]})
    return _subscribe(subscriber, SubscriptionScope(scope), target, cadence)


def set_cadence(subscription: Subscription, cadence: Cadence | str, *, by: User) -> Subscription:
    """Change how often one's own (or, with the permission, anybody's) subscription sends."""
    _require_own(subscription.subscriber, by, "tracker.change_subscription")
    subscription.cadence = _checked_cadence(cadence)
    subscription.ended_at = None
    subscription.save()
    return subscription


def end(subscription: Subscription, *, by: User | None = None) -> None:
    """End a subscription; `by` None stands for a recipient with a signed link."""
    if by is not None:
        _require_own(subscription.subscriber, by, "tracker.change_subscription")
    Subscription.objects.filter(pk=subscription.pk, ended_at__isnull=True).update(
        ended_at=timezone.now(), updated_at=timezone.now()
    )


def set_preferences(
    subscriber: Subscriber,
    *,
    by: User,
    language: str = "",
    time_zone: str = "",
    quiet_from: time | None = None,
    quiet_until: time | None = None,
) -> Subscriber:
    """Set a recipient's language, zone and quiet hours; empty stands for the installation's.

    Raises NotAllowed, InvalidInput (language, time_zone, quiet_from).
    """
    _require_own(subscriber, by, "tracker.change_subscriber")
    return _set_preferences(
        subscriber,
        language=language,
        time_zone=time_zone,
        quiet_from=quiet_from,
        quiet_until=quiet_until,
    )


def unsubscribe_all(subscriber: Subscriber) -> None:
    """Mail this recipient nothing any more, by the recipient's own word."""
    Subscriber.objects.filter(pk=subscriber.pk).update(
        unsubscribed_at=timezone.now(), updated_at=timezone.now()
    )


def resume(subscriber: Subscriber, *, by: User) -> None:
    """Take back `unsubscribe_all`: a user for oneself, or somebody with the permission."""
    _require_own(subscriber, by, "tracker.change_subscriber")
    Subscriber.objects.filter(pk=subscriber.pk).update(unsubscribed_at=None, updated_at=timezone.now())


def _scope(target: Target | None) -> SubscriptionScope:
    return SubscriptionScope.ALL if target is None else _SCOPES[type(target)]


def _named(scope: SubscriptionScope, target: Target | None) -> dict[str, Any]:
    """The columns that say what a subscription is about."""
    return {"scope": scope} if target is None else {"scope": scope, scope.value: target}


def _subscribe(
    subscriber: Subscriber, scope: SubscriptionScope, target: Target | None, cadence: Cadence | str
) -> Subscription:
    subscription, _created = Subscription.objects.update_or_create(
        subscriber=subscriber,
        **_named(scope, target),
        defaults={"cadence": _checked_cadence(cadence), "ended_at": None},
    )
    return subscription


def _checked_cadence(cadence: Cadence | str) -> Cadence:
    if cadence not in Cadence.values:
        raise InvalidInput({"cadence": [_("There is no such cadence.")]})
    return Cadence(cadence)


def _require_own(subscriber: Subscriber, by: User, permission: str) -> None:
    if subscriber.user_id is not None and subscriber.user_id == by.pk:
        return
    if not by.is_active or not by.has_perm(permission):
        raise NotAllowed(_("This belongs to somebody else."))


def _set_preferences(subscriber: Subscriber, **preferences: Any) -> Subscriber:
    errors: dict[str, list[str]] = {}
    if preferences["language"] and preferences["language"] not in dict(settings.LANGUAGES):
        errors["language"] = [_("There is no such language here.")]
    if preferences["time_zone"] and preferences["time_zone"] not in zoneinfo.available_timezones():
        errors["time_zone"] = [_("There is no such time zone.")]
    if (preferences.get("quiet_from") is None) != (preferences.get("quiet_until") is None):
        errors["quiet_from"] = [_("Quiet hours need a beginning and an end.")]
    if errors:
        raise InvalidInput(errors)
    for name, value in preferences.items():
        setattr(subscriber, name, value)
    subscriber.save()
    return subscriber
