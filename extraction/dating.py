"""When an occasion is held: the times told around its mentions, one of them chosen by learned weights.

`Dater.of` gives the day that one mention's own words fix, for joining mentions;
`Dater.choose` the date of a whole occasion. Every value told near is a candidate, and
so is that it is not told at all.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from extraction.confidence import Linear
from extraction.gatherings import occasion_verb
from extraction.occasions import Frame
from extraction.phrases import Phrases
from extraction.timex import Kind, Timex, bounds
from extraction.timex.context import TimeContext
from extraction.timex.types import CalendarDate, DayShift, Moment, Stretch, UnitShift

MAX_DATES = 6
# So far from a mention, in tokens, its date is looked for within its sentence, and beyond it.
_SENTENCE, _BEYOND = 60, 90
# News name their day once; so many sentences later it may still hold.
_TOLD = 3
_NEAREST, _NEAR, _FAR = 2, 6, 15
# So far before a weekday its verb stands, and after a mention how long it lasts.
_TENSE, _LENGTH = 8, 30
_DAY = len("YYYY-MM-DD")
_STOPS = frozenset(".!?؟؛;:")

Features = dict[str, float]


@dataclass(slots=True)
class Candidate:
    """A date that an occasion may have, and the evidence for it; `value` is None for a date untold."""

    value: str | None
    features: Features = field(default_factory=dict)


class Dater:
    """Resolves the times beside mentions, as the article's own day and years settle them."""

    def __init__(self, table: Phrases, timexes: Iterable[Timex], published: date | None) -> None:
        self.table = table
        self.context = TimeContext.build(table.doc, timexes, published)
        self.today = self.context.today
        self._starts = [timex.start for timex in self.context.timexes]
        self._known: dict[tuple[int, bool | None], str | None] = {}
        self._verbs = _running(word is not None and word.is_verb for word in table.nouns)
        self._signs = _running(token.text in _STOPS for token in table.doc.tokens)
        days = (t.start for t in self.context.timexes if t.kind is Kind.DATE and not t.owned)
        self._lead = next(days, -1)

    def value(self, timex: Timex, frame: Frame) -> str | None:
        """The EDTF value of a timex beside a mention."""
        planned = None if frame.future == frame.past else frame.future
        key = (timex.start, planned)
        if key not in self._known:
            self._known[key] = self.context.meeting_date(timex, planned=planned)
        return self._known[key]

    def of(self, frame: Frame) -> str | None:
        """The date that one mention's own words give."""
        return next((value for timex in frame.firm if (value := self.value(timex, frame)) is not None), None)

    def clash(self, mine: str | None, others: Iterable[str]) -> bool:
        """Whether a date and those of an occasion cannot be one."""
        return mine is not None and any(_apart(mine, other) for other in islice(others, MAX_DATES))

    def choose(self, frames: Sequence[Frame], heads: list[int], weights: Linear) -> str | None:
        """The date of the occasion of some mentions, or None. `heads` are all mentions of the document."""
        best = max(self.candidates(frames, heads), key=lambda c: weights.score(c.features))
        return best.value

    def candidates(self, frames: Sequence[Frame], heads: list[int]) -> list[Candidate]:
        """Every date told near the mentions with its evidence, as long as it is said to last; first: none.

        A time that nothing resolves is a candidate without a value: the occasion may be dated by it.
        """
        found: dict[str, Candidate] = {}
        for rank, frame in enumerate(frames[:MAX_DATES]):
            for timex in self._around(frame, first=rank == 0):
                for value, turned in self._values(timex, frame):
                    candidate = found.setdefault(value or f"unresolved {timex.start}", Candidate(value))
                    self._pair(frame, timex, rank, heads, candidate.features)
                    if turned:
                        self._turned(frame, timex, turned, candidate.features)
        none = Candidate(None, _untold(frames, list(found.values())))
        ranked, how = self._plainest(frames)
        found.get(ranked or "", none).features[f"plainest.{how}"] = 1.0
        values = [candidate.value for candidate in found.values() if candidate.value]
        for candidate in found.values():
            self._alone(candidate, values, frames)
        stretches = [self._telling(frame, heads) for frame in frames[:MAX_DATES]]
        ending = any(frame.closing for frame in frames)
        for candidate in found.values():
            if candidate.value is not None:
                candidate.value = self.context.lasting(candidate.value, stretches, ending=ending)
        return [none, *found.values()]

    def _values(self, timex: Timex, frame: Frame) -> list[tuple[str | None, str]]:
        """What a time may mean beside a mention; a bare weekday the last one and the next."""
        if self.today is None or not _is_bare_weekday(timex.moment):
            return [(self.value(timex, frame), "")]
        sides = (("behind", False), ("ahead", True))
        return [(self.context.meeting_date(timex, planned=side), name) for name, side in sides]

    def _turned(self, frame: Frame, timex: Timex, turned: str, found: Features) -> None:
        """Whether the words around speak of what is over or to come, beside a weekday read either way."""
        told = "both" if frame.future == frame.past else "future" if frame.future else "past"
        tense = self._tense_before(timex.start)
        names = [f"{turned}.{told}", f"{turned}.verb.{tense}", f"{turned}.{told}.verb.{tense}"]
        names.append(f"{turned}.role.{frame.role}.{'held' if frame.held else 'free'}")
        found.update(dict.fromkeys(names, 1.0))

    def _tense_before(self, index: int) -> str:
        """The tense of the nearest verb before a token."""
        for at in range(index - 1, max(-1, index - _TENSE), -1):
            readings = self.table.doc.tokens[at].facts.of("verb")
            word = self.table.nouns[at]
            if not readings or word is None or not (word.is_verb or occasion_verb(word.facts)):
                continue
            if any("s" in reading.proclitics for reading in readings):
                return "future"
            return "past" if any(reading.aspect == "p" for reading in readings) else "imperfect"
        return "none"

    def _telling(self, frame: Frame, heads: list[int]) -> range:
        """From a mention to the next one, or to a verb that tells of something else."""
        head = frame.mention.head
        after = bisect_right(heads, head)
        stop = min(head + _LENGTH, heads[after] if after < len(heads) else len(self.table.nouns))
        for index in range(frame.mention.end, stop):
            word = self.table.nouns[index]
            if word is not None and word.is_verb and occasion_verb(word.facts) is None:
                return range(head, index + 1)
        return range(head, stop)

    def _plainest(self, frames: Sequence[Frame]) -> tuple[str | None, str]:
        """The date by the plainest rule, and which: the most exact firm, else a day near, else one told."""
        values = [value for frame in frames if (value := self.of(frame)) is not None]
        if values:
            exact = max(values, key=lambda value: min(len(value), _DAY))
            # `اختتم أمس الملتقى الذي نظم من 8 إلى 11`: the stretch says more than its last day.
            return next((v for v in values if "/" in v and exact in v.split("/")), exact), "firm"
        for frame in frames:
            for timex in frame.loose:
                value = self.value(timex, frame)
                if value is not None and self._may_date(frame, timex, value):
                    return value, "loose"
        if any(frame.future for frame in frames):
            return None, "untold"
        during = (frame for frame in frames[:MAX_DATES] if frame.during)
        told = (self.context.told_on(frame.mention.head) for frame in during)
        value = next((value for value in told if value is not None), None)
        return value, "told" if value is not None else "untold"

    def _may_date(self, frame: Frame, timex: Timex, value: str) -> bool:
        """Whether a time that only stands near may be that of the occasion: a day, and not a decision's."""
        decided = frame.held and not frame.during and timex.start < frame.mention.head
        return len(value) >= _DAY and timex.form != "limit" and not decided

    def _around(self, frame: Frame, *, first: bool) -> list[Timex]:
        """The times in the sentence of a mention, and around that of the first one."""
        doc = self.table.doc
        head = frame.mention.head
        at = doc.tokens[head].sentence
        here = doc.sentences[at]
        low, high = max(here.start, head - _SENTENCE), min(here.stop, head + _SENTENCE)
        if first:
            before = doc.sentences[max(0, at - _TOLD)]
            after = doc.sentences[min(len(doc.sentences) - 1, at + 1)]
            if low == here.start:
                low = max(before.start, head - _BEYOND)
            if high == here.stop:
                high = min(after.stop, head + _BEYOND)
        timexes = self.context.timexes[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        return [timex for timex in timexes if timex.kind in {Kind.DATE, Kind.INTERVAL} and not timex.owned]

    def _pair(self, frame: Frame, timex: Timex, rank: int, heads: list[int], found: Features) -> None:
        """How a time stands to a mention."""
        tokens = self.table.doc.tokens
        head = frame.mention.head
        after = timex.start > head
        apart = tokens[timex.start].sentence - tokens[head].sentence
        gap = timex.start - frame.mention.end if after else head - timex.end
        bond = "firm" if timex in frame.firm else "loose" if timex in frame.loose else "unread"
        if apart:
            bond = f"{'next' if apart > 0 else 'before'}.{min(abs(apart), 3)}"
        place = f"{bond}.{'after' if after else 'ahead'}"
        step = _step(gap)
        names = [bond, f"{place}.{step}", f"{place}.{'first' if rank == 0 else 'later'}"]
        low, high = (frame.mention.end, timex.start) if after else (timex.end, head)
        verbs = self._verbs[max(low, high)] - self._verbs[low]
        others = bisect_left(heads, max(low, high)) - bisect_left(heads, low)
        names += [f"{place}.verbs.{min(verbs, 2)}", f"{place}.others.{min(others, 2)}"]
        if not apart and self._signs[max(low, high)] - self._signs[low]:
            names.append(f"{place}.stop")
        sort = _sort(timex.moment)
        names += [f"sort.{sort}", f"{bond}.sort.{sort}", f"form.{timex.form}", f"lead.{timex.lead}"]
        if self._nearer_to_another(timex, frame, heads):
            names.append(f"{bond}.nearer")
        for trait in ("during", "held", "future", "past", "occurs", "aside", "ahead"):
            if getattr(frame, trait):
                names.append(f"{place}.{trait}")
        if frame.role:
            names.append(f"{place}.role.{frame.role}")
        if frame.mention.verbal:
            names.append(f"{place}.verbal")
        if self._opens(timex):
            names.append(f"{place}.opens")
        if self._is_nearest(timex, frame):
            names += [f"{place}.nearest", f"{place}.nearest.{step}"]
        if timex.start == self._lead:
            names += [f"{bond}.lead", f"lead.{'the' if frame.mention.definite else 'a'}"]
        found.update(dict.fromkeys(names, 1.0))

    def _is_nearest(self, timex: Timex, frame: Frame) -> bool:
        """Whether no other time stands between a mention and this one."""
        head = frame.mention.head
        between = bisect_left(self._starts, head) - bisect_left(self._starts, timex.start)
        return between in (0, 1)

    def _nearer_to_another(self, timex: Timex, frame: Frame, heads: list[int]) -> bool:
        """Whether another mention of the document stands between or nearer on the other side."""
        at = bisect_left(heads, timex.start)
        near = heads[max(0, at - 1) : at + 1]
        mine = abs(timex.start - frame.mention.head)
        return any(abs(timex.start - head) < mine for head in near if head != frame.mention.head)

    def _opens(self, timex: Timex) -> bool:
        """Whether a time stands first in its sentence."""
        doc = self.table.doc
        return timex.start - doc.sentences[doc.tokens[timex.start].sentence].start <= _NEAREST

    def _alone(self, it: Candidate, found: Sequence[str], frames: Sequence[Frame]) -> None:
        """What a date is by itself and among the others."""
        if it.value is None:
            it.features["unresolved"] = 1.0
            return
        value = it.value
        exact = "stretch" if "/" in value else {4: "year", 7: "month"}.get(len(value), "day")
        it.features[f"exact.{exact}"] = 1.0
        names = ["only"] if len(found) == 1 else [f"exact.{exact}.among"]
        if "/" in value and any(other in value.split("/") for other in found if other != value):
            names.append("holds.end")
        if any("/" in other and value in other.split("/") for other in found if other != value):
            names.append("is.end")
        if any(other != value and other.startswith(value) for other in found):
            names.append("is.coarse")
        first, last = bounds(value)
        future = any(f.future and not f.past for f in frames)
        if first is not None and last is not None and self.today is not None:
            when = "ahead" if first > self.today else "behind" if last < self.today else "today"
            days = max((first - self.today).days, (self.today - last).days)
            names += [f"when.{when}", f"when.{when}.{'future' if future else 'told'}"]
            if when != "today":
                names.append(f"when.{when}.{'week' if days <= 8 else 'months' if days <= 120 else 'long'}")
        it.features.update(dict.fromkeys(names, 1.0))


def _untold(frames: Sequence[Frame], others: Sequence[Candidate]) -> Features:
    """What speaks for an occasion whose date is not told."""
    first = frames[0]
    bonds = {name for c in others for name in ("firm", "loose") if name in c.features}
    best = "firm" if "firm" in bonds else "loose" if "loose" in bonds else "far" if others else "nothing"
    names = ["none", f"none.{best}", f"none.mentions.{min(len(frames), 3)}"]
    for trait in ("future", "past", "during", "held", "occurs", "aside", "generic"):
        if any(getattr(frame, trait) for frame in frames):
            names += [f"none.{trait}", f"none.{trait}.{best}"]
    if first.mention.definite or first.mention.owned:
        names.append("none.definite")
    if first.mention.plural:
        names.append("none.plural")
    if first.mention.verbal:
        names.append("none.verbal")
    if first.role:
        names.append(f"none.role.{first.role}")
    return dict.fromkeys(names, 1.0)


def _is_bare_weekday(moment: Moment) -> bool:
    """`الثلاثاء`: the last one or the next."""
    if not isinstance(moment, CalendarDate) or moment.weekday is None:
        return False
    return moment.direction is None and moment.month is None and moment.year is None


def _step(gap: int) -> str:
    if gap <= _NEAREST:
        return "beside"
    return "near" if gap <= _NEAR else "off" if gap <= _FAR else "far"


def _sort(moment: Moment) -> str:
    """What kind of time a moment is."""
    match moment:
        case DayShift():
            return {0: "today", -1: "yesterday", 1: "tomorrow"}.get(moment.days, "days")
        case CalendarDate() if moment.days_from_now is not None:
            return {0: "today", -1: "yesterday", 1: "tomorrow"}.get(moment.days_from_now, "days")
        case CalendarDate() if moment.month is None and moment.weekday is not None:
            return f"weekday.{moment.direction}"
        case CalendarDate() if moment.day is not None:
            return "date" if moment.year is None else "full"
        case CalendarDate():
            return "month" if moment.month is not None else "year"
        case Stretch() | UnitShift():
            return type(moment).__name__.lower()
        case _:
            return "other"


def _apart(mine: str, theirs: str) -> bool:
    if mine == theirs:
        return False
    a, b = bounds(mine), bounds(theirs)
    if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return len(mine) == len(theirs)
    return a[1] < b[0] or b[1] < a[0]


def _running(marks: Iterable[bool]) -> list[int]:
    """How many are marked before each place."""
    counts = [0]
    for mark in marks:
        counts.append(counts[-1] + mark)
    return counts
