"""Resolution of days, weeks, months, years, feasts and seasons in a frame: which year, which week."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from extraction.timex import calendars
from extraction.timex.edtf import EdtfDate, EdtfInterval
from extraction.timex.types import CalendarDate, DayShift, Feast, SchoolYear, Season, Unit, UnitShift
from extraction.timex.values import Frame, Value, all_days, one_day

SCHOOL_ENDS = 7
_SUMMER_ENDS = 9
# A date without a year lies at most so many days the expected way from what settles it, so many the other.
_FAR, _NEAR = 275, 90
_REPORTED = 45


def calendar_date(moment: CalendarDate, frame: Frame) -> Value | None:
    """The value of a date with whatever of it is given."""
    if moment.year_shift is not None and frame.reference:
        base = calendars.to_hijri(frame.reference) if moment.hijri else None
        year = (base[0] if base else frame.reference.year) + moment.year_shift
        return calendar_date(replace(moment, year=year, year_shift=None, direction=None), frame)
    if moment.month is None and moment.year is None:
        return _weekday(moment, frame)
    if moment.hijri:
        return _hijri(moment, frame)
    if moment.month is None or moment.year is not None:
        return EdtfDate(moment.year, moment.month, moment.day)
    return EdtfDate(_settled_year(moment, frame), moment.month, moment.day)


def _weekday(moment: CalendarDate, frame: Frame) -> Value | None:
    if frame.reference is None or moment.weekday is None:
        return None
    ahead = (moment.weekday - frame.reference.weekday()) % 7
    said = moment.direction
    if said == 1:
        shift = ahead or 7
    elif said == -1:
        shift = ahead - 7
    elif said == 0:
        shift = moment.weekday - frame.reference.weekday()
    elif frame.direction == 1:
        shift = ahead
    else:
        shift = ahead - 7 if ahead else 0
    return one_day(frame.reference + timedelta(days=shift))


def _settled_year(moment: CalendarDate, frame: Frame) -> int | None:
    """The year that the frame settles for a day or month without one, or None."""
    said = moment.direction
    if said is not None:
        base = frame.reference or next(iter(frame.anchors), None)
        return _directed_year(moment, base, said) if base else None
    for anchor in frame.anchors:
        fitting = [
            (abs((day - anchor).days), year)
            for year in range(anchor.year - 1, anchor.year + 2)
            if (day := _in_year(moment, year)) and _fits(day, moment, anchor, frame.direction)
        ]
        if fitting:
            return min(fitting)[1]
    return None


def _fits(day: date, moment: CalendarDate, anchor: date, direction: int | None) -> bool:
    if moment.weekday is not None and moment.day is not None and day.weekday() != moment.weekday:
        return False
    distance = (day - anchor).days
    if moment.weekday is not None or direction is None:
        return abs(distance) <= _FAR
    return -_NEAR <= distance * direction <= _FAR


def _directed_year(moment: CalendarDate, base: date, direction: int) -> int | None:
    """The year of the next, the last or this such day or month, seen from the base."""
    if direction == 0:
        return base.year
    years = range(base.year, base.year + 9) if direction > 0 else range(base.year, base.year - 9, -1)
    for year in years:
        day = _in_year(moment, year)
        if day is None:
            continue
        beyond = (day - base).days * direction
        if beyond > 0 and (moment.day is not None or (day.year, day.month) != (base.year, base.month)):
            return year
    return None


def _in_year(moment: CalendarDate, year: int) -> date | None:
    if moment.month is None or year < 1:
        return None
    day = moment.day or 1
    return date(year, moment.month, day) if day <= monthrange(year, moment.month)[1] else None


def _hijri(moment: CalendarDate, frame: Frame) -> Value | None:
    if moment.year is not None:
        return _hijri_value(moment, moment.year)
    base = (frame.reference if moment.direction is not None else None) or next(
        iter(frame.anchors), frame.reference
    )
    now = calendars.to_hijri(base) if base else None
    if base is None or now is None:
        return None
    if moment.direction == 0:
        return _hijri_value(moment, now[0])
    values = [value for year in range(now[0] - 1, now[0] + 2) if (value := _hijri_value(moment, year))]
    if moment.direction is None and moment.day is not None and frame.direction:
        # As with common dates, a plan may be reported a while after its day.
        return _nearest(values, base, frame.direction, slack=_REPORTED)
    return _nearest(values, base, moment.direction if moment.direction else frame.direction)


def _hijri_value(moment: CalendarDate, year: int) -> Value | None:
    if moment.month is None:
        days = calendars.hijri_year(year)
    elif moment.day is None:
        days = calendars.hijri_month(year, moment.month)
    else:
        day = calendars.hijri_day(year, moment.month, moment.day)
        days = (day, day) if day else None
    return all_days(*days) if days else None


def _nearest(values: list[Value], base: date, direction: int | None, slack: int = 0) -> Value | None:
    """The value nearest to the base, or the nearest not over or still to come, by some days."""
    around = timedelta(days=slack)
    if direction == 1:
        values = [value for value in values if (last := value.last()) and last + around >= base]
    elif direction == -1:
        values = [value for value in values if (first := value.first()) and first - around <= base]
    return min(values, key=lambda value: _distance(value, base), default=None)


def _distance(value: Value, base: date) -> int:
    first, last = value.first() or base, value.last() or base
    return 0 if first <= base <= last else min(abs((first - base).days), abs((last - base).days))


def day_shift(moment: DayShift, reference: date | None) -> Value | None:
    """The day so many days from the reference, corrected by the weekday it is called."""
    if reference is None:
        return None
    day = reference + timedelta(days=moment.days)
    if moment.weekday is not None and day.weekday() != moment.weekday:
        # The article was published a day or two after it was written: the weekday is right.
        ahead = (moment.weekday - day.weekday()) % 7
        day += timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return one_day(day)


def unit_shift(moment: UnitShift, frame: Frame) -> Value | None:
    """This, the last or the next week, month, year or decade, or a day of it."""
    reference = frame.reference
    if reference is None:
        return None
    if moment.unit is Unit.WEEK:
        start = calendars.monday(reference) + timedelta(weeks=moment.shift)
        if moment.weekday is not None:
            return one_day(start + timedelta(days=moment.weekday))
        return all_days(start, start + timedelta(days=6))
    if moment.unit is Unit.MONTH:
        return _month_shift(moment, reference, frame.hijri)
    if moment.unit is Unit.DECADE:
        start_year = reference.year // 10 * 10 + 10 * moment.shift
        return EdtfInterval(EdtfDate(start_year), EdtfDate(start_year + 9))
    return EdtfDate(reference.year + moment.shift)


def _month_shift(moment: UnitShift, reference: date, hijri: bool) -> Value | None:
    now = calendars.to_hijri(reference) if hijri else None
    if now:
        years, month = divmod(now[1] - 1 + moment.shift, 12)
        return _hijri_value(CalendarDate(month=month + 1, day=moment.day), now[0] + years)
    shifted = calendars.add_months(reference.replace(day=1), moment.shift)
    if shifted is None:
        return None
    if moment.day is not None and moment.day > monthrange(shifted.year, shifted.month)[1]:
        return None
    return EdtfDate(shifted.year, shifted.month, moment.day)


def feast(moment: Feast, frame: Frame) -> Value | None:
    """A feast of the year that fits."""
    base = frame.reference
    if moment.year is not None:
        base = None
        years: Iterable[int] = (moment.year,)
        if moment.hijri and moment.year > 1700:
            base = date(moment.year, 7, 1)
    if moment.year is None or base is not None:
        now = (calendars.to_hijri(base) if moment.hijri else (base.year, 0, 0)) if base else None
        if now is None:
            return None
        years = range(now[0] - 1, now[0] + 2)
    found = [day for year in years if (day := _feast_day(moment, year))]
    values: list[Value] = [one_day(day) for day in found]
    if base is None or moment.year is not None:
        return _nearest(values, base or date.min, None)
    return _nearest(values, base, moment.direction or frame.direction or 1)


def _feast_day(moment: Feast, year: int) -> date | None:
    if moment.hijri:
        return calendars.hijri_day(year, moment.month, moment.day)
    return date(year, moment.month, moment.day)


def season(moment: Season, frame: Frame) -> Value | None:
    """A season of the year that fits."""
    if moment.year is not None:
        return _months_from(moment.year, moment.month, moment.months)
    if frame.reference is None:
        return None
    year = frame.reference.year
    values = [_months_from(y, moment.month, moment.months) for y in (year - 1, year, year + 1)]
    direction = moment.direction if moment.direction is not None else frame.direction
    if moment.direction:
        values = [value for value in values if _distance(value, frame.reference)]
    return _nearest(values, frame.reference, direction)


def _months_from(year: int, month: int, months: int) -> Value:
    years, last = divmod(month - 1 + months - 1, 12)
    return EdtfInterval(EdtfDate(year, month), EdtfDate(year + years, last + 1))


def school_year(moment: SchoolYear, reference: date | None) -> Value | None:
    """A school year: the years named, or the months of the one we are in; of one to come, its first year."""
    if moment.year is not None:
        last = moment.last
        return EdtfInterval(EdtfDate(moment.year), EdtfDate(last)) if last else EdtfDate(moment.year)
    if reference is None:
        return None
    current = reference.year if reference.month >= _SUMMER_ENDS else reference.year - 1
    if moment.direction == 1:
        return EdtfDate(current + 1)
    start = current + (moment.direction or 0)
    return EdtfInterval(EdtfDate(start, moment.month), EdtfDate(start + 1, SCHOOL_ENDS))
