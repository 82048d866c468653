"""Resolve a time expression against one fixed reference date, into EDTF.

Conventions (the annotation guideline's, where it has one): weeks run Monday to
Sunday; a length runs from the reference day to its end; a period that something
starts from stands for its first day; "before" a day is up to that day, before
anything longer up to the day before it. A school year to come is the year it opens in.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extraction.timex import calendars
from extraction.timex.edtf import EdtfDate, EdtfInterval
from extraction.timex.parts import fraction_of, part_of
from extraction.timex.types import (
    After,
    Anchor,
    Before,
    CalendarDate,
    Clock,
    DayShift,
    Feast,
    Fraction,
    From,
    Length,
    Moment,
    Part,
    Place,
    Repeated,
    SchoolYear,
    Season,
    Stretch,
    Timex,
    Unfixed,
    Unit,
    UnitShift,
    Until,
)

Value = EdtfDate | EdtfInterval
_FAR, _NEAR = 275, 90
_SUMMER_ENDS = 9
_SCHOOL_ENDS = 7
_ANY_LEAP_YEAR = 2000


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


def resolve(
    timex: Timex,
    reference: date | None,
    *,
    published: date | None = None,
    anchors: Iterable[date] = (),
    direction: int | None = None,
    hijri: bool = False,
) -> str | None:
    """The EDTF value of a timex, or None where nothing fixes it (no reference, a habit, a time of day).

    A missing year is settled by `published`, else by `anchors` (full dates of the
    article, nearest first), else by `reference`.
    """
    settling = (() if published is None else (published,)) + tuple(anchors)
    frame = Frame(reference, settling or (() if reference is None else (reference,)), direction, hijri)
    value = value_of(timex.moment, frame)
    return None if value is None else str(value)


def clock_of(timex: Timex) -> str | None:
    """`HH:MM` of a time of day, None of anything else."""
    return str(timex.moment) if isinstance(timex.moment, Clock) else None


def value_of(moment: Moment, frame: Frame) -> Value | None:
    """The value of a moment in a frame, or None."""
    try:
        return _value(moment, frame)
    except (OverflowError, ValueError):
        # Beyond the years 1 to 9999, which no plan and no calendar table reaches.
        return None


def _value(moment: Moment, frame: Frame) -> Value | None:
    match moment:
        case CalendarDate():
            return _calendar_date(moment, frame)
        case DayShift():
            return _day_shift(moment, frame.reference)
        case UnitShift():
            return _unit_shift(moment, frame)
        case Feast():
            return _feast(moment, frame)
        case Season():
            return _season(moment, frame)
        case SchoolYear():
            return _school_year(moment, frame.reference)
        case Part():
            return _part(moment, frame)
        case Fraction():
            of = _value(moment.of, frame)
            return fraction_of(of, moment) if of else None
        case Stretch():
            return _stretch(moment, frame)
        case Before() | Until() | From() | After():
            return _bounded(moment, frame)
        case Length():
            return _length(moment, frame)
        case Clock() | Repeated() | Unfixed():
            return None


def _calendar_date(moment: CalendarDate, frame: Frame) -> Value | None:
    if moment.year_shift is not None and frame.reference:
        base = calendars.to_hijri(frame.reference) if moment.hijri else None
        year = (base[0] if base else frame.reference.year) + moment.year_shift
        return _calendar_date(replace(moment, year=year, year_shift=None, direction=None), frame)
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
    return _day(frame.reference + timedelta(days=shift))


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
    return _nearest(values, base, moment.direction if moment.direction else frame.direction)


def _hijri_value(moment: CalendarDate, year: int) -> Value | None:
    if moment.month is None:
        days = calendars.hijri_year(year)
    elif moment.day is None:
        days = calendars.hijri_month(year, moment.month)
    else:
        day = calendars.hijri_day(year, moment.month, moment.day)
        days = (day, day) if day else None
    return _days(*days) if days else None


def _nearest(values: list[Value], base: date, direction: int | None) -> Value | None:
    """The value nearest to the base, or the nearest that is not over, or not still to come."""
    if direction == 1:
        values = [value for value in values if (last := value.last()) and last >= base]
    elif direction == -1:
        values = [value for value in values if (first := value.first()) and first <= base]
    return min(values, key=lambda value: _distance(value, base), default=None)


def _distance(value: Value, base: date) -> int:
    first, last = value.first() or base, value.last() or base
    return 0 if first <= base <= last else min(abs((first - base).days), abs((last - base).days))


def _day_shift(moment: DayShift, reference: date | None) -> Value | None:
    if reference is None:
        return None
    day = reference + timedelta(days=moment.days)
    if moment.weekday is not None and day.weekday() != moment.weekday:
        # The article was published a day or two after it was written: the weekday is right.
        ahead = (moment.weekday - day.weekday()) % 7
        day += timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return _day(day)


def _unit_shift(moment: UnitShift, frame: Frame) -> Value | None:
    reference = frame.reference
    if reference is None:
        return None
    if moment.unit is Unit.WEEK:
        start = calendars.monday(reference) + timedelta(weeks=moment.shift)
        if moment.weekday is not None:
            return _day(start + timedelta(days=moment.weekday))
        return _days(start, start + timedelta(days=6))
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


def _feast(moment: Feast, frame: Frame) -> Value | None:
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
    days = [day for year in years if (day := _feast_day(moment, year))]
    values: list[Value] = [_day(day) for day in days]
    if base is None or moment.year is not None:
        return _nearest(values, base or date.min, None)
    return _nearest(values, base, moment.direction or frame.direction or 1)


def _feast_day(moment: Feast, year: int) -> date | None:
    if moment.hijri:
        return calendars.hijri_day(year, moment.month, moment.day)
    return date(year, moment.month, moment.day)


def _season(moment: Season, frame: Frame) -> Value | None:
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


def _school_year(moment: SchoolYear, reference: date | None) -> Value | None:
    if moment.year is not None:
        last = moment.last
        return EdtfInterval(EdtfDate(moment.year), EdtfDate(last)) if last else EdtfDate(moment.year)
    if reference is None:
        return None
    current = reference.year if reference.month >= _SUMMER_ENDS else reference.year - 1
    if moment.direction == 1:
        return EdtfDate(current + 1)
    start = current + (moment.direction or 0)
    return EdtfInterval(EdtfDate(start, moment.month), EdtfDate(start + 1, _SCHOOL_ENDS))


def _part(moment: Part, frame: Frame) -> Value | None:
    of = _value(moment.of, frame)
    if of is None:
        return None
    if isinstance(moment.of, SchoolYear):
        return _part_of_school_year(moment.of, of, moment.place)
    return part_of(of, moment.place)


def _part_of_school_year(moment: SchoolYear, of: Value, place: Place) -> Value | None:
    first, last = of.first(), of.last()
    if first is None or last is None:
        return None
    if place in (Place.FIRST, Place.START, Place.EARLY):
        return EdtfDate(first.year, moment.month)
    end = last.year if last.year > first.year else first.year + 1
    return EdtfDate(end, _SCHOOL_ENDS - 1) if place in (Place.END, Place.LATE) else None


def _stretch(moment: Stretch, frame: Frame) -> Value | None:
    if isinstance(moment.last, Unfixed):
        first = _value(moment.first, frame)
        start = _start(first) if first else None
        return EdtfInterval(_as_first_day(start), None) if start else None
    first, last = _ends(moment, frame)
    start, end = (_start(first) if first else None), (_end(last) if last else None)
    if start is None or end is None:
        return None
    if _precision(start) != _precision(end):
        start, end = _first_day(start), _last_day(end)
    if start == end:
        return start
    first_day, last_day = start.first(), end.last()
    if (first_day and last_day and first_day > last_day) or (start.year is None) != (end.year is None):
        return None
    return EdtfInterval(start, end)


def _ends(moment: Stretch, frame: Frame) -> tuple[Value | None, Value | None]:
    """Both ends, the less complete one read in the light of the other."""
    if _is_weekday(moment.last):
        first = _value(moment.first, frame)
        day = first.last() if first else None
        return first, (_value(moment.last, Frame(day, (day,), 1, frame.hijri)) if day else None)
    if _has_year(moment.first) and not _has_year(moment.last):
        first = _value(moment.first, frame)
        day = first.last() if first else None
        return first, _value(
            moment.last, Frame(day or frame.reference, (day,) if day else frame.anchors, 1, frame.hijri)
        )
    last = _value(moment.last, frame)
    day = last.first() if last else None
    if day is None or _has_year(moment.first) or not isinstance(moment.first, CalendarDate | Part):
        return _value(moment.first, frame), last
    first = _value(_undirected(moment.first), Frame(day, (day,), -1, frame.hijri))
    return first, last


def _undirected(moment: Moment) -> Moment:
    return replace(moment, direction=None) if isinstance(moment, CalendarDate) else moment


def _is_weekday(moment: Moment) -> bool:
    return isinstance(moment, CalendarDate) and moment.month is None and moment.year is None


def _has_year(moment: Moment) -> bool:
    match moment:
        case CalendarDate():
            return moment.year is not None
        case Part() | Before() | Until() | From() | After():
            return _has_year(moment.of)
        case _:
            return False


def _bounded(moment: Before | Until | From | After, frame: Frame) -> Value | None:
    of = _value(moment.of, frame)
    if of is None:
        return None
    if isinstance(moment, From):
        if isinstance(moment.of, SchoolYear) and isinstance(of, EdtfDate):
            return of
        if isinstance(moment.of, SchoolYear) and moment.of.year:
            return EdtfDate(moment.of.year)
        return _as_first_day(_start(of))
    if isinstance(moment, After):
        end = _end(of)
        if end is None or (_precision(end) == 3 and of == end):
            return EdtfInterval(end, None) if end else None
        return EdtfInterval(_neighbour(_as_last_day(end), 1), None)
    if isinstance(moment, Until):
        end = _end(of)
        return EdtfInterval(None, _as_last_day(end)) if end else None
    start = _start(of)
    if start is None:
        return EdtfInterval(None, _as_last_day(_end(of))) if _end(of) else None
    if _precision(start) == 3 and of == start:
        return EdtfInterval(None, start)
    return EdtfInterval(None, _neighbour(_as_first_day(start), -1))


def _length(moment: Length, frame: Frame) -> Value | None:
    start = _value(moment.start, frame) if moment.start else None
    base = start.first() if start else frame.reference
    if base is None or moment.anchor is Anchor.BARE or (moment.start and start is None):
        return None
    back = moment.anchor in (Anchor.AGO, Anchor.LAST)
    end = calendars.add(base, -moment.count if back else moment.count, moment.unit)
    if end is None:
        return None
    if moment.anchor in (Anchor.AFTER, Anchor.AGO):
        return _to_unit(end, moment.unit)
    if start is not None and moment.unit not in (Unit.HOUR, Unit.MINUTE):
        # Both the first and the last day count: three days from the 1st end on the 3rd.
        end -= timedelta(days=1)
    return _days(min(base, end), max(base, end))


def _to_unit(day: date, unit: Unit) -> EdtfDate:
    if unit is Unit.MONTH:
        return EdtfDate(day.year, day.month)
    return EdtfDate(day.year) if unit in (Unit.YEAR, Unit.DECADE) else _day(day)


def _day(day: date) -> EdtfDate:
    return EdtfDate(day.year, day.month, day.day)


def _days(first: date, last: date) -> Value:
    return _day(first) if first == last else EdtfInterval(_day(first), _day(last))


def _start(value: Value | None) -> EdtfDate | None:
    return value.start if isinstance(value, EdtfInterval) else value


def _end(value: Value | None) -> EdtfDate | None:
    return value.end if isinstance(value, EdtfInterval) else value


def _precision(value: EdtfDate) -> int:
    return 1 if value.month is None else 2 if value.day is None else 3


def _as_first_day(value: EdtfDate | None) -> EdtfDate | None:
    return _first_day(value) if value else None


def _as_last_day(value: EdtfDate | None) -> EdtfDate | None:
    return _last_day(value) if value else None


def _first_day(value: EdtfDate) -> EdtfDate:
    return EdtfDate(value.year, value.month or 1, value.day or 1)


def _last_day(value: EdtfDate) -> EdtfDate:
    month = value.month or 12
    return EdtfDate(value.year, month, value.day or monthrange(value.year or _ANY_LEAP_YEAR - 1, month)[1])


def _neighbour(value: EdtfDate | None, days: int) -> EdtfDate | None:
    """The day after or before; of an unknown year, as in a year without a 29 February."""
    if value is None or value.month is None or value.day is None:
        return value
    day = date(value.year or _ANY_LEAP_YEAR - 1, value.month, value.day) + timedelta(days=days)
    return EdtfDate(day.year if value.year else None, day.month, day.day)
