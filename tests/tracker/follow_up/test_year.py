"""A year, day by day, with every rule, against an independent model of what should have been sent.

`AHD_FULL=1` simulates the full 300 commitments; without it a smaller number, for everyday's sake.
"""

import os
import random
import re
from collections import Counter
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from tests.servers import SmtpServer
from tests.tracker.follow_up import make
from tests.tracker.follow_up.conftest import Tick
from tests.tracker.follow_up.year_model import Model, Modelled, Rule, Sent
from tracker.models import (
    Cadence,
    Commitment,
    OutgoingMessage,
    ReminderRule,
    Review,
    SubscriptionScope,
    Topic,
)
from tracker.services import due_dates, reminders, rules, snoozes, statuses, subscriptions, topics
from tracker.services.rules import RuleInput

pytestmark = pytest.mark.django_db

COMMITMENTS = 300 if os.environ.get("AHD_FULL") else 14
FIRST, DAYS = date(2026, 1, 5), 365
OUTAGES = [(date(2026, 4, 10), date(2026, 4, 16)), (date(2026, 10, 24), date(2026, 10, 26))]
GENERAL = [Rule("before", 14), Rule("before", 3), Rule("on", 0), Rule("after", 1, 14), Rule("check", 60, 60)]
SPECIAL = [
    Rule("before", 30, topic="الماء"),
    Rule("after", 2, 3, topic="الماء"),
    Rule("check", 10, 7, topic="الماء"),
    Rule("on", 0, topic="المدارس", silent=True),
    Rule("after", 5, topic="المدارس"),
]


class Year:
    """The installation under test and the model beside it, taken through the same events."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.editor, self.supervisor = make.user("editor"), make.user("supervisor")
        self.owners = [make.user("reviewer") for _number in range(4)]
        self.topics: dict[str | None, Topic] = {
            name: topics.create_topic(name, by=self.editor) for name in ("الماء", "المدارس", "الطرق")
        }
        self.rows: dict[str, Commitment] = {}
        self._subscribe()
        for rule in SPECIAL:
            self._create_rule(rule)
        self.model = Model(
            GENERAL + SPECIAL,
            instant={"الطرق": "roads@example.org"},
            daily={"الماء": "water@example.org"},
            weekly={"المدارس": "schools@example.org"},
            supervisor=self.supervisor.email,
            long_overdue=30,
        )

    def _subscribe(self) -> None:
        wanted = [
            ("roads", "الطرق", Cadence.INSTANT),
            ("water", "الماء", Cadence.DAILY),
            ("schools", "المدارس", Cadence.WEEKLY),
        ]
        for name, topic, cadence in wanted:
            outside = subscriptions.add_address(f"{name}@example.org", by=self.editor)
            subscriptions.subscribe(
                outside, SubscriptionScope.TOPIC, self.topics[topic], by=self.editor, cadence=cadence
            )

    def _create_rule(self, rule: Rule) -> None:
        rules.create_rule(
            RuleInput(rule.timing, rule.days, rule.every, silent=rule.silent, topic=self.topics[rule.topic]),
            by=self.editor,
        )

    def row(self, name: str) -> Commitment:
        """The commitment as it is stored now."""
        return Commitment.objects.get(pk=self.rows[name].pk)

    def accept(self, today: date) -> None:
        """A commitment is accepted, perhaps with a due date, perhaps one that is past."""
        owner = self.random.choice(self.owners)
        topic = self.random.choice([None, "الماء", "المدارس", "الطرق"])
        due = today + timedelta(self.random.randint(-20, 120)) if self.random.random() < 0.75 else None
        row = make.commitment(due, owner=owner)
        Review.objects.create(commitment=row, action="accepted", by=self.editor)
        if topic:
            topics.set_topics(row, [self.topics[topic]], by=self.editor)
        reminders.plan(row)
        self.rows[str(row.pk)] = row
        one = Modelled(str(row.pk), topic, owner.email, today, due)
        self.model.commitments[one.name] = one
        self.model.changed(one, today)

    def event(self, today: date) -> None:
        """Something happens to one of the commitments."""
        one = self.random.choice(list(self.model.commitments.values()))
        choices = [self._revise, self._close, self._snooze, self._vague] if one.open else [self._reopen]
        self.random.choice(choices)(one, today)
        self.model.changed(one, today)

    def _revise(self, one: Modelled, today: date) -> None:
        due = today + timedelta(self.random.randint(-5, 90)) if self.random.random() < 0.9 else None
        if due != one.due:
            due_dates.revise(self.row(one.name), due.isoformat() if due else "", by=self.editor)
            one.due = due

    def _close(self, one: Modelled, today: date) -> None:
        row = self.row(one.name)
        if one.measurable:
            statuses.change_status(
                row,
                self.random.choice(["fulfilled", "not_fulfilled", "withdrawn"]),
                by=self.editor,
                reason="محضر",
                effective_on=today,
                evidence=[make.evidence(row, self.editor)],
            )
            one.open = False

    def _reopen(self, one: Modelled, today: date) -> None:
        statuses.change_status(self.row(one.name), "in_progress", by=self.editor, reason="استئناف")
        one.open = True

    def _snooze(self, one: Modelled, today: date) -> None:
        until = today + timedelta(self.random.choice([7, 30]))
        snoozes.snooze(self.row(one.name), until, by=self.editor)
        one.rests_until = until

    def _vague(self, one: Modelled, today: date) -> None:
        to = "unverifiable" if one.measurable else "not_rated"
        statuses.change_status(self.row(one.name), to, by=self.editor)
        one.measurable = not one.measurable

    def change_rules(self, today: date) -> None:
        """The general rule for after the due date asks every ten days from now on."""
        rule = ReminderRule.objects.get(timing="after", topic=None)
        rules.change_rule(rule, RuleInput("after", 1, 10), by=self.editor)
        rules.replan_open()
        self.model.rules = [
            Rule("after", 1, 10) if (rule.timing, rule.topic) == ("after", None) else rule
            for rule in self.model.rules
        ]
        for one in self.model.commitments.values():
            # The waiting time of the old series is not one of the new series, unless the days agree.
            self._restart_series(one, today)

    def _restart_series(self, one: Modelled, today: date) -> None:
        for key, series in list(one.waiting.items()):
            timing, days, anchor = key
            rule = next((r for r in self.model.rules if r.timing == timing and r.topic is None), None)
            general = one.topic not in ("الماء", "المدارس")
            if (
                timing == "after"
                and general
                and rule
                and rule.every
                and ((series.next_on - anchor).days - days) % rule.every
            ):
                del one.waiting[key]
            elif timing == "after" and general and rule:
                series.every = rule.every
        self.model.changed(one, today)


def received(day: date, mails: list[EmailMessage]) -> Sent:
    """Who was told of which commitments, as the mails that came over the wire say."""
    found: Sent = Counter()
    for mail in mails:
        text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        for name in re.findall(r"/commitments/([0-9a-f-]{36})/", text):
            found[day, str(mail["To"]), name] += 1
    return found


@pytest.mark.parametrize("seed", [1])
def test_a_year_day_by_day(seed: int, clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    clock.move_to(f"{FIRST.isoformat()} 12:00 +00:00")
    year, got = Year(seed), Counter[tuple[date, str, str]]()
    for offset in range(DAYS):
        today = FIRST + timedelta(offset)
        if any(first <= today <= last for first, last in OUTAGES):
            continue
        clock.move_to(f"{today.isoformat()} 12:00 +00:00")
        while len(year.rows) < COMMITMENTS * min(1.0, (offset + 1) / 200):
            year.accept(today)
        for _event in range(max(1, COMMITMENTS // 60)):
            year.event(today)
        if offset == 180:
            year.change_rules(today)
        tick()
        year.model.tick(today)
        got += received(today, mailed.messages)
        mailed.messages.clear()
    assert len(year.rows) == COMMITMENTS
    missing, surplus = year.model.sent - got, got - year.model.sent
    assert not missing and not surplus, (sorted(missing.items())[:5], sorted(surplus.items())[:5])
    assert sum(got.values()) > 5 * COMMITMENTS
    assert not OutgoingMessage.objects.filter(state__in=["failed", "sending"]).exists()
    print(f"{COMMITMENTS} commitments: {sum(got.values())} lines in mails, as many as there should be")
