"""Arithmetic of the common and the Hijri (Umm al-Qura) calendar."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from extraction.timex.types import Unit

_HIJRI_RANGE = range(1343, 1501)


def add_days(day: date, days: int) -> date | None:
    """So many days on, or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """So many months on, on the same day or the month's last; None beyond the calendar."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add(day: date, count: float, unit: Unit) -> date | None:
    """So many units on: hours and minutes by whole days, half a unit by the next smaller."""
    if unit in (Unit.HOUR, Unit.MINUTE):
        hours = count if unit is Unit.HOUR else count / 60
        return add_days(day, int(hours // 24))
    if unit in (Unit.DAY, Unit.WEEK):
        return add_days(day, int(count * (7 if unit is Unit.WEEK else 1)))
    months = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120}[unit] * count
    later = add_months(day, int(months))
    half = months != int(months)
    return add_days(later, 15 if count > 0 else -15) if half and later else later


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=4096)
def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """The first and last day of a Hijri month, or None outside 1343 to 1500."""
    from hijridate import Hijri

    if year not in _HIJRI_RANGE or not 1 <= month <= 12:
        return None
    start = Hijri(year, month, 1)
    first = start.to_gregorian()
    return _plain(first), _plain(first) + timedelta(days=start.month_length() - 1)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The day of a Hijri date, or None where there is none; the 30th of a short month is its 29th."""
    found = hijri_month(year, month)
    if found is None or not 1 <= day <= 30:
        return None
    return min(found[0] + timedelta(days=day - 1), found[1])


@lru_cache(maxsize=4096)
def to_hijri(day: date) -> tuple[int, int, int] | None:
    """The Hijri year, month and day, or None outside the calendar's tables."""
    from hijridate import Gregorian

    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    return found.year, found.month, found.day


def hijri_year(year: int) -> tuple[date, date] | None:
    """The first and last day of a Hijri year, or None outside the calendar's tables."""
    first, last = hijri_month(year, 1), hijri_month(year, 12)
    return (first[0], last[1]) if first and last else None


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)
