"""Builders of the rules for days, weeks, months and years: what they make of the atoms they matched.

Each is named in `timex_rules`; it gives the label of the piece and an unresolved
moment, or None where the words only look like its form (an impossible day, a score).
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace

from extraction.timex.patterns import Built, Found
from extraction.timex.types import (
    CalendarDate,
    DayShift,
    Feast,
    Fraction,
    SchoolYear,
    Season,
    Stretch,
    Unit,
    UnitShift,
)

_LEAP_YEAR = 2000
_HIJRI_YEARS = range(1300, 1500)
_LONGEST_HIJRI_MONTH = 30
_SEASON_START = 9
# A bare number outside these is a count of something.
_LONGEST_FEAST = 4
_LIKELY_YEARS = range(1900, 2101)


def date(found: Found) -> Built:
    """A day of a month, or a weekday, with whatever else is said of it."""
    moment = CalendarDate(
        _year(found), found.value("month"), found.value("day"), found.value("weekday"), _is_hijri(found),
        found.value("dir"), _year_shift(found), found.value("now"),
    )  # fmt: skip
    return ("TIME", moment) if _exists(moment) else None


def day_of_month(found: Found) -> Built:
    """A day of this, the last or the next month."""
    shift = found.value("dir") or 0
    if not found.one("of") and not any(atom.label == "MONTH_WORD" and atom.definite for atom in found.atoms):
        return None
    named = any(atom.label == "SAME" for atom in found.groups.get("dir", ()))
    return "TIME", UnitShift(Unit.MONTH, shift, found.number("day"), found.value("weekday"), named)


def day_of_named_month(found: Found) -> Built:
    """A day of the month named before: "the 17th of it"."""
    return "TIME", UnitShift(Unit.MONTH, 0, found.number("day"), found.value("weekday"), named=True)


def day_of_current_month(found: Found) -> Built:
    """A day of this, the last or the next month, where "month" is left out."""
    return "TIME", UnitShift(Unit.MONTH, found.number("dir"), found.value("day"), found.value("weekday"))


def numeric(found: Found) -> Built:
    """Three numbers with signs between them, year first or last."""
    first, second, third = (found.one(name) for name in "abc")
    if not (first and second and third and first.digits and third.digits):
        return None
    year, day = (first, third) if first.label == "YEAR_NUM" else (third, first)
    if year.label != "YEAR_NUM":
        return None
    hijri = year.value in _HIJRI_YEARS
    moment = CalendarDate(year.value, second.value, day.value, found.value("weekday"), hijri)
    return ("TIME", moment) if _exists(moment) else None


def numeric_short(found: Found) -> Built:
    """A day and a month as numbers, after the word for day."""
    day, month = found.one("day"), found.one("month")
    if not (day and month and day.digits and month.digits):
        return None
    moment = CalendarDate(None, month.value, day.value)
    return ("TIME", moment) if _exists(moment) else None


def day_list(found: Found) -> Built:
    """Several days of one month, taken as the stretch that holds them."""
    days = [atom.value for atom in found.all("list", "DAY_NUM", "ORD")]
    return _days(found, days[0], days[-1])


def day_range(found: Found) -> Built:
    """From one day to another of the same month."""
    return _days(found, found.number("first"), found.number("day"))


def day_list_over_months(found: Found) -> Built:
    """Days at the end of one month and the start of the next."""
    last = CalendarDate(_year(found), found.value("month"), found.value("day"), direction=found.value("dir"))
    first = CalendarDate(None, found.value("first"), found.all("list", "DAY_NUM")[0].value)
    return ("TIME", Stretch(first, last)) if _exists(last) and _exists(first) else None


def weekday_of_week(found: Found) -> Built:
    """A day of this, the last or the next week."""
    return "TIME", UnitShift(Unit.WEEK, found.value("dir") or 0, weekday=found.value("weekday"))


def weekday_range(found: Found) -> Built:
    """From one day of the week to another."""
    if week := found.groups.get("week"):
        shift = week[-1].value if week[-1].label == "DIRECTION" else 0
        days = [UnitShift(Unit.WEEK, shift, weekday=found.value(name)) for name in ("first", "weekday")]
        return "TIME", Stretch(*days)
    direction = found.value("dir")
    first = CalendarDate(weekday=found.value("first"), direction=direction)
    return "TIME", Stretch(first, CalendarDate(weekday=found.value("weekday"), direction=direction))


def deictic(found: Found) -> Built:
    """A day counted from the day of writing."""
    return "TIME", DayShift(found.number("shift"), found.value("weekday"))


def unit_shift(found: Found) -> Built:
    """This, the last or the next unit."""
    unit = found.one("unit", "unit2")
    direction = found.one("dir", "dir2")
    shift = direction.value if direction else 0
    if unit is None:
        return None
    if unit.unit == Unit.DAY:
        return "TIME", DayShift(shift)
    if unit.label == "SEASON_YEAR":
        return "TIME", SchoolYear(_SEASON_START, direction=shift)
    return "TIME", UnitShift(Unit(unit.unit), shift)


def month(found: Found) -> Built:
    """A month, with year or direction where said; alone it needs a preposition."""
    name = found.one("month")
    if name is None:
        return None
    moment = CalendarDate(
        _year(found), name.value, None, None, _is_hijri(found), found.value("dir"), _year_shift(found)
    )
    given = (moment.year, moment.direction, moment.year_shift)
    strong = found.one("word") or any(value is not None for value in given)
    return ("TIME" if strong else "WEAK"), moment


def month_range(found: Found) -> Built:
    """From one month to another of the same calendar."""
    name, first = found.one("month"), found.one("first")
    if name is None or first is None or name.label != first.label:
        return None
    hijri, direction = _is_hijri(found), found.value("dir")
    last = CalendarDate(_year(found), name.value, None, None, hijri, direction, _year_shift(found))
    strong = any(value is not None for value in (last.year, direction, last.year_shift))
    start = CalendarDate(None, first.value, hijri=hijri, direction=direction)
    return ("TIME" if strong else "WEAK"), Stretch(start, last)


def year(found: Found) -> Built:
    """A year; without the word for it or an era it needs a preposition."""
    number, hijri = found.one("year"), _is_hijri(found)
    moment = CalendarDate(_year(found), hijri=hijri)
    if found.one("word") or found.one("era"):
        return "TIME", moment
    likely = number is not None and number.digits and (hijri or number.value in _LIKELY_YEARS)
    return ("WEAK", moment) if likely else None


def year_range(found: Found) -> Built:
    """From one year to another."""
    hijri = _is_hijri(found)
    years = sorted((found.number("first"), found.number("year")))
    word = found.one("word")
    if word and word.unit != Unit.YEAR:
        return None
    strong = word or found.one("era")
    moment = Stretch(CalendarDate(years[0], hijri=hijri), CalendarDate(years[1], hijri=hijri))
    return ("TIME" if strong else "WEAK"), moment


def season(found: Found) -> Built:
    """A season of the year; without a year or direction it needs a preposition."""
    moment = Season(found.number("season"), year=_year(found), direction=found.value("dir"))
    return ("TIME" if moment.year or moment.direction is not None else "WEAK"), moment


def school_year(found: Found) -> Built:
    """A year of teaching; without a year or direction it needs a preposition."""
    years = sorted(atom.value for name in ("first", "last") if (atom := found.one(name)))
    first, last = (years[0], years[-1]) if years else (None, None)
    direction = found.value("dir") if found.one("dir") else (0 if found.one("this") else None)
    moment = SchoolYear(
        found.number("study") or _SEASON_START, first, last if last != first else None, direction
    )
    return ("TIME" if years or direction is not None else "WEAK"), moment


def school_start(found: Found) -> Built:
    """The month in which the schools open."""
    moment = CalendarDate(_year(found), found.number("start"), direction=found.value("dir"))
    return ("TIME" if moment.year or moment.direction is not None else "WEAK"), moment


def feast(found: Found) -> Built:
    """A feast; without a year or direction it needs a preposition."""
    name = found.one("feast")
    if name is None:
        return None
    number, day = divmod(name.value, 100)
    moment = Feast(number, day, name.unit == "hijri", _year(found), found.value("dir"))
    return ("TIME" if moment.year or moment.direction is not None else "WEAK"), moment


def day_of_feast(found: Found) -> Built:
    """The second, third or fourth day of a feast."""
    built, nth = feast(found), found.number("nth")
    if built is None or not isinstance(built[1], Feast) or not 1 <= nth <= _LONGEST_FEAST:
        return None
    return "TIME", replace(built[1], day=built[1].day + nth - 1)


def hijri_year(found: Found) -> Built:
    """This, the last or the next Hijri year."""
    return "TIME", CalendarDate(hijri=True, year_shift=found.number("ydir"))


def share(found: Found) -> Built:
    """A quarter, half or third, of what is said next or else of this year."""
    word = found.one("share")
    if word is None:
        return None
    months, part = max(word.value, 0), max(-word.value, 0)
    return "SHARE_TIME", Fraction(UnitShift(Unit.YEAR, 0), found.number("nth"), months, part)


def nth_week(found: Found) -> Built:
    """A week of a month, counted from its first day."""
    return "SHARE_TIME", Fraction(UnitShift(Unit.MONTH, 0), found.number("nth"), weeks=True)


def equal(found: Found) -> Built:
    """One day named in two calendars: the common one is kept, since the other is computed."""
    first, last = (atom.moment if (atom := found.one(name)) else None for name in ("first", "last"))
    if not (isinstance(first, CalendarDate) and isinstance(last, CalendarDate)):
        return None
    if first.hijri == last.hijri and first.month is not None:
        return None
    return "TIME", first if last.hijri and first.month else last


def _days(found: Found, first: int, last: int) -> Built:
    which = (_is_hijri(found), found.value("dir"), _year_shift(found))
    end = CalendarDate(_year(found), found.value("month"), last, None, *which)
    start = replace(end, day=first)
    if not (_exists(end) and _exists(start)) or first > last:
        return None
    return "TIME", Stretch(start, end)


def _year(found: Found) -> int | None:
    return found.value("year")


def _year_shift(found: Found) -> int | None:
    """0 or what the adjective says, where the date is followed by "of this, last or next year"."""
    if shift := found.one("ydir"):
        return shift.value
    this_year = any(atom.label == "YEAR_WORD" for atom in found.atoms) and found.value("year") is None
    return 0 if this_year else None


def _is_hijri(found: Found) -> bool:
    month, era, number = found.one("month"), found.one("era"), found.value("year")
    if month is not None:
        return month.label == "HIJRI"
    return bool(era and era.label == "HIJRI_ERA") or (number in _HIJRI_YEARS and era is None)


def _exists(moment: CalendarDate) -> bool:
    """Whether the calendar has such a day."""
    if moment.month is None or moment.day is None:
        return True
    if not 1 <= moment.month <= 12:
        return False
    longest = _LONGEST_HIJRI_MONTH if moment.hijri else monthrange(moment.year or _LEAP_YEAR, moment.month)[1]
    return 1 <= moment.day <= longest


BUILDERS: tuple[Callable[[Found], Built], ...] = (
    date,
    day_of_month,
    day_of_named_month,
    day_of_current_month,
    hijri_year,
    numeric,
    numeric_short,
    day_list,
    day_range,
    day_list_over_months,
    weekday_of_week,
    weekday_range,
    deictic,
    unit_shift,
    month,
    month_range,
    year,
    year_range,
    season,
    school_year,
    school_start,
    feast,
    day_of_feast,
    share,
    nth_week,
    equal,
)
