"""Following up on a commitment's own page: each act is one short form, offered to those who may."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import errors, get, posts, soup, told, url, words
from tests.tracker.api import rows
from tracker.models import Commitment, Evidence, Status, Subscription, Topic
from tracker.services import clock

TODAY = clock.today()
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def commitment(db: None) -> Commitment:
    due = TODAY + dt.timedelta(days=10)
    return rows.a_commitment(
        review="accepted", due_edtf=due.isoformat(), due_earliest_on=due, due_latest_on=due
    )


def address(commitment: Commitment, act: str) -> str:
    return reverse("admin:tracker_commitment_act", args=[commitment.pk, act])


def do(client: Client, commitment: Commitment, act: str, **data: Any) -> list[str]:
    return told(client.post(address(commitment, act), data, follow=True))


def refused(client: Client, commitment: Commitment, act: str, **data: Any) -> list[str]:
    answer = client.post(address(commitment, act), data)
    page = soup(answer)
    assert page.select_one(f"details.act-{act}[open]"), "the refused form stays open"
    return errors(page)


CLOSING = {
    "status": "fulfilled",
    "effective_on": TODAY.isoformat(),
    "reason": "افتتح الطريق",
    "kind": "document",
    "stance": "supports",
    "url": "https://example.org/report",
}


def test_closing_with_its_evidence_is_one_form(editor: Client, commitment: Commitment) -> None:
    assert do(editor, commitment, "status", **CLOSING, version=commitment.version) == [
        "The status was changed."
    ]
    commitment.refresh_from_db()
    assert commitment.status == Status.FULFILLED
    assert commitment.status_changes.get().evidence.get().url == "https://example.org/report"
    timeline = get(editor, url(commitment)).select_one("#timeline")
    assert "fulfilled, since" in words(timeline)


def test_closing_with_a_file_or_with_evidence_that_is_there(editor: Client, commitment: Commitment) -> None:
    file = SimpleUploadedFile("report.pdf", PDF, "application/pdf")
    assert do(editor, commitment, "evidence", kind="document", stance="supports", file=file) == [
        "The evidence was added."
    ]
    evidence = Evidence.objects.get(commitment=commitment)
    closing = CLOSING | {"url": "", "known": [str(evidence.pk)]}
    assert do(editor, commitment, "status", **closing) == ["The status was changed."]
    assert commitment.status_changes.get().evidence.get() == evidence


@pytest.mark.parametrize("missing", ["reason", "url"])
def test_closing_without_reason_or_evidence_is_refused_at_the_form(
    editor: Client, commitment: Commitment, missing: str
) -> None:
    assert refused(editor, commitment, "status", **(CLOSING | {missing: ""}))
    commitment.refresh_from_db()
    assert commitment.status == Status.NOT_RATED


def test_an_announcement_closes_nothing(editor: Client, commitment: Commitment) -> None:
    assert refused(editor, commitment, "status", **(CLOSING | {"kind": "announcement"}))
    assert not Evidence.objects.exists()


def test_only_statuses_that_can_come_next_are_offered(editor: Client, commitment: Commitment) -> None:
    do(editor, commitment, "status", **CLOSING)
    options = get(editor, url(commitment)).select(".act-status select[name=status] option")
    assert [str(o["value"]) for o in options] == [
        "not_rated", "not_started", "in_progress", "stalled", "postponed",
    ]  # fmt: skip
    assert refused(editor, commitment, "status", **(CLOSING | {"status": "withdrawn"}))


def test_the_second_of_two_who_change_a_status_is_told(sign_in: SignIn, commitment: Commitment) -> None:
    first, second = sign_in("editor"), sign_in("reviewer")
    seen = commitment.version
    moved = {
        "status": "in_progress",
        "effective_on": TODAY.isoformat(),
        "kind": "report",
        "stance": "mentions",
    }
    assert do(first, commitment, "status", **moved, version=seen) == ["The status was changed."]
    (said,) = refused(second, commitment, "status", **(moved | {"status": "stalled"}), version=seen)
    assert "Somebody else" in said
    commitment.refresh_from_db()
    assert commitment.status == Status.IN_PROGRESS


def test_postponing_keeps_the_old_date(editor: Client, commitment: Commitment) -> None:
    later = (commitment.due_latest_on + dt.timedelta(days=30)).isoformat()
    assert do(editor, commitment, "due", due_edtf=later, announced_by="الوزير", reason="تأخر") == [
        "The due date was revised."
    ]
    page = get(editor, url(commitment))
    standing = words(page.select_one("[aria-labelledby=standing-heading]"))
    assert "1 time · 30 days in all" in standing
    assert "announced by الوزير — تأخر" in words(page.select_one("#timeline"))
    assert refused(editor, commitment, "due", due_edtf="soon")


def test_the_checklist_is_written_judged_and_shortened(editor: Client, commitment: Commitment) -> None:
    do(editor, commitment, "criterion", text="وضع حجر الأساس")
    point = commitment.criteria.get()
    do(editor, commitment, "judge", criterion=point.pk, verdict="met")
    page = get(editor, url(commitment))
    assert words(page.select_one(".checklist .is-met .grow")).startswith("وضع حجر الأساس — met")
    assert do(editor, commitment, "criterion", text=" ") == ["This field is required."]
    do(editor, commitment, "judge", criterion=point.pk, verdict="remove")
    assert not commitment.criteria.exists()
    other = rows.a_commitment(review="accepted")
    do(editor, other, "criterion", text="شيء آخر")
    editor.post(address(commitment, "judge"), {"criterion": other.criteria.get().pk, "verdict": "met"})
    assert not other.criteria.get().met


def test_owner_topics_note_and_follow_up(editor: Client, commitment: Commitment) -> None:
    user = editor.user  # type: ignore[attr-defined]
    do(editor, commitment, "owner", owner=user.pk, version=commitment.version)
    do(editor, commitment, "topics", new="الطرق")
    do(editor, commitment, "note", text="اتصلت بالجماعة")
    day = TODAY + dt.timedelta(days=4)
    do(editor, commitment, "schedule", due_on=day.isoformat(), note="زيارة الورش")
    commitment.refresh_from_db()
    assert commitment.owner == user
    assert commitment.topics.get() == Topic.objects.get(name="الطرق")
    assert commitment.follow_ups.get().due_on == day
    timeline = words(get(editor, url(commitment)).select_one("#timeline"))
    assert "اتصلت بالجماعة" in timeline
    assert "زيارة الورش" in timeline


def test_rest_and_its_end(editor: Client, commitment: Commitment) -> None:
    until = (TODAY + dt.timedelta(days=7)).isoformat()
    assert do(editor, commitment, "snooze", until_on=until) == ["The reminders rest."]
    assert address(commitment, "wake") in posts(get(editor, url(commitment)))
    assert do(editor, commitment, "wake") == ["The reminders rest no more."]
    assert address(commitment, "wake") not in posts(get(editor, url(commitment)))
    assert refused(editor, commitment, "snooze", until_on=TODAY.isoformat())


def test_an_answer_moves_the_status(editor: Client, commitment: Commitment) -> None:
    assert do(editor, commitment, "answer", choice="under_way") == ["Your answer was stored."]
    commitment.refresh_from_db()
    assert commitment.status == Status.IN_PROGRESS


def test_everybody_who_reads_follows_and_lets_it_be(sign_in: SignIn, commitment: Commitment) -> None:
    viewer = sign_in("viewer")
    assert do(viewer, commitment, "follow") == ["You follow it now."]
    assert Subscription.objects.filter(ended_at=None).get().commitment == commitment
    page = get(viewer, url(commitment))
    assert address(commitment, "unfollow") in posts(page)
    assert address(commitment, "follow") not in posts(page)
    assert do(viewer, commitment, "unfollow") == ["You follow it no more."]


def offered(client: Client, commitment: Commitment) -> set[str]:
    return {address.rstrip("/").split("/")[-1] for address in posts(get(client, url(commitment)))}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("viewer", {"follow", "snooze"}),
        ("submitter", {"follow", "snooze"}),
        ("reviewer", {"reopen", "status", "due", "evidence", "answer", "note", "schedule", "snooze", "owner",
                      "topics", "criterion", "follow"}),
        ("editor", {"reopen", "status", "due", "evidence", "answer", "note", "schedule", "snooze", "owner",
                    "topics", "criterion", "follow"}),
    ],
)  # fmt: skip
def test_each_role_sees_what_it_may_do_and_the_rest_is_refused(
    sign_in: SignIn, commitment: Commitment, role: str, expected: set[str]
) -> None:
    client = sign_in(role)
    assert offered(client, commitment) - {"accept", "reject"} == expected
    if "note" not in expected:
        assert client.post(address(commitment, "note"), {"text": "x"}).status_code == 403
        assert not commitment.notes.exists()


def test_an_owner_without_a_role_that_follows_up_may_still_do_it(
    sign_in: SignIn, commitment: Commitment
) -> None:
    viewer = sign_in("viewer")
    Commitment.objects.filter(pk=commitment.pk).update(owner=viewer.user)  # type: ignore[attr-defined]
    assert {"status", "due", "evidence", "note"} <= offered(viewer, commitment)
    assert do(viewer, commitment, "note", text="في الطريق") == ["The note was stored."]


def test_what_is_not_accepted_is_not_followed_up(editor: Client) -> None:
    pending = rows.a_commitment()
    assert offered(editor, pending) == {"accept", "reject"}
    assert do(editor, pending, "status", **CLOSING) == ["Only an accepted commitment can be followed up."]
    pending.refresh_from_db()
    assert pending.status == Status.NOT_RATED


def test_an_act_that_does_not_exist_is_not_found(editor: Client, commitment: Commitment) -> None:
    assert editor.post(address(commitment, "explode")).status_code == 404
    assert editor.get(address(commitment, "note")).status_code == 405
