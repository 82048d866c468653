"""Stages of reminding are told in words, each of those that the planner makes."""

import datetime as dt

import pytest
from django.utils import translation

from tests.tracker.admin.conftest import SignIn
from tests.tracker.api import rows
from tracker.admin.stages import stage_name
from tracker.models import Reminder
from tracker.services import assignments, clock, reviews, snoozes


@pytest.mark.parametrize(
    ("stage", "english", "arabic"),
    [
        ("before-14", "14 days before the due date", "قبل الأجل بـ14 يوما"),
        ("on", "on the due date", "يوم الأجل"),
        ("after-1", "1 day after the due date", "بعد الأجل بيوم"),
        ("check-60", "check after 60 days", "تفقّد بعد 60 يوما"),
        ("escalation", "to the supervisors", "إلى المشرفين"),
        ("unheard-of", "unheard-of", "unheard-of"),
    ],
)
def test_a_stage_in_words(stage: str, english: str, arabic: str) -> None:
    with translation.override("en"):
        assert stage_name(Reminder(stage=stage)) == english
    with translation.override("ar"):
        assert stage_name(Reminder(stage=stage)) in (arabic, english)


def test_every_stage_that_is_planned_has_words(sign_in: SignIn) -> None:
    by = sign_in("editor").user  # type: ignore[attr-defined]
    day = clock.today() + dt.timedelta(days=40)
    due = rows.a_commitment(due_edtf=day.isoformat(), due_earliest_on=day, due_latest_on=day)
    open_ended = rows.a_commitment(due_edtf="", due_earliest_on=None, due_latest_on=None, due_basis="none")
    for commitment in (due, open_ended):
        reviews.accept(commitment, by=by)
        assignments.schedule(commitment, day, by=by)
        snoozes.snooze(commitment, clock.today() + dt.timedelta(days=3), by=by)
    planned = list(Reminder.objects.all())
    assert len({reminder.stage.partition("-")[0] for reminder in planned}) >= 5
    assert [r.stage for r in planned if stage_name(r) == r.stage] == []
