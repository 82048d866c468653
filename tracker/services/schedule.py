"""When a recipient may be disturbed: quiet hours and the moments of digests, in the recipient's own zone."""

import zoneinfo
from datetime import date, datetime, time, timedelta, tzinfo

from django.conf import settings
from django.utils import timezone

from tracker.models import Cadence, Subscriber
from tracker.services import clock

MONDAY = 0


def zone_of(subscriber: Subscriber) -> tzinfo:
    """The subscriber's zone, or the installation's."""
    if subscriber.time_zone:
        return zoneinfo.ZoneInfo(subscriber.time_zone)
    return timezone.get_default_timezone()


def language_of(subscriber: Subscriber) -> str:
    """The subscriber's language, or the installation's."""
    return subscriber.language or settings.LANGUAGE_CODE


def not_before(subscriber: Subscriber, now: datetime) -> datetime:
    """The first moment, from `now` on, that is outside the subscriber's quiet hours."""
    begin, end = subscriber.quiet_from, subscriber.quiet_until
    if begin is None or end is None or begin == end:
        return now
    local = now.astimezone(zone_of(subscriber))
    if begin < end:
        quiet = begin <= local.time() < end
        return _at(subscriber, local.date(), end) if quiet else now
    if local.time() >= begin:
        return _at(subscriber, local.date() + timedelta(1), end)
    return _at(subscriber, local.date(), end) if local.time() < end else now


def next_digest(subscriber: Subscriber, cadence: Cadence, now: datetime) -> datetime:
    """The moment of the next digest after `now`: each day, or each Monday, at the hour of reminders."""
    day = now.astimezone(zone_of(subscriber)).date()
    while True:
        moment = _at(subscriber, day, time(settings.AHD_REMINDER_HOUR))
        if moment > now and (cadence != Cadence.WEEKLY or day.weekday() == MONDAY):
            return moment
        day += timedelta(1)


def local_day(subscriber: Subscriber, now: datetime) -> date:
    """The subscriber's day of a moment."""
    return now.astimezone(zone_of(subscriber)).date()


def _at(subscriber: Subscriber, day: date, at: time) -> datetime:
    return clock.moment(day, at, zone_of(subscriber))
