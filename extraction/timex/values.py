"""Values as the resolution builds them: days, intervals, their edges, and the frame they are read in."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from extraction.timex.edtf import EdtfDate, EdtfInterval

Value = EdtfDate | EdtfInterval
# A year without a 29 February, for dates whose year is unknown.
_PLAIN_YEAR = 1999


@dataclass(frozen=True, slots=True)
class Frame:
    """What a resolution may look at.

    `reference` is the day that relative expressions count from. `anchors` are days that
    settle a missing year, the most telling first. `direction` says where an unsaid
    direction points: -1 back, +1 ahead, None to the nearest. `hijri`: the article
    counts months by the Hijri calendar.
    """

    reference: date | None = None
    anchors: tuple[date, ...] = ()
    direction: int | None = None
    hijri: bool = False


def one_day(day: date) -> EdtfDate:
    """The value of one day."""
    return EdtfDate(day.year, day.month, day.day)


def all_days(first: date, last: date) -> Value:
    """The value of all days from one to another; of one day where they are the same."""
    return one_day(first) if first == last else EdtfInterval(one_day(first), one_day(last))


def start_of(value: Value | None) -> EdtfDate | None:
    """The first date of a value, None where it is open."""
    return value.start if isinstance(value, EdtfInterval) else value


def end_of(value: Value | None) -> EdtfDate | None:
    """The last date of a value, None where it is open."""
    return value.end if isinstance(value, EdtfInterval) else value


def precision(value: EdtfDate) -> int:
    """1 for a year, 2 for a month, 3 for a day."""
    return 1 if value.month is None else 2 if value.day is None else 3


def as_first_day(value: EdtfDate | None) -> EdtfDate | None:
    """The first day of a date, if there is one."""
    return to_first_day(value) if value else None


def as_last_day(value: EdtfDate | None) -> EdtfDate | None:
    """The last day of a date, if there is one."""
    return to_last_day(value) if value else None


def to_first_day(value: EdtfDate) -> EdtfDate:
    """The first day of a date, its year known or not."""
    return EdtfDate(value.year, value.month or 1, value.day or 1)


def to_last_day(value: EdtfDate) -> EdtfDate:
    """The last day of a date, its year known or not."""
    month = value.month or 12
    return EdtfDate(value.year, month, value.day or monthrange(value.year or _PLAIN_YEAR, month)[1])


def neighbour(value: EdtfDate | None, days: int) -> EdtfDate | None:
    """The day after or before; of an unknown year, as in a year without a 29 February."""
    if value is None or value.month is None or value.day is None:
        return value
    day = date(value.year or _PLAIN_YEAR, value.month, value.day) + timedelta(days=days)
    return EdtfDate(day.year if value.year else None, day.month, day.day)
