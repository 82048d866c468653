"""The subset of EDTF (ISO 8601-2) that Ahd writes: parse it, check it, tell its first and last day.

A date is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, its year `XXXX` where unknown. An
interval is two dates with a slash between, either side `..` where it is open.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_PART = re.compile(r"(?P<year>[0-9]{4}|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
OPEN = ".."
_LEAP_YEAR = 2000


class EdtfError(ValueError):
    """The string is not in the subset: the message quotes it and says what is wrong."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date; `year` None stands for `XXXX`, `month` and `day` None where not given."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def first(self) -> date | None:
        """The earliest day it admits, or None where the year is unknown."""
        if self.year is None:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date | None:
        """The latest day it admits, or None where the year is unknown."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class EdtfInterval:
    """From `start` to `end`, both included; None on a side that is open."""

    start: EdtfDate | None
    end: EdtfDate | None

    def __str__(self) -> str:
        return f"{self.start or OPEN}/{self.end or OPEN}"

    def first(self) -> date | None:
        """The earliest day, or None where that side is open or of unknown year."""
        return self.start.first() if self.start else None

    def last(self) -> date | None:
        """The latest day, or None where that side is open or of unknown year."""
        return self.end.last() if self.end else None


def parse(text: str) -> EdtfDate | EdtfInterval:
    """Read a string of the subset. Raises EdtfError with the reason."""
    if "/" not in text:
        return _parse_date(text)
    sides = text.split("/")
    if len(sides) != 2:
        raise EdtfError(f"{text!r} has more than one slash")
    start, end = (None if side == OPEN else _parse_date(side) for side in sides)
    if start is None and end is None:
        raise EdtfError(f"{text!r} is open on both sides")
    if start and end:
        first, last = start.first(), end.last()
        if first and last and first > last:
            raise EdtfError(f"{text!r} ends before it starts")
    return EdtfInterval(start, end)


def is_valid(text: str) -> bool:
    """Whether the string is of the subset."""
    try:
        parse(text)
    except EdtfError:
        return False
    return True


def bounds(text: str) -> tuple[date | None, date | None]:
    """(earliest, latest) day the string admits; None where open or of unknown year. Raises EdtfError."""
    value = parse(text)
    return value.first(), value.last()


def of_day(day: date) -> str:
    """The EDTF string of one day."""
    return day.isoformat()


def of_days(first: date, last: date) -> str:
    """The EDTF string of all days from `first` to `last`; of one day where they are the same."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _parse_date(text: str) -> EdtfDate:
    match = _PART.fullmatch(text)
    if not match or not text.isascii():
        raise EdtfError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    year = None if match["year"] == "XXXX" else int(match["year"])
    if year == 0:
        raise EdtfError(f"{text!r} has the year 0000, which the calendar lacks")
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    if month is not None and not 1 <= month <= 12:
        raise EdtfError(f"{text!r} has no month {month}")
    if day is not None and month is not None and not 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]:
        raise EdtfError(f"{text!r} has no day {day} in its month")
    return EdtfDate(year, month, day)
