"""What should be sent in a year, reckoned day by day from the rules as people would tell them.

Knows nothing of the code under test: no import from the tracker, no database.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(1)
Sent = Counter[tuple[date, str, str]]


@dataclass
class Rule:
    """A rule as in the admin; `topic` None is the general one."""

    timing: str
    days: int
    every: int | None = None
    topic: str | None = None
    silent: bool = False


@dataclass
class Series:
    """One stage, or one repeating series, that waits: its next day, and for which due date."""

    next_on: date
    every: int | None


@dataclass
class Modelled:
    """A commitment as the model sees it."""

    name: str
    topic: str | None
    owner: str
    accepted_on: date
    due: date | None
    open: bool = True
    measurable: bool = True
    rests_until: date | None = None
    waiting: dict[tuple[str, int, date], Series] = field(default_factory=dict)
    used: set[tuple[str, int, date]] = field(default_factory=set)
    last_handled: dict[str, date] = field(default_factory=dict)

    def rests(self, today: date) -> bool:
        """Whether its reminders rest today."""
        return self.rests_until is not None and self.rests_until > today


@dataclass
class Waiting:
    """A line for a digest: due on a day, about a stage of a commitment counted from an anchor."""

    due_on: date
    to: str
    commitment: Modelled
    timing: str
    anchor: date


class Model:
    """The world of the model: rules, commitments, who reads what, and what was sent on which day."""

    def __init__(
        self,
        rules: list[Rule],
        instant: dict[str, str],
        daily: dict[str, str],
        weekly: dict[str, str],
        supervisor: str,
        long_overdue: int,
    ) -> None:
        self.rules = rules
        self.commitments: dict[str, Modelled] = {}
        self.instant, self.daily, self.weekly = instant, daily, weekly
        self.supervisor, self.long_overdue = supervisor, long_overdue
        self.digest_lines: list[Waiting] = []
        self.sent: Sent = Counter()

    def changed(self, commitment: Modelled, today: date) -> None:
        """Something about the commitment or the rules is different since today."""
        wanted = self._wanted(commitment)
        for key in [key for key in commitment.waiting if key not in wanted]:
            del commitment.waiting[key]
        for key, every in wanted.items():
            if key not in commitment.waiting:
                self._start(commitment, key, every, today)

    def _wanted(self, one: Modelled) -> dict[tuple[str, int, date], int | None]:
        """(timing, days, anchor) → repetition of all that the rules ask for, past or not."""
        if not one.open:
            return {}
        if not one.measurable:
            return {}
        wanted: dict[tuple[str, int, date], int | None] = {}
        if one.rests_until is not None:
            wanted["snooze", 0, one.rests_until] = None
        for timing in ("before", "on", "after", "check"):
            anchor = one.accepted_on if timing == "check" else one.due
            if anchor is None or (timing == "check" and one.due is not None):
                continue
            special = [
                rule
                for rule in self.rules
                if rule.timing == timing and rule.topic and rule.topic == one.topic
            ]
            general = [rule for rule in self.rules if rule.timing == timing and rule.topic is None]
            for rule in special or general:
                if not rule.silent:
                    wanted[timing, rule.days, anchor] = rule.every
        if one.due is not None:
            wanted["escalation", self.long_overdue, one.due] = None
        return wanted

    def _start(self, one: Modelled, key: tuple[str, int, date], every: int | None, today: date) -> None:
        timing, days, anchor = key
        day = anchor - days * DAY if timing == "before" else anchor + days * DAY
        if every is None:
            if day >= today and key not in one.used:
                one.waiting[key] = Series(day, None)
            return
        earliest = today
        if timing in one.last_handled:
            earliest = max(today, one.last_handled[timing] + DAY)
        while day < earliest or (timing, (day - anchor).days, anchor) in one.used:
            day += every * DAY
        one.waiting[key] = Series(day, every)

    def tick(self, today: date) -> None:
        """The one moment of the day at which everything due is sent."""
        for one in self.commitments.values():
            for key in list(one.waiting):
                series = one.waiting.get(key)
                if series is not None and series.next_on <= today:
                    self._handle(one, key, series, today)
        self._send_digests(today)

    def _handle(self, one: Modelled, key: tuple[str, int, date], series: Series, today: date) -> None:
        timing, _days, anchor = key
        days = (series.next_on - anchor).days if series.every else key[1]
        one.used.add((timing, days, anchor))
        one.last_handled[timing] = today
        if not one.rests(today):
            self._tell(one, timing, anchor, today)
        del one.waiting[key]
        self.changed(one, today)

    def _tell(self, one: Modelled, timing: str, anchor: date, today: date) -> None:
        if timing == "escalation":
            self.sent[today, self.supervisor, one.name] += 1
            return
        self.sent[today, one.owner, one.name] += 1
        if one.topic in self.instant:
            self.sent[today, self.instant[one.topic], one.name] += 1
        if one.topic in self.daily:
            self.digest_lines.append(Waiting(today + DAY, self.daily[one.topic], one, timing, anchor))
        if one.topic in self.weekly:
            monday = today + (7 - today.weekday()) * DAY
            self.digest_lines.append(Waiting(monday, self.weekly[one.topic], one, timing, anchor))

    def _send_digests(self, today: date) -> None:
        due = [line for line in self.digest_lines if line.due_on <= today]
        self.digest_lines = [line for line in self.digest_lines if line.due_on > today]
        for line in due:
            one = line.commitment
            moved = line.timing in ("before", "on", "after") and one.due != line.anchor
            dated = line.timing == "check" and one.due is not None
            if moved or dated:
                continue
            if one.open and one.measurable and not one.rests(today):
                self.sent[today, line.to, one.name] += 1
