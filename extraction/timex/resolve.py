"""Resolve a time expression against one fixed reference date, into EDTF.

Conventions (the annotation guideline's, where it has one): weeks run Monday to
Sunday; a length runs from the reference day to its end; a period that something
starts from stands for its first day; "before" a day is up to that day, before
anything longer up to the day before it. A school year to come is the year it opens in.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from extraction.timex import calendars
from extraction.timex.edtf import EdtfDate, EdtfInterval
from extraction.timex.parts import fraction_of, part_of
from extraction.timex.resolve_dates import (
    SCHOOL_ENDS,
    calendar_date,
    day_shift,
    feast,
    school_year,
    season,
    unit_shift,
)
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
from extraction.timex.values import (
    Frame,
    Value,
    all_days,
    as_first_day,
    as_last_day,
    end_of,
    neighbour,
    one_day,
    precision,
    start_of,
    to_first_day,
    to_last_day,
)


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
            return calendar_date(moment, frame)
        case DayShift():
            return day_shift(moment, frame.reference)
        case UnitShift():
            return unit_shift(moment, frame)
        case Feast():
            return feast(moment, frame)
        case Season():
            return season(moment, frame)
        case SchoolYear():
            return school_year(moment, frame.reference)
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
    return EdtfDate(end, SCHOOL_ENDS - 1) if place in (Place.END, Place.LATE) else None


def _stretch(moment: Stretch, frame: Frame) -> Value | None:
    if isinstance(moment.last, Unfixed):
        first = _value(moment.first, frame)
        start = start_of(first) if first else None
        return EdtfInterval(as_first_day(start), None) if start else None
    first, last = _ends(moment, frame)
    start, end = (start_of(first) if first else None), (end_of(last) if last else None)
    if start is None or end is None:
        return None
    if precision(start) != precision(end):
        start, end = to_first_day(start), to_last_day(end)
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
    return replace(moment, direction=None, year_shift=None) if isinstance(moment, CalendarDate) else moment


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
    if isinstance(moment, Before | Until) and frame.direction is None:
        frame = replace(frame, direction=1)
    of = _value(moment.of, frame)
    if of is None:
        return None
    if isinstance(moment, Before) and isinstance(moment.of, Part) and moment.of.place is Place.END:
        moment = Until(moment.of)
    if isinstance(moment, From):
        if isinstance(moment.of, SchoolYear) and isinstance(of, EdtfDate):
            return of
        if isinstance(moment.of, SchoolYear) and moment.of.year:
            return EdtfDate(moment.of.year)
        return as_first_day(start_of(of))
    if isinstance(moment, After):
        end = end_of(of)
        if end is None or (precision(end) == 3 and of == end):
            return EdtfInterval(end, None) if end else None
        return EdtfInterval(neighbour(as_last_day(end), 1), None)
    if isinstance(moment, Until):
        end = end_of(of)
        return EdtfInterval(None, as_last_day(end)) if end else None
    start = start_of(of)
    if start is None:
        return EdtfInterval(None, as_last_day(end_of(of))) if end_of(of) else None
    if precision(start) == 3 and of == start:
        return EdtfInterval(None, start)
    return EdtfInterval(None, neighbour(as_first_day(start), -1))


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
    return all_days(min(base, end), max(base, end))


def _to_unit(day: date, unit: Unit) -> EdtfDate:
    if unit is Unit.MONTH:
        return EdtfDate(day.year, day.month)
    return EdtfDate(day.year) if unit in (Unit.YEAR, Unit.DECADE) else one_day(day)
