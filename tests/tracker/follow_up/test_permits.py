"""Every act × role × owner, and the subscriptions that only their own people may change."""

from datetime import date, time
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from tests.tracker.follow_up import make
from tracker.models import Channel, Commitment, Notification, SavedSearch, Snooze, Topic
from tracker.queries import searches
from tracker.services import (
    answers,
    assignments,
    criteria,
    due_dates,
    ledger,
    notifications,
    rules,
    snoozes,
    statuses,
    subscriptions,
    topics,
)
from tracker.services.errors import Conflict, InvalidInput, NotAllowed, StaleVersion
from tracker.services.evidence import NewEvidence, add_evidence
from tracker.services.permits import Act, may
from tracker.services.rules import RuleInput

pytestmark = pytest.mark.django_db

ACTS: dict[Act, Any] = {
    Act.CHANGE_STATUS: lambda c, by: statuses.change_status(c, "in_progress", by=by),
    Act.REVISE_DUE_DATE: lambda c, by: due_dates.revise(c, "2030", by=by),
    Act.ADD_EVIDENCE: lambda c, by: add_evidence(
        c, NewEvidence("report", "supports", url="https://example.org"), by=by
    ),
    Act.WRITE_CRITERIA: lambda c, by: criteria.add_criterion(c, "معيار", by=by),
    Act.ASSIGN: lambda c, by: assignments.assign_owner(c, by, by=by),
    Act.TAG: lambda c, by: topics.set_topics(c, [], by=by),
    Act.NOTE: lambda c, by: assignments.add_note(c, "ملاحظة", by=by),
    Act.SCHEDULE: lambda c, by: assignments.schedule(c, date(2030, 1, 1), by=by),
    Act.ANSWER: lambda c, by: answers.answer(c, "not_done", by=by),
    Act.SETTLE_ANSWER: lambda c, by: answers.settle(
        answers.answer(c, "not_done", by=make.user("reviewer")), by=by
    ),
    Act.FOLLOW: lambda c, by: subscriptions.follow(c, by=by),
}
REVIEWERS = {"reviewer", "editor"}
OWNERS_MAY_NOT = {Act.ASSIGN, Act.TAG, Act.SETTLE_ANSWER}


def expected(act: Act, role: str, owns: bool) -> bool:
    """The table, written from the rules."""
    if act == Act.FOLLOW:
        return role != ""
    return role in REVIEWERS or (owns and act not in OWNERS_MAY_NOT)


@pytest.mark.parametrize(
    ("act", "role", "owns"),
    list(product(ACTS, ["", "viewer", "submitter", "reviewer", "editor", "supervisor"], [False, True])),
)
def test_every_act(act: Act, role: str, owns: bool, clock: Any) -> None:
    person = make.user(role)
    commitment = make.commitment(owner=person if owns else make.user())
    if expected(act, role, owns):
        ACTS[act](commitment, person)
    else:
        with pytest.raises(NotAllowed):
            ACTS[act](commitment, person)
    if act != Act.FOLLOW:
        assert may(person, act, commitment) is expected(act, role, owns) or act == Act.ASSIGN


def test_who_is_not_active_may_nothing() -> None:
    gone = make.user("editor", is_active=False)
    assert not any(may(gone, act, make.commitment(owner=gone)) for act in Act)


@pytest.mark.parametrize(
    ("role", "owns", "for_all"), [("reviewer", False, True), ("viewer", True, True), ("viewer", False, False)]
)
def test_whose_snooze_is_for_everybody(role: str, owns: bool, for_all: bool, clock: Any) -> None:
    person = make.user(role)
    commitment = make.commitment(owner=person if owns else None)
    snoozes.snooze(commitment, date(2026, 6, 1), by=person)
    assert (Snooze.objects.get().subscriber is None) is for_all
    assert snoozes.wake(commitment, by=person) == 1
    with pytest.raises(NotAllowed):
        snoozes.snooze(commitment, date(2026, 6, 1), by=make.user())
    for until in (date(2026, 5, 20), date(2028, 1, 1)):
        with pytest.raises(InvalidInput):
            snoozes.snooze(commitment, until, by=person)


def test_an_owner_is_assigned_under_the_version_seen() -> None:
    editor, viewer, commitment = make.user("editor"), make.user("viewer"), make.commitment()
    assignments.assign_owner(commitment, viewer, by=editor, version=1)
    assert Commitment.objects.get().owner == viewer
    with pytest.raises(StaleVersion):
        assignments.assign_owner(Commitment.objects.get(), editor, by=editor, version=1)
    with pytest.raises(InvalidInput):
        assignments.assign_owner(commitment, make.user(is_active=False), by=editor)
    assignments.assign_owner(commitment, None, by=editor)
    assert Commitment.objects.get().owner is None


def test_preferences_belong_to_their_owner() -> None:
    viewer, stranger = make.user("viewer"), make.user("viewer")
    own = subscriptions.subscriber_of(viewer)
    set_up = subscriptions.set_preferences
    set_up(own, by=viewer, language="fr", time_zone="Asia/Amman", quiet_from=time(22), quiet_until=time(7))
    with pytest.raises(NotAllowed):
        set_up(own, by=stranger, language="ar")
    for wrong, field in [
        ({"language": "xx"}, "language"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"quiet_from": time(22)}, "quiet_from"),
    ]:
        with pytest.raises(InvalidInput) as refusal:
            set_up(own, by=viewer, **wrong)  # type: ignore[arg-type]
        assert list(refusal.value.errors) == [field]
    subscriptions.unsubscribe_all(own)
    with pytest.raises(NotAllowed):
        subscriptions.resume(own, by=stranger)
    subscriptions.resume(own, by=viewer)
    own.refresh_from_db()
    assert own.unsubscribed_at is None and own.language == "fr"


def test_subscriptions_belong_to_their_owner() -> None:
    viewer, commitment = make.user("viewer"), make.commitment()
    subscription = subscriptions.follow(commitment, by=viewer)
    with pytest.raises(NotAllowed):
        subscriptions.set_cadence(subscription, "weekly", by=make.user("viewer"))
    with pytest.raises(NotAllowed):
        subscriptions.end(subscription, by=make.user("viewer"))
    with pytest.raises(InvalidInput):
        subscriptions.set_cadence(subscription, "hourly", by=viewer)
    with pytest.raises(NotAllowed):
        subscriptions.add_address("a@example.org", by=viewer)
    editor = make.user("editor")
    with pytest.raises(InvalidInput):
        subscriptions.add_address("not an address", by=editor)
    outside = subscriptions.add_address("a@example.org", by=editor)
    assert subscriptions.add_address("A@Example.org", by=editor) == outside
    for scope, target in [("topic", None), ("all", commitment), ("topic", commitment), ("galaxy", None)]:
        with pytest.raises(InvalidInput):
            subscriptions.subscribe(outside, scope, target, by=editor)


def test_topics_and_searches(clock: Any) -> None:
    editor, other = make.user("editor"), make.user("viewer")
    topic = topics.create_topic("  التربية   والتعليم ", by=editor)
    assert topics.create_topic("التربيه والتعليم", by=editor) == topic and Topic.objects.count() == 1
    second = topics.create_topic("الصحة", by=editor)
    with pytest.raises(Conflict):
        topics.rename_topic(second, "التربية والتعليم", by=editor)
    assert topics.rename_topic(second, "الصحة العمومية", by=editor).name == "الصحة العمومية"
    with pytest.raises(NotAllowed):
        topics.create_topic("الماء", by=other)
    pledge, plan = make.commitment(date(2026, 6, 1)), make.commitment(date(2026, 9, 1), kind="plan")
    topics.set_topics(plan, [topic], by=editor)
    search = topics.save_search("خطط", {"kind": "plan,decision", "due_from": "2026-08-01"}, by=other)
    assert searches.finds(search, plan) and not searches.finds(search, pledge)
    by_topic = topics.save_search("تعليم", {"topic": str(topic.pk), "q": "الطريق"}, by=other)
    assert list(searches.found_by(by_topic.filters)) == [plan]
    with pytest.raises(NotAllowed):
        topics.save_search("خطط", {"kind": "plan"}, by=editor, search=search)
    with pytest.raises(Conflict):
        topics.save_search("خطط", {"kind": "plan"}, by=other)
    for filters in (
        {},
        {"colour": "red"},
        {"kind": "poem"},
        {"due_from": "soon"},
        {"topic": "x"},
        {"q": " "},
    ):
        with pytest.raises(InvalidInput) as refusal:
            topics.save_search("أخرى", filters, by=other)
        assert list(refusal.value.errors) == ["filters"]
    assert SavedSearch.objects.count() == 2
    with pytest.raises(NotAllowed):
        topics.delete_search(search, by=editor)
    topics.delete_search(search, by=other)
    rules.create_rule(RuleInput("before", 40, topic=topic), by=editor)
    rules.replan_open()
    assert plan.reminders.filter(stage="before-40").exists()
    topics.delete_topic(topic, by=editor)
    rules.replan_open()
    assert not plan.reminders.filter(stage="before-40").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"timing": "during", "days": 1}, "timing"),
        ({"timing": "on", "days": 3}, "days"),
        ({"timing": "before", "days": 0}, "days"),
        ({"timing": "before", "days": 3, "every_days": 2}, "every_days"),
        ({"timing": "after", "days": 3, "every_days": 0}, "every_days"),
        ({"timing": "after", "days": 4000}, "days"),
        ({"timing": "after", "days": 3, "kind": "poem"}, "kind"),
    ],
)
def test_rules_that_make_no_sense_name_the_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        rules.create_rule(RuleInput(**wrong), by=make.user("editor"))
    assert list(refusal.value.errors) == [field]
    with pytest.raises(NotAllowed):
        rules.create_rule(RuleInput("before", 7), by=make.user("reviewer"))


def test_notifications_are_read_by_their_user() -> None:
    mine, other = make.user("viewer"), make.user("viewer")
    for user in (mine, mine, other):
        message = ledger.new_message(subscriptions.subscriber_of(user), Channel.ADMIN)
        message.kind, message.period, message.due_at = "report", message.message_id, timezone.now()
        message.save()
        Notification.objects.create(user=user, message=message, title="تذكير")
    assert notifications.unread(mine).count() == 2
    foreign = notifications.unread(other).get()
    assert notifications.mark_read(mine, [foreign.pk]) == 0
    assert notifications.mark_read(mine) == 2 and notifications.unread(other).count() == 1
