"""Places and shares of a resolved period: its start, middle and end, its quarters, halves and weeks."""

from calendar import monthrange
from datetime import date, timedelta

from extraction.timex.edtf import EdtfDate, EdtfInterval
from extraction.timex.types import Fraction, Place

Value = EdtfDate | EdtfInterval
_PLAIN_YEAR = 1999
_WEEK = 7
# Of a year: (first month, last month); of a month: (first day, last day, 0 for the month's last).
_MONTHS = {Place.EARLY: (1, 3), Place.MID: (5, 8), Place.LATE: (10, 12)}
_DAYS = {Place.EARLY: (1, 10), Place.MID: (11, 20), Place.LATE: (21, 0)}


def part_of(of: Value, place: Place) -> Value | None:
    """A place in a period. A start and an end are days, but the start of a year is its first month."""
    if isinstance(of, EdtfDate):
        if of.day is not None:
            return of
        return _of_year(of, place) if of.month is None else _of_month(of, of.month, place)
    first, last = of.first(), of.last()
    return _of_days(first, last, place) if first and last else None


def _of_year(of: EdtfDate, place: Place) -> Value:
    if place in _MONTHS:
        first, last = _MONTHS[place]
        return EdtfInterval(EdtfDate(of.year, first), EdtfDate(of.year, last))
    return {
        Place.FIRST: EdtfDate(of.year, 1, 1),
        Place.START: EdtfDate(of.year, 1),
        Place.MIDDLE: EdtfDate(of.year, 6),
        Place.END: EdtfDate(of.year, 12, 31),
    }[place]


def _of_month(of: EdtfDate, month: int, place: Place) -> Value:
    length = monthrange(of.year or _PLAIN_YEAR, month)[1]
    if place in _DAYS:
        first, last = _DAYS[place]
        return EdtfInterval(EdtfDate(of.year, month, first), EdtfDate(of.year, month, last or length))
    day = {Place.FIRST: 1, Place.START: 1, Place.MIDDLE: 15, Place.END: length}[place]
    return EdtfDate(of.year, month, day)


def _of_days(first: date, last: date, place: Place) -> Value:
    length = (last - first).days + 1
    third = max(1, length // 3)
    if place in (Place.FIRST, Place.START):
        return _days(first, first)
    if place is Place.MIDDLE:
        middle = first + timedelta(days=length // 2)
        return _days(middle, middle)
    if place is Place.END:
        # The end of a week is its last two days, which people also call so.
        return _days(last - timedelta(days=1), last) if length == _WEEK else _days(last, last)
    if place is Place.EARLY:
        return _days(first, first + timedelta(days=third - 1))
    if place is Place.MID:
        return _days(first + timedelta(days=third), last - timedelta(days=third))
    return _days(last - timedelta(days=third - 1), last)


def fraction_of(of: Value, fraction: Fraction) -> Value | None:
    """A quarter, half, third or counted run of months of a year; a half, third or week of a month."""
    if not isinstance(of, EdtfDate) or of.day is not None:
        return None
    if of.month is not None:
        return _share_of_month(of, of.month, fraction)
    months = fraction.months or (12 // fraction.share if fraction.share else 0)
    if not months or fraction.weeks:
        return None
    nth = 12 // months if fraction.nth == -1 else fraction.nth
    if not 1 <= nth <= 12 // months:
        return None
    return EdtfInterval(EdtfDate(of.year, months * (nth - 1) + 1), EdtfDate(of.year, months * nth))


def _share_of_month(of: EdtfDate, month: int, fraction: Fraction) -> Value | None:
    length = monthrange(of.year or _PLAIN_YEAR, month)[1]
    size = _WEEK if fraction.weeks else {2: 15, 3: 10}.get(fraction.share, 0)
    if not size:
        return None
    count = 5 if fraction.weeks else fraction.share
    nth = count if fraction.nth == -1 else fraction.nth
    first = size * (nth - 1) + 1
    if fraction.weeks and fraction.nth == -1:
        first = length - size + 1
    if not 1 <= nth <= count or first > length:
        return None
    last = length if nth == count else min(size * nth, length)
    return EdtfInterval(EdtfDate(of.year, month, first), EdtfDate(of.year, month, last))


def _days(first: date, last: date) -> Value:
    start, end = (EdtfDate(day.year, day.month, day.day) for day in (first, last))
    return start if start == end else EdtfInterval(start, end)
