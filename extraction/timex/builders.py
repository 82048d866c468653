"""Builders of the rules for shares, lengths, times of day and whole expressions; the table of all builders.

A builder gives the label of the piece and an unresolved moment, or None where the
words only look like its form.
"""

from collections.abc import Callable
from dataclasses import replace

from extraction.timex import builders_of_dates as dates
from extraction.timex.patterns import Built, Found
from extraction.timex.types import (
    After,
    Anchor,
    Atom,
    Before,
    CalendarDate,
    Clock,
    Fraction,
    From,
    Length,
    Moment,
    Part,
    Place,
    Repeated,
    Stretch,
    Unfixed,
    Unit,
    UnitShift,
    Until,
)

_LONGEST = 10_000


def counted_shift(found: Found) -> Built:
    """The next or last so many units."""
    if dual := found.one("dual"):
        count, unit = dual.value, dual.unit
    else:
        number, word = found.one("count", "count2", "count3"), found.one("unit", "unit2", "unit3")
        if number is None or word is None:
            return None
        count, unit = number.value, word.unit
    direction = found.value("dir") or 0
    if direction == 0:
        return "TIME", Unfixed()
    return "TIME", Length(count, Unit(unit), Anchor.NEXT if direction > 0 else Anchor.LAST)


def share_of(found: Found) -> Built:
    """A share of a moment."""
    part, of = found.one("share"), _of(found)
    if part is None or of is None or not isinstance(part.moment, Fraction):
        return None
    return "TIME", replace(part.moment, of=of)


def place_of(found: Found) -> Built:
    """A place in a moment: its start, middle or end."""
    place, of = found.one("place"), _of(found)
    if place is None or of is None:
        return None
    return "TIME", Part(of, Place(place.unit))


def place_of_unit(found: Found) -> Built:
    """A place in this week, month or year."""
    unit = found.one("unit")
    if unit is None or not unit.definite or unit.unit not in ("week", "month", "year"):
        return None
    return place_of(found)


def length(found: Found) -> Built:
    """A counted length."""
    count, unit = found.one("count"), found.groups.get("unit", ())
    if count is None or not unit or not 0 < count.value <= _LONGEST:
        return None
    if count.label == "YEAR_NUM" and count.digits:
        return None
    return _length(found, count.value, unit[-1])


def dual_length(found: Found) -> Built:
    """A length of two units."""
    dual, count = found.one("dual"), found.value("count")
    return _length(found, count or dual.value, dual) if dual else None


def single_length(found: Found) -> Built:
    """A length of one unit; the bare word needs a preposition."""
    unit = found.one("unit")
    if unit is None or unit.label in ("DAYS", "WEEKS", "MONTHS", "YEARS", "DECADES"):
        return None
    if (one := found.one("one")) and (one.value != 1 or one.digits):
        return None
    counted = found.one("one", "half", "whole")
    built = _length(found, 1, unit)
    if counted or built is None:
        return built
    return ("BARE_DAY" if unit.label == "DAY" else "BARE_LENGTH"), built[1]


def clock(found: Found) -> Built:
    """A time of day, with the part of the day where it is said."""
    minute = found.number("minute") if found.one("minute") else found.value("minute2") or 0
    hour = found.number("hour")
    if half := found.one("half"):
        minute = 60 // -half.value if half.value < 0 else 0
    if less := found.one("less"):
        hour, minute = hour - 1, 60 - 60 // -less.value
    return _hour_time(hour, minute, found.one("part"))


def clock_digits(found: Found) -> Built:
    """Hours and minutes as digits with a colon between."""
    hour, minute = found.one("hour"), found.one("minute")
    if not (hour and minute and hour.digits and minute.digits):
        return None
    return _hour_time(hour.value, minute.value, found.one("part"))


def midnight(found: Found) -> Built:
    """The middle of the night."""
    return "HOUR_TIME", Clock(0, 0)


def repeated(found: Found) -> Built:
    """A habit."""
    return "HABIT", Repeated()


def unfixed(found: Found) -> Built:
    """Days to come without a number."""
    return "TIME", Unfixed()


def unfixed_alone(found: Found) -> Built:
    """Soon, later."""
    return "VAGUE_TIME", Unfixed()


def stretch(found: Found) -> Built:
    """From one moment to another."""
    first, last = found.one("first"), found.one("last")
    if not (first and last and first.moment and last.moment):
        return None
    return "TIME", Stretch(first.moment, last.moment)


def plain(found: Found) -> Built:
    """A moment as it stands."""
    of = found.one("of")
    if of is None or of.moment is None:
        return None
    return ("TIME" if of.label == "WEAK" else of.label), of.moment


def weak_stretch(found: Found) -> Built:
    """From one bare year or month to another."""
    of = found.one("of")
    return ("TIME", of.moment) if of and isinstance(of.moment, Stretch) else None


def share_alone(found: Found) -> Built:
    """A quarter or half of this year, where the word cannot mean a chapter or a half of a match."""
    of = found.one("of")
    moment = of.moment if of else None
    sure = isinstance(moment, Fraction) and (moment.share == 4 or moment.months == 6)
    return ("TIME", moment) if moment and sure else None


def before(found: Found) -> Built:
    """Up to a moment."""
    return _wrapped(found, Before)


def until(found: Found) -> Built:
    """Up to and with a moment."""
    return _wrapped(found, Until)


def starting(found: Found) -> Built:
    """From a moment on: its first day."""
    return _wrapped(found, From)


def after(found: Found) -> Built:
    """From the end of a moment on."""
    return _wrapped(found, After)


def to(found: Found) -> Built:
    """To a day; to the end of a period counts as until."""
    of = found.one("of")
    return until(found) if of and isinstance(of.moment, Part) else plain(found)


def to_month(found: Found) -> Built:
    """To a month; a bare year after "to" may be a count."""
    of = found.one("of")
    is_month = of is not None and isinstance(of.moment, CalendarDate) and of.moment.month is not None
    return plain(found) if is_month else None


def since(found: Found) -> Built:
    """From a moment in the past until now."""
    of = found.one("of")
    return ("SINCE", Stretch(of.moment, Unfixed())) if of and of.moment else None


def ago(found: Found) -> Built:
    """So long ago."""
    return _anchored(found, Anchor.AGO)


def within(found: Found) -> Built:
    """Within a length, from now or from a given moment; an event it counts from is not known."""
    return _anchored(found, Anchor.WITHIN)


def for_length(found: Found) -> Built:
    """For a length, with the one-letter preposition."""
    clitic = found.one("clitic")
    return _anchored(found, Anchor.WITHIN) if clitic and clitic.unit == "for" else None


def after_length(found: Found) -> Built:
    """After a length."""
    return _anchored(found, Anchor.AFTER)


def within_unit(found: Found) -> Built:
    """Within the week, month or year: the one we are in."""
    unit = found.one("length")
    if unit is None or not unit.definite or unit.unit not in ("week", "month", "year"):
        return None
    return "TIME", UnitShift(Unit(unit.unit), 0)


def alone(found: Found) -> Built:
    """A length with nothing to fix it."""
    of = found.one("length")
    return ("LENGTH", of.moment) if of and of.moment else None


def _wrapped(found: Found, wrap: Callable[[Moment], Moment]) -> Built:
    of = found.one("of")
    return ("TIME", wrap(of.moment)) if of and of.moment else None


def _anchored(found: Found, anchor: Anchor) -> Built:
    of, start = found.one("length"), found.one("start")
    if of is None or not isinstance(of.moment, Length):
        return None
    bare = of.label in ("BARE_LENGTH", "BARE_DAY")
    limited = any(atom.label == "LIMIT" for atom in found.atoms)
    if (bare and of.definite and not limited) or (of.label == "BARE_DAY" and anchor is Anchor.WITHIN):
        return None
    counted_from: Moment | None = Unfixed() if found.one("of") else start.moment if start else None
    return "TIME", replace(of.moment, anchor=anchor, start=counted_from)


def _of(found: Found) -> Moment | None:
    """The moment captured, or this unit where a bare unit with the article was."""
    if of := found.one("of"):
        return of.moment
    unit = found.one("unit")
    if unit is None or not unit.definite or unit.unit not in ("week", "month", "year"):
        return None
    return UnitShift(Unit(unit.unit), 0)


def _length(found: Found, count: int, unit: Atom) -> Built:
    half = found.one("half")
    if half and half.value != -2:
        return None
    return "LENGTH", Length(count + (0.5 if half else 0), Unit(unit.unit))


def _hour_time(hour: int, minute: int, part: Atom | None) -> Built:
    if part is not None and 1 <= hour <= 12:
        hour = _on_the_clock(hour, part.unit)
    return ("HOUR_TIME", Clock(hour % 24, minute)) if 0 <= hour <= 24 and 0 <= minute < 60 else None


def _on_the_clock(hour: int, part: str) -> int:
    """An hour of twelve by the part of the day: 1 to 5 at night are after midnight."""
    if part == "am":
        return hour % 12
    if part == "noon":
        return hour if hour >= 10 else hour + 12
    if part == "night":
        return hour % 12 if hour == 12 or hour <= 5 else hour + 12
    return hour % 12 + 12


_OTHERS: tuple[Callable[[Found], Built], ...] = (
    counted_shift,
    share_of,
    place_of,
    place_of_unit,
    length,
    dual_length,
    single_length,
    clock,
    clock_digits,
    midnight,
    repeated,
    unfixed,
    unfixed_alone,
    stretch,
    plain,
    weak_stretch,
    share_alone,
    before,
    until,
    starting,
    after,
    to,
    to_month,
    since,
    ago,
    within,
    for_length,
    after_length,
    within_unit,
    alone,
)
BUILDERS = {builder.__name__: builder for builder in (*dates.BUILDERS, *_OTHERS)}
