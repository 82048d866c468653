"""Rest from reminders: until a day, for everybody or for one recipient, and then one reminder again."""

from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Commitment, Snooze, Subscriber
from tracker.services import clock, permits, reminders, subscriptions, versions
from tracker.services.errors import InvalidInput, NotAllowed

LONGEST = timedelta(days=366)


def snooze(commitment: Commitment, until_on: date, *, by: User) -> Snooze:
    """Let the reminders of an accepted commitment rest up to, and without, a day; on it comes one again.

    Those who may, and the owner, do so for everybody; others for themselves. Raises Conflict
    (not accepted), InvalidInput (until_on: not after today, or over a year away), NotAllowed.
    """
    subscriber = None
    if not permits.may(by, permits.Act.SNOOZE, commitment):
        permits.require(by, permits.Act.FOLLOW, commitment)
        subscriber = subscriptions.subscriber_of(by)
    return _rest(commitment, until_on, by, subscriber)


def snooze_for(commitment: Commitment, until_on: date, subscriber: Subscriber) -> Snooze:
    """The same for one recipient, who has a signed link. Raises Conflict, InvalidInput (until_on)."""
    return _rest(commitment, until_on, None, subscriber)


def wake(commitment: Commitment, *, by: User) -> int:
    """End the rests that this user may end; returns how many there were. Raises NotAllowed."""
    running = Snooze.objects.filter(commitment=commitment, ended_at__isnull=True, until_on__gt=clock.today())
    if not permits.may(by, permits.Act.SNOOZE, commitment):
        running = running.filter(subscriber__user=by)
        if not running.exists():
            raise NotAllowed(_("You may not do this with this commitment."))
    with transaction.atomic():
        ended = running.update(ended_at=timezone.now(), updated_at=timezone.now())
        reminders.plan(commitment)
    return ended


def _rest(commitment: Commitment, until_on: date, by: User | None, subscriber: Subscriber | None) -> Snooze:
    versions.require_accepted(commitment)
    today = clock.today()
    if not today < until_on <= today + LONGEST:
        raise InvalidInput({"until_on": [_("Choose a day after today, within a year.")]})
    with transaction.atomic():
        Snooze.objects.filter(commitment=commitment, subscriber=subscriber, ended_at__isnull=True).update(
            ended_at=timezone.now(), updated_at=timezone.now()
        )
        row = Snooze.objects.create(commitment=commitment, subscriber=subscriber, until_on=until_on, by=by)
        reminders.plan(commitment)
    return row
