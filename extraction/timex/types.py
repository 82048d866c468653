"""The records of this package: atoms (classed words), moments (unresolved times) and timexes."""

from dataclasses import dataclass
from enum import StrEnum

from extraction.types import Span


@dataclass(frozen=True, slots=True)
class Atom:
    """A classed word, number, sign or clitic, or a piece that a rule made of several.

    `start`/`end` are token indexes; `skip` counts the folded letters of clitics that
    stand before it in its first token. `value`, `unit` and `entry` come from the
    lexicon; a piece has a `moment`, `form` is the rule that read it and `lead` the label
    of its first atom.
    """

    label: str
    start: int
    end: int
    value: int = 0
    unit: str = ""
    digits: bool = False
    definite: bool = False
    skip: int = 0
    entry: str = ""
    moment: "Moment | None" = None
    form: str = ""
    lead: str = ""


class Kind(StrEnum):
    """What a time expression is: a day or period, a stretch of them, a length, a time of day, a habit."""

    DATE = "date"
    INTERVAL = "interval"
    DURATION = "duration"
    TIME = "time"
    SET = "set"


class Unit(StrEnum):
    """A unit of length."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class Place(StrEnum):
    """A place in a period: its first day, its first part, its middle day, its last day …"""

    FIRST = "first"
    START = "start"
    EARLY = "early"
    MIDDLE = "middle"
    MID = "mid"
    END = "end"
    LATE = "late"


class Anchor(StrEnum):
    """How a length is fixed to the reference day."""

    WITHIN = "within"
    NEXT = "next"
    LAST = "last"
    AFTER = "after"
    AGO = "ago"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as written: whatever of it is given.

    `direction` is -1 last, 0 this, +1 next, None unsaid; `year_shift` the same for a year
    that is only called this, the last or the next. `days_from_now` is given where the date
    is also called today, yesterday or tomorrow: it tells the day of writing.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hijri: bool = False
    direction: int | None = None
    year_shift: int | None = None
    days_from_now: int | None = None


@dataclass(frozen=True, slots=True)
class DayShift:
    """So many days from the reference day; `weekday` (Monday 0), where named, corrects it."""

    days: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class UnitShift:
    """The week, month, year or decade that lies `shift` from the reference day's.

    `named` says that it is called the same, so that one named shortly before is meant.
    """

    unit: Unit
    shift: int
    day: int | None = None
    weekday: int | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Feast:
    """A yearly day of the common or the Hijri calendar, in the given or the nearest fitting year."""

    month: int
    day: int
    hijri: bool
    year: int | None = None
    direction: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """Three months from `month`, of the given or the nearest fitting year."""

    month: int
    months: int = 3
    year: int | None = None
    direction: int | None = None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A year of teaching or farming that starts in one year and ends in the next."""

    month: int
    year: int | None = None
    last: int | None = None
    direction: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A place in another moment."""

    of: "Moment"
    place: Place


@dataclass(frozen=True, slots=True)
class Fraction:
    """The `nth` (from 1; -1 the last) run of `months` months, or `share`-th part, or week, of a moment."""

    of: "Moment"
    nth: int
    months: int = 0
    share: int = 0
    weeks: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day of one moment to the last of another."""

    first: "Moment"
    last: "Moment"


@dataclass(frozen=True, slots=True)
class Before:
    """Until a moment, which does not count where it is longer than a day."""

    of: "Moment"


@dataclass(frozen=True, slots=True)
class Until:
    """Until a moment, which counts."""

    of: "Moment"


@dataclass(frozen=True, slots=True)
class From:
    """The first day of a moment."""

    of: "Moment"


@dataclass(frozen=True, slots=True)
class After:
    """From the end of a moment on."""

    of: "Moment"


@dataclass(frozen=True, slots=True)
class Length:
    """So many units, and how they are fixed; `start`, where given, is what they count from."""

    count: float
    unit: Unit
    anchor: Anchor = Anchor.BARE
    start: "Moment | None" = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{self.hour:02d}:{self.minute:02d}"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A habit: every so often."""


@dataclass(frozen=True, slots=True)
class Unfixed:
    """A time in words that no calendar can fix: soon, later, in the coming days."""


Moment = (
    CalendarDate | DayShift | UnitShift | Feast | Season | SchoolYear | Part | Fraction | Stretch
    | Before | Until | From | After | Length | Clock | Repeated | Unfixed
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression, not yet resolved.

    `span` covers the words with their preposition, `start`/`end` are its token
    indexes. `form` is the name of the rule that read it, `lead` the label of its first
    word. `owned` says that a noun before it (a law, a street) owns the date, so that
    nothing is due then.
    """

    span: Span
    kind: Kind
    text: str
    form: str
    start: int
    end: int
    moment: Moment
    owned: bool = False
    lead: str = ""
