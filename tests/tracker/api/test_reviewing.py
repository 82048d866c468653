"""Deciding on and editing what the machine proposed, by hand of a program."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.tracker.api.rows import a_commitment, a_meeting, an_article
from tracker.models import Review

RECORDS = {"commitments": a_commitment, "meetings": a_meeting}
each_resource = pytest.mark.parametrize("resource", RECORDS)


def address(resource: str, record: Any, act: str = "") -> str:
    """Where the record, or an act on it, is asked for."""
    return f"/api/v1/{resource}/{record.pk}/{act}"


@each_resource
@pytest.mark.parametrize(("act", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_decision_is_shown_and_kept(editor: APIClient, resource: str, act: str, state: str) -> None:
    record = RECORDS[resource]()
    answer = editor.post(address(resource, record, f"{act}/"), {"reason": "كما ورد في النص"})
    data = answer.json()
    assert answer.status_code == 200
    assert (data["review"], data["version"]) == (state, 2)
    shown = data["reviews"][0]
    assert (shown["action"], shown["reason"], shown["by"]) == (state, "كما ورد في النص", editor.user.username)
    assert Review.objects.count() == 1


@each_resource
def test_a_decision_can_be_taken_back(editor: APIClient, resource: str) -> None:
    record = RECORDS[resource]()
    editor.post(address(resource, record, "reject/"))
    answer = editor.post(address(resource, record, "reopen/"))
    assert answer.json()["review"] == "pending"
    assert [review["action"] for review in answer.json()["reviews"]] == ["reopened", "rejected"]


@each_resource
def test_a_decision_needs_no_body(editor: APIClient, resource: str) -> None:
    assert editor.post(address(resource, RECORDS[resource](), "accept/")).status_code == 200


@each_resource
def test_a_decision_takes_only_a_reason(editor: APIClient, resource: str) -> None:
    answer = editor.post(address(resource, RECORDS[resource](), "accept/"), {"because": "x"})
    assert list(answer.json()["errors"]) == ["because"]


def test_a_commitment_is_edited(editor: APIClient) -> None:
    meeting = a_meeting()
    commitment = a_commitment()
    changes = {
        "kind": "plan",
        "action": "ترميم المدرسة",
        "meeting": str(meeting.pk),
        "due_edtf": "2031-05",
        "reason": "خطأ في القراءة",
    }
    answer = editor.patch(address("commitments", commitment), changes)
    data = answer.json()
    assert answer.status_code == 200, data
    assert (data["kind"], data["action"], data["version"]) == ("plan", "ترميم المدرسة", 2)
    assert data["meeting"]["id"] == str(meeting.pk)
    assert (data["due_edtf"], data["due_earliest_on"], data["due_latest_on"]) == (
        "2031-05",
        "2031-05-01",
        "2031-05-31",
    )
    assert data["reviews"][0]["changes"]["kind"] == {"from": "pledge", "to": "plan"}
    assert data["reviews"][0]["reason"] == "خطأ في القراءة"


def test_an_edited_commitment_is_found_by_its_new_words(editor: APIClient) -> None:
    commitment = a_commitment()
    editor.patch(address("commitments", commitment), {"action": "ترميم المدرسة"})
    rows = editor.get("/api/v1/commitments/?text=المدرسه").json()["results"]
    assert [row["id"] for row in rows] == [str(commitment.pk)]


def test_a_meeting_is_edited(editor: APIClient) -> None:
    meeting = a_meeting()
    changes = {"kind": "forum", "title": "ملتقى", "date_edtf": "2030-02", "time": "10:30", "place": "فاس"}
    answer = editor.patch(address("meetings", meeting), {**changes, "planned": True})
    data = answer.json()
    assert answer.status_code == 200, data
    assert (data["kind"], data["title"], data["place"], data["planned"]) == ("forum", "ملتقى", "فاس", True)
    assert (data["earliest_on"], data["latest_on"], data["time"]) == ("2030-02-01", "2030-02-28", "10:30:00")


def test_what_is_cleared_is_empty(editor: APIClient) -> None:
    commitment = a_commitment(meeting=a_meeting())
    data = editor.patch(address("commitments", commitment), {"meeting": None, "due_edtf": ""}).json()
    assert (data["meeting"], data["due_edtf"], data["due_latest_on"]) == (None, "", None)


BAD_EDITS = [
    ("commitments", {"kind": "wish"}, "kind"),
    ("commitments", {"kind": None}, "kind"),
    ("commitments", {"kind": ["plan"]}, "kind"),
    ("commitments", {"kind": {}}, "kind"),
    ("commitments", {"action": " "}, "action"),
    ("commitments", {"action": 5}, "action"),
    ("commitments", {"due_edtf": "soon"}, "due_edtf"),
    ("commitments", {"due_edtf": "2030-02-30"}, "due_edtf"),
    ("commitments", {"meeting": "none"}, "meeting"),
    ("commitments", {"meeting": "00000000-0000-0000-0000-000000000000"}, "meeting"),
    ("commitments", {"status": "fulfilled"}, "status"),
    ("commitments", {"review": "accepted"}, "review"),
    ("commitments", {"version": 7}, "version"),
    ("meetings", {"kind": "party"}, "kind"),
    ("meetings", {"title": ""}, "title"),
    ("meetings", {"title": "x" * 501}, "title"),
    ("meetings", {"date_edtf": "yesterday"}, "date_edtf"),
    ("meetings", {"time": "25:00"}, "time"),
    ("meetings", {"time": 10}, "time"),
    ("meetings", {"planned": "perhaps"}, "planned"),
    ("meetings", {"planned": None}, "planned"),
    ("meetings", {"place": "\ud800"}, "place"),
]


@pytest.mark.parametrize(("resource", "changes", "named"), BAD_EDITS)
def test_a_bad_edit_is_named_and_changes_nothing(
    editor: APIClient, resource: str, changes: dict[str, Any], named: str
) -> None:
    record = RECORDS[resource]()
    answer = editor.generic(
        "PATCH", address(resource, record), json.dumps(changes), content_type="application/json"
    )
    assert answer.status_code == 400, answer.content
    assert list(answer.json()["errors"]) == [named]
    record.refresh_from_db()
    assert record.version == 1


@each_resource
def test_an_edit_of_what_was_read_goes_through(editor: APIClient, resource: str) -> None:
    record = RECORDS[resource]()
    read = editor.get(address(resource, record))
    first = editor.post(address(resource, record, "accept/"), HTTP_IF_MATCH=read["ETag"])
    assert first.status_code == 200
    assert first["ETag"].startswith('"2-')
    second = editor.post(address(resource, record, "reopen/"), HTTP_IF_MATCH=first["ETag"])
    assert second.status_code == 200


@each_resource
@pytest.mark.parametrize("act", ["accept/", "reject/", "reopen/", ""])
def test_a_stale_write_is_refused_and_changes_nothing(editor: APIClient, resource: str, act: str) -> None:
    record = RECORDS[resource]()
    read = editor.get(address(resource, record))["ETag"]
    editor.post(address(resource, record, "accept/"), {"reason": "first"})
    method = editor.post if act else editor.patch
    body = {} if act else {"kind": {"commitments": "plan", "meetings": "visit"}[resource]}
    answer = method(address(resource, record, act), body, HTTP_IF_MATCH=read)
    assert answer.status_code == 412
    assert "If-Match" in answer.json()["errors"]
    record.refresh_from_db()
    assert (record.review, record.version, Review.objects.count()) == ("accepted", 2, 1)


@pytest.mark.parametrize("header", ["*", '"1"', '"1-0123456789abcdef"', 'W/"1"', '"7", "1"'])
def test_forms_of_if_match_that_fit(editor: APIClient, header: str) -> None:
    answer = editor.post(address("commitments", a_commitment(), "accept/"), HTTP_IF_MATCH=header)
    assert answer.status_code == 200, answer.json()


@pytest.mark.parametrize("header", ["", "1", "nonsense", '"x"', '"1", nonsense', '"99999999999999999999"'])
def test_an_if_match_that_is_none_is_refused(editor: APIClient, header: str) -> None:
    answer = editor.post(address("commitments", a_commitment(), "accept/"), HTTP_IF_MATCH=header)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["If-Match"]


def test_a_new_mention_makes_no_write_stale(editor: APIClient) -> None:
    article = an_article()
    commitment = a_commitment(article)
    read = editor.get(address("commitments", commitment))["ETag"]
    commitment.mentions.create(article=article, part="deadline", start=0, end=3, quote=article.body[:3])
    assert editor.get(address("commitments", commitment))["ETag"] != read
    answer = editor.post(address("commitments", commitment, "accept/"), HTTP_IF_MATCH=read)
    assert answer.status_code == 200
