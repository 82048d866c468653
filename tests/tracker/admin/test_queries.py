"""Pages of one record cost the same however much hangs on it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.tracker.admin.pages import get, url
from tests.tracker.api import rows
from tracker.models import Actor, Commitment, CommitmentParty, Meeting
from tracker.services import assignments, clock, criteria, due_dates, evidence


def queries(client: Client, record: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, url(record))
    return len(captured)


def burden_commitment(commitment: Commitment, by: Any) -> None:
    article = rows.an_article()
    rows.mention(article, "إصلاح الطريق", "action", commitment=commitment)
    actor = rows.an_actor()
    CommitmentParty.objects.create(commitment=commitment, actor=actor, role="recipient", name=actor.name)
    criteria.judge(criteria.add_criterion(commitment, "معيار", by=by), True, by=by)
    assignments.add_note(commitment, "ملاحظة", by=by)
    assignments.schedule(commitment, clock.today() + dt.timedelta(9), by=by)
    shown = evidence.NewEvidence("report", "mentions", url=f"https://example.org/{article.pk}")
    evidence.add_evidence(commitment, shown, by=by)
    due = clock.today() + dt.timedelta(commitment.due_date_revisions.count() + 20)
    due_dates.revise(commitment, due.isoformat(), by=by)


def burden_meeting(meeting: Meeting, by: Any) -> None:
    rows.a_commitment(rows.an_article(), meeting)
    rows.mention(rows.an_article(), "المجلس الجماعي", "meeting", meeting=meeting)


def burden_actor(actor: Actor, by: Any) -> None:
    rows.a_commitment(actor=actor)
    meeting = rows.a_meeting()
    meeting.participations.create(actor=actor, role="participant", name=actor.name)


@pytest.mark.parametrize(
    ("make", "burden"),
    [
        (lambda: rows.a_commitment(review="accepted"), burden_commitment),
        (rows.a_meeting, burden_meeting),
        (rows.an_actor, burden_actor),
    ],
    ids=["commitment", "meeting", "actor"],
)
def test_a_page_does_not_grow_its_queries(editor: Client, make: Any, burden: Any) -> None:
    by = editor.user  # type: ignore[attr-defined]
    record = make()
    burden(record, by)
    record.refresh_from_db()
    few = queries(editor, record)
    for _ in range(3):
        burden(record, by)
        record.refresh_from_db()
    assert queries(editor, record) <= few
