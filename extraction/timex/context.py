"""The times of a whole article: what settles its missing years, which date a meeting, which is a deadline.

Reference days follow the guideline: relative expressions count from the day of the
nearest dated meeting where the caller gives one, else from the day of writing that the
article betrays ("yesterday, Thursday 11 June 2015") or of publication, else they stay
unresolved and keep their words. What a speaker counts from today ("tomorrow", "on
Thursday") always counts from the day of writing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extraction.timex.edtf import bounds
from extraction.timex.resolve import value_of
from extraction.timex.resolve_dates import day_shift
from extraction.timex.types import (
    After,
    Anchor,
    Before,
    CalendarDate,
    DayShift,
    From,
    Kind,
    Length,
    Moment,
    Part,
    Place,
    SchoolYear,
    Stretch,
    Timex,
    Unfixed,
    Unit,
    UnitShift,
    Until,
)
from extraction.timex.values import Frame, Value
from extraction.timex.vocabulary import labels
from extraction.timex.words import MAX_ISLAND
from extraction.tokens import Document, TokenKind
from extraction.types import Deadline, Span

# How many full dates on each side may settle a missing year.
_ANCHORS = 4
# A time this many tokens after an action that was cut short before it still belongs to it.
_NEXT = 1
# And with words of these sorts between, so many.
_LINKS, _LINKING = 3, frozenset({"prep", "pron_dem", "pron"})
# A meeting so long ago is still the one that "next week" counts from, and "within a year".
_THESE_DAYS, _THESE_MONTHS = timedelta(days=14), timedelta(days=120)
# News name their day once; so many sentences later it still holds.
_TOLD = 3
# First words of "for two days" and "lasts two days".
_LASTING = frozenset({"FOR", "CONTINUE", "LASTED"})
# So many tokens after a time that opens a clause its verb may still come.
_OPENING = 12
# Actions with so many tokens between them are conjuncts that can share a limit.
_JOINT = 3
# A date that lies further back than this is told, not promised.
_LONG_AGO = timedelta(days=21)
_BINDING = frozenset({"limit", "limit-length", "before", "until", "to", "to-month"})
_SHARED = frozenset({"limit", "limit-length", "within-length"})


@dataclass(frozen=True, slots=True)
class TimeContext:
    """The time expressions of one document, in order, and what they say of its own day.

    `today` is the day of writing where the text betrays it, else that of publication.
    `anchors` are its full dates with the token they stand at.
    """

    doc: Document
    timexes: tuple[Timex, ...]
    published: date | None
    today: date | None
    anchors: tuple[tuple[int, date], ...]
    hijri: bool

    @classmethod
    def build(cls, doc: Document, timexes: Iterable[Timex], published: date | None) -> "TimeContext":
        """Read the context once per document; linear in the number of timexes."""
        ordered = tuple(timexes)
        anchors = tuple((timex.start, day) for timex in ordered if (day := _full_date(timex.moment)))
        written = (_day_of_writing(timex.moment, published) for timex in ordered)
        today = next((day for day in written if day), published)
        return cls(doc, ordered, published, today, anchors, _counts_hijri(ordered))

    def value(
        self, timex: Timex, *, reference: date | None = None, direction: int | None = None
    ) -> str | None:
        """The EDTF value of a timex, or None. `direction`: -1 back, +1 ahead, where the words do not say."""
        found = self._resolve(timex, timex.moment, reference, direction)
        return None if found is None else str(found)

    def side(self, timex: Timex) -> str:
        """Where a timex lies, seen from the day of writing: past, ahead, now, "" if unknown."""
        if not _points_ahead(timex.moment):
            return "past"
        value = self.value(timex)
        if value is None or self.today is None:
            return ""
        earliest, latest = bounds(value)
        if latest is not None and latest < self.today:
            return "past"
        return "ahead" if earliest is not None and earliest > self.today else "now"

    def meeting_date(self, timex: Timex, *, planned: bool | None) -> str | None:
        """The date that a timex gives a meeting, or None where it dates none.

        What is said to happen "at the start of the month" is dated by the month, what
        goes on "since" or "until" a day by that day.
        """
        if timex.owned or timex.kind not in (Kind.DATE, Kind.INTERVAL) or timex.lead == "ACCOUNT":
            return None
        if timex.lead == "for" and not _is_exact(timex.moment) and not _is_month(timex.moment):
            return None
        moment = _of_meeting(timex.moment)
        if moment is None:
            return None
        direction = None if planned is None else 1 if planned else -1
        found = self._resolve(timex, moment, None, direction)
        return None if found is None else str(found)

    def lasting(self, value: str, stretches: Iterable[range], *, ending: bool = False) -> str:
        """The date of a meeting, made as long as the words after one of its mentions say.

        "A session, on 25 November, for two days" ends on the 26th; where the day is that of
        its end (`ending`), it began on the 24th. `stretches` run from a mention over the
        tokens that tell of it. Anything but a single day is kept as it is.
        """
        first, last = bounds(value)
        if first is None or first != last:
            return value
        day = CalendarDate(first.year, first.month, first.day)
        for stretch in stretches:
            for timex in self._near(stretch.start, stretch.stop - 1):
                if timex.start > stretch.start and self._same_sentence(timex, stretch):
                    long = self._how_long(timex, day, ending)
                    if long is not None:
                        return str(long)
        return value

    def _how_long(self, timex: Timex, day: CalendarDate, ending: bool) -> Value | None:
        """The days from a day on, or up to it, that "for two weeks" names; None of any other timex."""
        moment = timex.moment
        if timex.lead.upper() not in _LASTING or not isinstance(moment, Length) or moment.start is not None:
            return None
        if moment.anchor is not Anchor.WITHIN or moment.unit not in (Unit.DAY, Unit.WEEK, Unit.MONTH):
            return None
        long = self._resolve(timex, replace(moment, start=day), None, None)
        first, last = (long.first(), long.last()) if long is not None else (None, None)
        if not ending or first is None or last is None:
            return long
        begun = first - (last - first)
        begin = CalendarDate(begun.year, begun.month, begun.day)
        return self._resolve(timex, Stretch(begin, day), None, None)

    def told_on(self, token: int) -> str | None:
        """The day on which what stands at a token was said or done, as news say it once at the start.

        "The minister said on Monday ... He added during the meeting ...": the last
        today, yesterday or bare weekday before the token, at most three sentences back.
        """
        sentence = self.doc.tokens[token].sentence
        for timex in reversed(self.timexes[: bisect_left(self.timexes, token, key=_start)]):
            if sentence - self.doc.tokens[timex.start].sentence > _TOLD:
                return None
            if not timex.owned and _is_told(timex.moment):
                return self.meeting_date(timex, planned=False)
        return None

    def deadline_for(
        self, action: range, trigger: range, *, ahead: bool = False, reference: date | None = None
    ) -> Deadline | None:
        """The deadline of an action, or None.

        `action` and `trigger` are ranges of token indexes; `ahead` says that the trigger
        itself is a future verb, whose time may stand between it and the action.
        """
        found = self._inside(action, reference) or self._around(action, trigger, ahead, reference)
        return self._deadline(found, reference) if found else None

    def shared_deadlines(
        self, actions: Sequence[range], deadlines: Sequence[Deadline | None]
    ) -> list[Deadline | None]:
        """The deadlines of actions in order of position, with those that conjoined actions share.

        "Study the text, discuss it and submit it within two months": the limit at the end
        binds all three. "Within two days solutions will emerge and will be put to the
        committee": the time in front goes for what follows.
        """
        out = list(deadlines)
        for index in range(len(out) - 2, -1, -1):
            later = out[index + 1]
            if out[index] is None and later and self._joined(actions, index) and self._is_limit(later):
                out[index] = later
        for index in range(1, len(out)):
            earlier = out[index - 1]
            if out[index] is None and earlier and self._joined(actions, index - 1):
                out[index] = earlier if self._leads(earlier, actions[index - 1]) else None
        return out

    def _joined(self, actions: Sequence[range], index: int) -> bool:
        """Whether an action and the next one stand together in one sentence."""
        one, other = actions[index], actions[index + 1]
        together = 0 <= other.start - one.stop <= _JOINT
        return together and self.doc.tokens[one.start].sentence == self.doc.tokens[other.start].sentence

    def _is_limit(self, deadline: Deadline) -> bool:
        timex = self._of(deadline)
        return timex is not None and timex.form in _SHARED

    def _leads(self, deadline: Deadline, action: range) -> bool:
        """Whether a deadline stands in front of the words of its action."""
        timex = self._of(deadline)
        return timex is not None and timex.start <= action.start

    def _of(self, deadline: Deadline) -> Timex | None:
        at = bisect_left(self.timexes, deadline.span, key=_span)
        return self.timexes[at] if at < len(self.timexes) else None

    def _inside(self, action: range, reference: date | None) -> Timex | None:
        found = [
            timex
            for timex in self._near(action.start, action.stop - 1)
            if timex.end > action.start and self._can_be_due(timex, reference)
        ]
        return self._best(found, action)

    def _near(self, first: int, last: int) -> tuple[Timex, ...]:
        """The timexes that start in or shortly before a stretch of tokens."""
        low = bisect_left(self.timexes, first - MAX_ISLAND, key=_start)
        return self.timexes[low : bisect_right(self.timexes, last, key=_start)]

    def _around(self, action: range, trigger: range, ahead: bool, reference: date | None) -> Timex | None:
        """A time right after the action or, of a future verb, before its action or opening its clause."""
        last = max(action.stop, trigger.stop) + _LINKS
        for timex in self._near(min(action.start, trigger.start), last):
            if not self._can_be_due(timex, reference) or not self._same_sentence(timex, action):
                continue
            after = self._follows(timex, action) and not _is_today(timex.moment)
            between = ahead and trigger.stop <= timex.start and timex.end <= action.start
            if after or between or (ahead and self._opens(timex, min(action.start, trigger.start))):
                return timex
        return None

    def _follows(self, timex: Timex, action: range) -> bool:
        """Whether a time stands right after an action, or with no more than "in it, and that" between."""
        gap = self.doc.tokens[action.stop : timex.start]
        if not 0 <= timex.start - action.stop <= _LINKS:
            return False
        return len(gap) <= _NEXT or all(token.facts.pos & _LINKING for token in gap)

    def _opens(self, timex: Timex, verb: int) -> bool:
        """Whether a time opens the clause of a verb: "in May the works will begin"."""
        if not 0 <= verb - timex.end <= _OPENING or _is_today(timex.moment):
            return False
        before = self.doc.tokens[timex.start - 1] if timex.start else None
        if before is None or before.sentence != self.doc.tokens[timex.start].sentence:
            return True
        said = any(reading.pos == "conj_sub" for reading in before.facts.readings)
        return said or before.kind is TokenKind.PUNCTUATION

    def _best(self, found: list[Timex], action: range) -> Timex | None:
        """A limit before a day before words without a date; of equals the first."""
        undone = any(
            "UNDONE" in labels(token.folded) for token in self.doc.tokens[action.start : action.start + 2]
        )
        if undone:
            found = [timex for timex in found if timex.form in _BINDING or isinstance(timex.moment, After)]
        return min(found, key=_rank, default=None)

    def _can_be_due(self, timex: Timex, reference: date | None) -> bool:
        if timex.owned or timex.kind not in (Kind.DATE, Kind.INTERVAL) or timex.lead in ("ACCOUNT", "LASTED"):
            return False
        if timex.lead == "for" and not _is_exact(timex.moment):
            return False
        if not _points_ahead(timex.moment) or (timex.lead == "FOR" and _is_next(timex.moment)):
            return False
        if timex.form in _BINDING:
            return True
        day = min((day for day in (reference, self.today) if day), default=None)
        value = self.value(timex, reference=reference, direction=1)
        last = bounds(value)[1] if value else None
        return not (day and last and last < day - _LONG_AGO)

    def _same_sentence(self, timex: Timex, action: range) -> bool:
        return self.doc.tokens[timex.start].sentence == self.doc.tokens[action.start].sentence

    def _deadline(self, timex: Timex, reference: date | None) -> Deadline:
        return Deadline(timex.text, timex.span, self.value(timex, reference=reference, direction=1))

    def _resolve(
        self, timex: Timex, moment: Moment, reference: date | None, direction: int | None
    ) -> Value | None:
        if isinstance(moment, UnitShift) and moment.named:
            moment = self._in_named_month(timex, moment)
        days = self._settling(timex.start)
        settling = (self.published, *days) if self.published else (*days, self.today) if self.today else days
        return value_of(moment, Frame(self._base(moment, reference), settling, direction, self.hijri))

    def _in_named_month(self, timex: Timex, moment: UnitShift) -> Moment:
        """ "The 15th of the same month": of the month that was last named."""
        at = bisect_left(self.timexes, timex.start, key=_start)
        for earlier in reversed(self.timexes[max(0, at - _ANCHORS) : at]):
            named = [day for day in _calendar_dates(earlier.moment) if day.month is not None]
            if named:
                return replace(named[-1], day=moment.day, weekday=moment.weekday, days_from_now=None)
        return moment

    def _base(self, moment: Moment, reference: date | None) -> date | None:
        """The day to count from: a length from its meeting, tomorrow and Thursday from today.

        "Next week" counts from a meeting of these days, not from one recalled from long
        ago; and nothing was decided in a meeting still to come.
        """
        if self.today is None or reference is None:
            return reference or self.today
        if reference > self.today or _is_spoken(moment):
            return self.today
        within = _THESE_MONTHS if _is_length(moment) else _THESE_DAYS
        return reference if self.today - reference <= within else self.today

    def _settling(self, token: int) -> tuple[date, ...]:
        """The full dates around a token, the nearest first."""
        at = bisect_left(self.anchors, (token, date.min))
        around = self.anchors[max(0, at - _ANCHORS) : at + _ANCHORS]
        return tuple(day for _, day in sorted(around, key=lambda anchor: abs(anchor[0] - token)))


def _start(timex: Timex) -> int:
    return timex.start


def _span(timex: Timex) -> Span:
    return timex.span


def _rank(timex: Timex) -> tuple[int, int]:
    vague = isinstance(timex.moment, Unfixed)
    return (0 if timex.form in _BINDING else 2 if vague else 1, timex.start)


def _full_date(moment: Moment) -> date | None:
    """The day of a date with year, month and day; the middle of the month of one without the day."""
    if isinstance(moment, Stretch | Part | Before | Until | From | After):
        return _full_date(moment.last if isinstance(moment, Stretch) else moment.of)
    if not isinstance(moment, CalendarDate) or moment.year is None or moment.month is None or moment.hijri:
        return None
    try:
        return date(moment.year, moment.month, moment.day or 15)
    except ValueError:
        return None


def _day_of_writing(moment: Moment, published: date | None) -> date | None:
    """The day that "yesterday, Thursday 11 June" or, beside a publication date, "today, Monday" betrays."""
    if isinstance(moment, DayShift) and moment.weekday is not None and published:
        value = day_shift(moment, published)
        day = value.first() if value else None
        return day - timedelta(days=moment.days) if day else None
    if not isinstance(moment, CalendarDate) or moment.days_from_now is None:
        return None
    day = _full_date(moment)
    return day - timedelta(days=moment.days_from_now) if day else None


def _counts_hijri(timexes: tuple[Timex, ...]) -> bool:
    """Whether the article names Hijri dates and no month of the common calendar."""
    dates = [moment for timex in timexes for moment in _calendar_dates(timex.moment)]
    hijri = any(moment.hijri for moment in dates)
    return hijri and not any(moment.month is not None and not moment.hijri for moment in dates)


def _calendar_dates(moment: Moment) -> list[CalendarDate]:
    match moment:
        case CalendarDate():
            return [moment]
        case Part() | Before() | Until() | From() | After():
            return _calendar_dates(moment.of)
        case Stretch():
            return _calendar_dates(moment.first) + _calendar_dates(moment.last)
        case _:
            return []


def _of_meeting(moment: Moment) -> Moment | None:
    """What a moment says of the day of a gathering."""
    match moment:
        case Part() if moment.place is not Place.FIRST:
            return moment.of
        case Stretch() if isinstance(moment.last, Unfixed):
            return moment.first
        case From() | Until():
            return moment.of
        case CalendarDate() if moment.hijri and moment.month is None:
            # The Hijri year after the name of a forum numbers it.
            return None
        case Before() | After() | SchoolYear() | Unfixed():
            return None
        case Length():
            return moment if moment.anchor in (Anchor.AGO, Anchor.AFTER) or moment.start else None
        case _:
            return moment


def _is_exact(moment: Moment) -> bool:
    """Whether a moment is a day or days: what a law or a budget is "of" is a month or a year."""
    match moment:
        case CalendarDate():
            return moment.day is not None or moment.weekday is not None
        case Stretch():
            return _is_exact(moment.first) and _is_exact(moment.last)
        case UnitShift():
            return moment.day is not None or moment.weekday is not None
        case SchoolYear():
            return False
        case _:
            return True


def _is_spoken(moment: Moment) -> bool:
    """Whether a moment counts from the day of whoever speaks: tomorrow, on Thursday."""
    if isinstance(moment, From):
        return _is_spoken(moment.of)
    return isinstance(moment, DayShift) or (
        isinstance(moment, CalendarDate) and moment.weekday is not None and moment.month is None
    )


def _is_length(moment: Moment) -> bool:
    """Whether a moment is a length that runs from a decision, or bounded by one; not "the next two weeks"."""
    if isinstance(moment, Before | Until | From | After):
        return _is_length(moment.of)
    return isinstance(moment, Length) and moment.anchor is not Anchor.NEXT


def _is_told(moment: Moment) -> bool:
    """Whether a moment can date what is reported: today, yesterday, a weekday without next or last."""
    if isinstance(moment, DayShift):
        return moment.days <= 0
    return isinstance(moment, CalendarDate) and moment.weekday is not None and moment.direction is None


def _is_today(moment: Moment) -> bool:
    """Whether a moment is the day of writing: after an action it dates what was said, not the deed."""
    return isinstance(moment, DayShift) and moment.days == 0


def _is_month(moment: Moment) -> bool:
    """Whether a moment is a month: the session "for October" is held then, unlike the budget "for 2026"."""
    return isinstance(moment, CalendarDate) and moment.month is not None


def _is_next(moment: Moment) -> bool:
    """Whether a moment is "the next five years", which after "for" is how long, not when."""
    return isinstance(moment, Length) and moment.anchor is Anchor.NEXT


def _points_ahead(moment: Moment) -> bool:
    """Whether something can be due then: not yesterday, the last week, so long ago or since."""
    match moment:
        case CalendarDate() | SchoolYear():
            return moment.direction != -1 and getattr(moment, "year_shift", None) != -1
        case DayShift():
            return moment.days >= 0
        case UnitShift():
            return moment.shift >= 0
        case Length():
            return moment.anchor not in (Anchor.AGO, Anchor.LAST)
        case Stretch():
            return not isinstance(moment.last, Unfixed) and _points_ahead(moment.last)
        case Part() | Before() | Until() | From() | After():
            return _points_ahead(moment.of)
        case _:
            return True
