"""One timeline, evidence that is offered, and the two commands."""

import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.servers import SmtpServer
from tests.tracker.follow_up import make
from tests.tracker.follow_up.conftest import Tick
from tracker.models import (
    Commitment,
    Mention,
    MentionPart,
    OutgoingMessage,
    Reminder,
    Review,
    Subscription,
)
from tracker.queries import timeline
from tracker.services import (
    answers,
    assignments,
    due_dates,
    reminders,
    snoozes,
    statuses,
)
from tracker.services.evidence import NewEvidence, add_evidence

pytestmark = pytest.mark.django_db


def mention(commitment: Commitment, article: Any) -> None:
    """Two mentions of a commitment in an article."""
    for end in (5, 9):
        Mention.objects.create(
            article=article,
            commitment=commitment,
            part=MentionPart.SENTENCE,
            start=0,
            end=end,
            quote=article.body[:end],
        )


@pytest.fixture
def lived(clock: Any, mailed: SmtpServer, tick: Tick) -> Commitment:
    """A commitment to which everything has happened, an hour apart."""
    reviewer = make.user("reviewer")
    commitment = make.commitment(date(2026, 5, 20), owner=reviewer)
    article = make.article()
    article.published_on = date(2026, 5, 1)
    article.save()
    mention(commitment, article)
    Review.objects.create(commitment=commitment, action="accepted", by=reviewer)
    reminders.plan(commitment)
    tick()
    acts = [
        lambda: assignments.add_note(commitment, "اتصال", by=reviewer),
        lambda: due_dates.revise(commitment, "2026-06-10", by=reviewer),
        lambda: add_evidence(
            commitment, NewEvidence("report", "supports", url="https://example.org/"), by=reviewer
        ),
        lambda: statuses.change_status(commitment, "in_progress", by=reviewer),
        lambda: snoozes.snooze(commitment, date(2026, 5, 30), by=reviewer),
        lambda: assignments.schedule(commitment, date(2026, 6, 2), by=reviewer),
        lambda: answers.answer(commitment, "not_done", by=reviewer),
    ]
    for hour, act in enumerate(acts):
        clock.move_to(f"2026-05-20 {13 + hour}:00 +00:00")
        act()
    return commitment


def test_everything_is_on_the_timeline_in_order(lived: Commitment) -> None:
    past = [entry.kind.value for entry in timeline.of(lived) if not entry.is_planned]
    assert past[:6] == ["answer", "snooze", "status_change", "evidence", "due_date_revision", "note"]
    assert past[-1] == "mention" and past.count("message") == 2 and past.count("mention") == 1
    planned = [entry for entry in timeline.of(lived) if entry.is_planned]
    assert {entry.kind.value for entry in planned} == {"reminder", "follow_up"}


def test_the_timeline_costs_the_same_for_a_long_life(
    lived: Commitment, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(12):
        timeline.of(lived)
    for number in range(20):
        assert lived.owner is not None
        assignments.add_note(lived, f"ملاحظة {number}", by=lived.owner)
        add_evidence(
            lived, NewEvidence("report", "supports", url=f"https://example.org/{number}"), by=lived.owner
        )
    with django_assert_num_queries(12):
        timeline.of(lived)


def test_later_articles_are_offered_as_evidence(lived: Commitment) -> None:
    assert not timeline.offered_articles(lived).exists()
    later = make.article()
    later.published_on = date(2026, 5, 12)
    later.save()
    mention(lived, later)
    assert list(timeline.offered_articles(lived)) == [later]
    assert lived.owner is not None
    add_evidence(lived, NewEvidence("report", "supports", article=later), by=lived.owner)
    assert not timeline.offered_articles(lived).exists()


def called(*arguments: str) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_dry_run_tells_all_and_does_nothing(clock: Any, mailed: SmtpServer) -> None:
    commitment, snoozed = (
        make.commitment(date(2026, 5, 20), owner=make.user("reviewer")) for _number in range(2)
    )
    for one in (commitment, snoozed):
        reminders.plan(one)
    assert snoozed.owner is not None and commitment.owner is not None
    snoozes.snooze(snoozed, date(2026, 6, 1), by=snoozed.owner)
    told = called("remind", "--dry-run")
    assert commitment.owner.username in told and "email, instant" in told and "skipped: snoozed" in told
    assert "2 messages would be sent; 1 reminders would be skipped." in told
    assert not OutgoingMessage.objects.exists() and not Subscription.objects.exists()
    assert Reminder.objects.filter(state="planned").count() == Reminder.objects.count()
    assert "after-1" in called("remind", "--dry-run", "--until", "2026-05-21")
    with pytest.raises(CommandError):
        called("remind", "--dry-run", "--until", "tomorrow")


def test_remind_delivers_here(clock: Any, mailed: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.services import queue

    monkeypatch.setattr(queue, "send_all", lambda task, ids: 0)
    reminders.plan(make.commitment(date(2026, 5, 20), owner=make.user("reviewer")))
    told = called("remind", "--here")
    assert "Reminders handed out: 1." in told and "sent: 2" in told
    assert len(mailed.messages) == 1


def test_followups_lists_what_waits(clock: Any) -> None:
    owner = make.user("reviewer", name="amal")
    late = make.commitment(date(2026, 3, 1), owner=owner, action="إصلاح القنطرة")
    soon = make.commitment(date(2026, 5, 25), action="فتح المستوصف")
    assignments.schedule(late, date(2026, 5, 20), by=owner, note="زيارة")
    answers.answer(late, "not_done", by=owner)
    told = called("followups")
    assert re.search(r"Long overdue: 1\b", told) and re.search(r"Due soon: 1\b", told)
    assert late.action in told and soon.action in told and "زيارة" in told and "not_done" in told
    mine = called("followups", "--owner", "amal")
    assert late.action in mine and soon.action not in mine
