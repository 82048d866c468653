"""Which stages of reminding a commitment is to have: rules, dates and history in, stages out.

Pure: no clock and no database. A stage is named after what it is (`before-14`, `on`, `after-15`,
`check-60`, `escalation`, `follow-up-…`, `snooze…`) and counted from its anchor, so that the same
stage for the same due date is planned once, whatever becomes of the rule behind it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tracker.models import ReminderRule, RuleTiming

ON, ESCALATION, SNOOZE = "on", "escalation", "snooze"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, the day it counts from, its own day, and what it came from."""

    name: str
    anchor_on: date
    day_on: date
    rule_id: UUID | None = None
    follow_up_id: UUID | None = None
    subscriber_id: UUID | None = None

    @property
    def key(self) -> tuple[str, date]:
        """What makes a stage of one commitment the same stage."""
        return self.name, self.anchor_on


@dataclass(frozen=True, slots=True)
class Past:
    """What there is so far: keys still planned, keys of all, and for each family the last day handled."""

    planned: Collection[tuple[str, date]]
    known: Collection[tuple[str, date]]
    last_handled: dict[str, date]


@dataclass(frozen=True, slots=True)
class Traits:
    """What rules look at in a commitment."""

    kind: str
    owner_id: int | None
    actor_ids: Collection[UUID]
    topic_ids: Collection[UUID]


def family(name: str) -> str:
    """The timing in a stage's name: `after` of `after-15`."""
    return name.partition("-")[0]


def conditions(rule: ReminderRule) -> int:
    """How many conditions a rule has: the more, the more it is about."""
    return sum(map(bool, (rule.kind, rule.actor_id, rule.topic_id, rule.assignee_id)))


def matches(rule: ReminderRule, traits: Traits) -> bool:
    """Whether every condition of a rule holds."""
    return (
        (not rule.kind or rule.kind == traits.kind)
        and (rule.actor_id is None or rule.actor_id in traits.actor_ids)
        and (rule.topic_id is None or rule.topic_id in traits.topic_ids)
        and (rule.assignee_id is None or rule.assignee_id == traits.owner_id)
    )


def applicable(rules: Iterable[ReminderRule], traits: Traits) -> list[ReminderRule]:
    """The rules that count for a commitment: for each timing, those with the most conditions that match."""
    matching = [rule for rule in rules if matches(rule, traits)]
    most = {
        timing: max((conditions(rule) for rule in matching if rule.timing == timing), default=0)
        for timing in RuleTiming.values
    }
    return [rule for rule in matching if not rule.silent and conditions(rule) == most[rule.timing]]


def of_rules(rules: Sequence[ReminderRule], anchor: date, past: Past, today: date) -> list[Stage]:
    """The stages that these rules want now, counted from the due date (or the day of acceptance).

    Of a stage that does not repeat, its day must not be over, unless it was planned in time and
    still waits; of a repeating rule, the next time, which comes after the last one handled.
    """
    stages = (_of_rule(rule, anchor, past, today) for rule in rules)
    return [stage for stage in stages if stage is not None]


def _of_rule(rule: ReminderRule, anchor: date, past: Past, today: date) -> Stage | None:
    if rule.every_days is not None:
        return _next_of_series(rule, anchor, past, today)
    return once(_name(rule, rule.days), anchor, _day(rule, anchor, rule.days), past, today, rule.pk)


def once(
    name: str, anchor: date, day: date, past: Past, today: date, rule_id: UUID | None = None
) -> Stage | None:
    """A stage that comes once, if its day is not over or it still waits."""
    stage = Stage(name, anchor, day, rule_id)
    return stage if day >= today or stage.key in past.planned else None


def _next_of_series(rule: ReminderRule, anchor: date, past: Past, today: date) -> Stage:
    waiting = _waiting_of_series(rule, anchor, past)
    every = rule.every_days or 1
    if waiting is None:
        handled = past.last_handled.get(rule.timing)
        first = max(today, handled + timedelta(1)) if handled else today
        behind = (first - anchor).days - rule.days
        waiting = rule.days + max(0, -(-behind // every)) * every
        while (_name(rule, waiting), anchor) in past.known:
            waiting += every
    return Stage(_name(rule, waiting), anchor, _day(rule, anchor, waiting), rule.pk)


def _waiting_of_series(rule: ReminderRule, anchor: date, past: Past) -> int | None:
    """The days of the time in this series that is planned already, the earliest if there are more."""
    every = rule.every_days or 1
    found = [
        int(name.rpartition("-")[2])
        for name, counted_from in past.planned
        if counted_from == anchor and family(name) == rule.timing
    ]
    fitting = [days for days in found if days >= rule.days and (days - rule.days) % every == 0]
    return min(fitting, default=None)


def _name(rule: ReminderRule, days: int) -> str:
    return ON if rule.timing == RuleTiming.ON else f"{rule.timing}-{days}"


def _day(rule: ReminderRule, anchor: date, days: int) -> date:
    return anchor - timedelta(days) if rule.timing == RuleTiming.BEFORE else anchor + timedelta(days)
