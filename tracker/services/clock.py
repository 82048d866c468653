"""Days and moments in the installation's zone."""

from datetime import date, datetime, time, tzinfo

from django.utils import timezone


def today() -> date:
    """The current day in the installation's zone, whatever zone a request has activated."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """The day of an aware moment in the installation's zone."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def moment(day: date, at: time, zone: tzinfo | None = None) -> datetime:
    """The aware moment at which clocks of the zone (default: the installation's) show `at` on `day`.

    A time that a change of clocks leaves out is taken as if the clocks had not changed yet;
    of one that comes twice, the first is meant.
    """
    return datetime.combine(day, at, tzinfo=zone or timezone.get_default_timezone())
