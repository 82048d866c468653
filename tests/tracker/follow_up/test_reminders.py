"""Reminders from plan to mailbox: stages, re-checks, reasons to skip, catching up, poison."""

from datetime import UTC, date
from typing import Any

import pytest
import time_machine

from tests.servers import SmtpServer
from tests.tracker.follow_up import make
from tests.tracker.follow_up.conftest import Tick
from tracker.models import (
    Commitment,
    Notification,
    OutgoingMessage,
    Reminder,
    ReminderRule,
    Review,
    ReviewState,
    Subscription,
)
from tracker.services import (
    assignments,
    due_dates,
    handing_out,
    reminders,
    rules,
    snoozes,
    statuses,
    subscriptions,
)
from tracker.services.rules import RuleInput

pytestmark = pytest.mark.django_db


def planned(commitment: Commitment) -> list[tuple[str, str]]:
    """Stages and days of the planned reminders, in order."""
    rows = Reminder.objects.filter(commitment=commitment, state="planned").order_by("day_on", "stage")
    return [(row.stage, row.day_on.isoformat()) for row in rows]


def subjects(server: SmtpServer, to: str) -> list[str]:
    """The subjects of what an address got."""
    return [str(mail["Subject"]) for mail in server.messages if to in str(mail["To"])]


def owned(due: date | None, **fields: Any) -> Commitment:
    """An accepted commitment with an owner, planned."""
    commitment = make.commitment(due, owner=make.user("reviewer"), **fields)
    reminders.plan(commitment)
    return commitment


def test_shipped_rules_plan_before_on_after_and_escalation(clock: Any) -> None:
    commitment = owned(date(2026, 7, 1))
    assert planned(commitment) == [
        ("before-14", "2026-06-17"),
        ("before-3", "2026-06-28"),
        ("on", "2026-07-01"),
        ("after-1", "2026-07-02"),
        ("escalation", "2026-07-31"),
    ]


def test_without_a_due_date_it_is_checked_sixty_days_after_acceptance(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    with time_machine.travel("2026-05-01 09:00 +00:00"):
        Review.objects.create(commitment=commitment, action="accepted", by=reviewer)
    reminders.plan(commitment)
    assert planned(commitment) == [("check-60", "2026-06-30")]


@pytest.mark.parametrize(
    "fields",
    [{"review": "pending"}, {"review": "rejected"}, {"status": "fulfilled"}, {"status": "unverifiable"}],
)
def test_what_is_not_open_has_no_reminders(clock: Any, fields: dict[str, str]) -> None:
    assert planned(owned(date(2026, 7, 1), **fields)) == []


def test_stages_whose_day_is_over_are_not_planned(clock: Any) -> None:
    assert planned(owned(date(2026, 5, 22))) == [
        ("on", "2026-05-22"),
        ("after-1", "2026-05-23"),
        ("escalation", "2026-06-21"),
    ]
    assert planned(owned(date(2026, 4, 1))) == [("after-57", "2026-05-28")]


def test_an_interval_counts_from_its_last_day(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    due_dates.revise(commitment, "2026-08", by=reviewer)
    assert (commitment.due_earliest_on, commitment.due_latest_on) == (date(2026, 8, 1), date(2026, 8, 31))
    assert ("before-14", "2026-08-17") in planned(commitment)


def test_a_reminder_reaches_the_owner_once(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment = owned(date(2026, 6, 3))
    clock.move_to("2026-05-20 06:59 +00:00")
    tick()
    assert not mailed.messages
    clock.move_to("2026-05-20 07:00 +00:00")
    for _round in range(3):
        tick()
    assert commitment.owner is not None
    assert len(subjects(mailed, commitment.owner.email)) == 1
    assert commitment.action in subjects(mailed, commitment.owner.email)[0]
    message = OutgoingMessage.objects.get(channel="email")
    assert (message.state, message.attempts) == ("sent", 1)
    assert mailed.messages[0]["Message-ID"] == message.message_id
    assert Notification.objects.get().user == commitment.owner


def test_a_revised_due_date_starts_a_new_series(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment = owned(date(2026, 6, 3))
    tick()
    assert commitment.owner is not None
    due_dates.revise(commitment, "2026-09-10", by=commitment.owner, announced_by="رئيس الجماعة")
    assert planned(commitment)[0] == ("before-14", "2026-08-27")
    clock.move_to("2026-08-27 10:00 +00:00")
    tick()
    assert len(subjects(mailed, commitment.owner.email)) == 2


@pytest.mark.parametrize(
    "change", ["closed", "merged", "rejected", "rescheduled", "snoozed", "unsubscribed", "inactive"]
)
def test_at_delivery_the_world_is_looked_at_again(
    change: str, clock: Any, mailed: SmtpServer, tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    commitment = owned(date(2026, 6, 3))
    owner = commitment.owner
    assert owner is not None
    clock.move_to("2026-05-20 08:00 +00:00")
    handing_out.hand_out_due()
    assert OutgoingMessage.objects.filter(state="pending").count() == 2
    if change == "closed":
        statuses.change_status(
            commitment,
            "fulfilled",
            by=owner,
            reason="تم",
            effective_on=date(2026, 5, 19),
            evidence=[make.evidence(commitment, owner)],
        )
    elif change in ("merged", "rejected"):
        Commitment.objects.update(review=ReviewState(change))
    elif change == "rescheduled":
        due_dates.revise(commitment, "2026-12-01", by=owner)
    elif change == "snoozed":
        snoozes.snooze(commitment, date(2026, 5, 27), by=owner)
    elif change == "unsubscribed":
        subscriptions.end(Subscription.objects.get(), by=owner)
    else:
        owner.is_active = False
        owner.save()
    tick()
    assert not mailed.messages
    reason = {"rejected": "not_accepted", "inactive": "unsubscribed"}.get(change, change)
    assert set(OutgoingMessage.objects.values_list("state", "state_reason")) == {("skipped", reason)}


def test_a_snooze_ends_with_a_reminder(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment = owned(date(2026, 5, 1))
    assert commitment.owner is not None
    snoozes.snooze(commitment, date(2026, 6, 3), by=commitment.owner)
    for day in range(14):
        clock.move_to(
            f"2026-05-{20 + day} 10:00 +00:00" if day < 12 else f"2026-06-{day - 11:02d} 10:00 +00:00"
        )
        tick()
    assert not mailed.messages
    assert Reminder.objects.filter(state="skipped", state_reason="snoozed").exists()
    clock.move_to("2026-06-03 10:00 +00:00")
    tick()
    assert len(mailed.messages) == 1


def test_a_week_of_silence_sends_each_missed_stage_once(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    ReminderRule.objects.filter(timing="after").update(every_days=1)
    commitment = owned(date(2026, 5, 22))
    clock.move_to("2026-05-30 10:00 +00:00")
    for _round in range(2):
        tick()
    sent = Reminder.objects.filter(commitment=commitment, state="sent").order_by("day_on")
    assert [row.stage for row in sent] == ["on", "after-1"]
    assert len(mailed.messages) == 2
    assert planned(commitment)[0] == ("after-9", "2026-05-31")


def test_nobody_following_means_supervisors(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    supervisor = make.user("supervisor")
    commitment = make.commitment(date(2026, 5, 20))
    reminders.plan(commitment)
    tick()
    (subject,) = subjects(mailed, supervisor.email)
    assert commitment.action in subject


def test_nobody_at_all_is_said(clock: Any, tick: Tick) -> None:
    reminders.plan(make.commitment(date(2026, 5, 20)))
    tick()
    assert Reminder.objects.get(stage="on").state_reason == "nobody"


def test_long_overdue_goes_to_supervisors(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    supervisor, commitment = make.user("supervisor"), owned(date(2026, 5, 20))
    clock.move_to("2026-06-19 10:00 +00:00")
    tick()
    assert commitment.owner is not None
    assert [commitment.action in subject for subject in subjects(mailed, supervisor.email)] == [True]
    escalation = OutgoingMessage.objects.get(reminder__stage="escalation", channel="email")
    assert escalation.recipient == supervisor.email


def test_a_poison_reminder_is_set_aside(
    clock: Any, mailed: SmtpServer, tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, fine = owned(date(2026, 5, 20)), owned(date(2026, 5, 20))
    real = handing_out.decide

    def decide(reminder: Reminder, now: Any) -> Any:
        if reminder.commitment_id == poison.pk:
            raise RuntimeError("no such thing")
        return real(reminder, now)

    monkeypatch.setattr(handing_out, "decide", decide)
    tick()
    failed = Reminder.objects.get(commitment=poison, stage="on")
    assert (failed.state, failed.state_reason) == ("failed", "RuntimeError: no such thing")
    assert fine.owner is not None and len(subjects(mailed, fine.owner.email)) == 1


def test_a_rule_for_one_topic_stands_in_for_the_general_one(clock: Any) -> None:
    from tracker.services import topics

    editor = make.user("editor")
    water = topics.create_topic("الماء", by=editor)
    rules.create_rule(RuleInput(timing="before", days=40, topic=water), by=editor)
    rules.create_rule(RuleInput(timing="after", days=5, silent=True, topic=water), by=editor)
    commitment = make.commitment(date(2026, 7, 30))
    topics.set_topics(commitment, [water], by=editor)
    assert planned(commitment) == [
        ("before-40", "2026-06-20"),
        ("on", "2026-07-30"),
        ("escalation", "2026-08-29"),
    ]


@pytest.mark.parametrize("condition", ["kind", "actor", "assignee"])
def test_a_rule_may_be_about_a_kind_an_actor_or_an_owner(condition: str, clock: Any) -> None:
    editor, one = make.user("editor"), make.actor()
    about = {"kind": "plan", "actor": one, "assignee": editor}[condition]
    rules.create_rule(RuleInput(timing="before", days=40, **{condition: about}), by=editor)
    matching = make.commitment(date(2026, 7, 30), kind="plan", actor=one, owner=editor)
    other = make.commitment(date(2026, 7, 30), kind="pledge", owner=make.user())
    for commitment in (matching, other):
        reminders.plan(commitment)
    assert planned(matching)[0] == ("before-40", "2026-06-20")
    assert planned(other)[0] == ("before-14", "2026-07-16")


def test_a_changed_rule_plans_open_reminders_anew(clock: Any, tick: Tick) -> None:
    editor, commitment = make.user("editor"), owned(date(2026, 7, 1))
    rule = ReminderRule.objects.get(timing="before", days=14)
    rules.change_rule(rule, RuleInput(timing="before", days=20), by=editor)
    tick()
    assert ("before-20", "2026-06-11") in planned(commitment)
    assert ("before-14", "2026-06-17") not in planned(commitment)
    rules.delete_rule(rule, by=editor)
    tick()
    assert planned(commitment)[0] == ("before-3", "2026-06-28")


def test_follow_ups_remind_their_assignee(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment, other = owned(None), make.user("viewer")
    assert commitment.owner is not None
    done = assignments.schedule(commitment, date(2026, 5, 25), by=commitment.owner, assignee=other)
    assignments.schedule(commitment, date(2026, 5, 26), by=commitment.owner, note="اتصل بالجماعة")
    assignments.complete(done, by=other, outcome="لا جديد")
    clock.move_to("2026-05-26 10:00 +00:00")
    tick()
    assert [str(mail["To"]) for mail in mailed.messages] == [commitment.owner.email]
    assert "اتصل بالجماعة" in mailed.messages[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Europe/Paris", date(2026, 3, 28), "2026-03-28T07:00"),
        ("Europe/Paris", date(2026, 3, 29), "2026-03-29T06:00"),
        ("Europe/Paris", date(2026, 10, 25), "2026-10-25T07:00"),
        ("Africa/Casablanca", date(2026, 2, 14), "2026-02-14T07:00"),
        ("Africa/Casablanca", date(2026, 2, 20), "2026-02-20T08:00"),
        ("Asia/Amman", date(2028, 2, 29), "2028-02-29T05:00"),
    ],
)
def test_due_days_are_days_of_the_zone(zone: str, day: date, utc: str, settings: Any) -> None:
    settings.TIME_ZONE = zone
    assert reminders.due_at(day).astimezone(UTC).strftime("%Y-%m-%dT%H:%M") == utc


def test_month_ends_and_leap_days(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    due_dates.revise(commitment, "2028-02", by=reviewer)
    days = [day for _stage, day in planned(commitment)]
    assert days == ["2028-02-15", "2028-02-26", "2028-02-29", "2028-03-01", "2028-03-30"]
