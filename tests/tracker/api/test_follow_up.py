"""Following a commitment up by program: what may be recorded, what is refused, and what is shown of it."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.tracker.api.conftest import MakeClient
from tests.tracker.api.rows import a_commitment, a_meeting, an_actor, an_article, mention
from tests.tracker.api.shapes import conforms
from tracker.models import Commitment, Evidence, StatusChange, Subscription, Topic
from tracker.services import clock

REPORT = {"kind": "report", "stance": "supports", "url": "https://example.org/report"}
TODAY = clock.today()


@pytest.fixture
def commitment(db: None) -> Commitment:
    """An accepted commitment."""
    return a_commitment(review="accepted")


def address(commitment: Commitment, *parts: object) -> str:
    """Where something of a commitment is."""
    return "/".join(["/api/v1/commitments", str(commitment.pk), *map(str, parts), ""])


def test_a_status_is_changed_and_the_change_kept(editor: APIClient, commitment: Commitment) -> None:
    read = editor.get(address(commitment))
    assert "in_progress" in read.json()["allowed_statuses"]
    body = {"status": "in_progress", "reason": "بدأت الأشغال"}
    answer = editor.post(address(commitment, "status"), body, HTTP_IF_MATCH=read["ETag"])
    assert (answer.status_code, answer.json()["status"], answer.json()["version"]) == (200, "in_progress", 2)
    assert answer["ETag"].startswith('"2-')
    change = editor.get(address(commitment, "status-changes")).json()["results"][0]
    assert (change["from_status"], change["to_status"]) == ("not_rated", "in_progress")
    assert (change["reason"], change["effective_on"]) == ("بدأت الأشغال", TODAY.isoformat())
    assert change["by"] == editor.user.username


def test_closing_names_all_that_is_missing(editor: APIClient, commitment: Commitment) -> None:
    answer = editor.post(address(commitment, "status"), {"status": "fulfilled"})
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"effective_on", "reason", "evidence"}
    assert not StatusChange.objects.exists()


def test_closing_with_new_evidence_is_one_act(editor: APIClient, commitment: Commitment) -> None:
    body = {"status": "fulfilled", "effective_on": "2026-01-02", "reason": "افتتح", "new_evidence": [REPORT]}
    answer = editor.post(address(commitment, "status"), body)
    assert (answer.status_code, answer.json()["status"]) == (200, "fulfilled")
    change = editor.get(address(commitment, "status-changes")).json()["results"][0]
    assert change["evidence"] == [str(Evidence.objects.get().pk)]


def test_closing_with_evidence_that_is_there(editor: APIClient, commitment: Commitment) -> None:
    given = editor.post(address(commitment, "evidence"), REPORT).json()["id"]
    body = {"status": "withdrawn", "effective_on": "2026-01-02", "reason": "تراجع", "evidence": [given]}
    assert editor.post(address(commitment, "status"), body).status_code == 200


def test_an_announcement_does_not_close(editor: APIClient, commitment: Commitment) -> None:
    announced = {**REPORT, "kind": "announcement"}
    body = {"status": "fulfilled", "effective_on": "2026-01-02", "reason": "x", "new_evidence": [announced]}
    answer = editor.post(address(commitment, "status"), body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["evidence"])
    assert not Evidence.objects.exists()


def test_an_illegal_transition_changes_nothing(editor: APIClient, commitment: Commitment) -> None:
    answer = editor.post(address(commitment, "status"), {"status": "not_rated"})
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_transition")
    assert list(answer.json()["errors"]) == ["status"]
    commitment.refresh_from_db()
    assert commitment.version == 1


def test_what_is_not_accepted_is_not_followed_up(editor: APIClient) -> None:
    proposed = a_commitment()
    answer = editor.post(address(proposed, "status"), {"status": "in_progress"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_accepted")
    assert editor.get(address(proposed)).json()["allowed_statuses"] == []


WRITES = [
    ("status", {"status": "in_progress"}),
    ("due-date", {"due_edtf": "2031-01"}),
    ("assign", {"owner": None}),
]


@pytest.mark.parametrize(("act", "body"), WRITES)
def test_a_stale_act_is_refused(
    editor: APIClient, commitment: Commitment, act: str, body: dict[str, Any]
) -> None:
    read = editor.get(address(commitment))["ETag"]
    editor.post(address(commitment, "status"), {"status": "stalled"})
    answer = editor.post(address(commitment, act), body, HTTP_IF_MATCH=read)
    assert (answer.status_code, list(answer.json()["errors"])) == (412, ["If-Match"])
    assert Commitment.objects.get(pk=commitment.pk).version == 2


def test_a_due_date_is_moved_and_the_old_one_kept(editor: APIClient, commitment: Commitment) -> None:
    body = {"due_edtf": "2030-06", "announced_by": "الرئيس", "announced_on": "2026-02-01", "reason": "تأخر"}
    data = editor.post(address(commitment, "due-date"), body).json()
    assert (data["due_edtf"], data["due_latest_on"], data["due_basis"]) == (
        "2030-06",
        "2030-06-30",
        "assigned",
    )
    assert (data["first_due_on"], data["times_postponed"], data["days_slipped"]) == ("2030-03-31", 1, 91)
    revision = editor.get(address(commitment, "due-date-revisions")).json()["results"][0]
    assert (revision["from_edtf"], revision["to_edtf"], revision["announced_by"]) == (
        "2030-03",
        "2030-06",
        "الرئيس",
    )


def test_a_file_is_evidence_and_comes_back_as_it_was(editor: APIClient, commitment: Commitment) -> None:
    file = SimpleUploadedFile("محضر.txt", "تم الإنجاز".encode(), "text/plain")
    body = {"kind": "document", "stance": "supports", "file": file, "happened_on": "2026-01-02"}
    answer = editor.post(address(commitment, "evidence"), body, format="multipart")
    assert answer.status_code == 201, answer.json()
    data = answer.json()
    assert (data["file_name"], data["file_type"], len(data["content_sha256"])) == (
        "محضر.txt",
        "text/plain",
        64,
    )
    download = editor.get(data["file"])
    assert b"".join(download.streaming_content).decode() == "تم الإنجاز"
    assert download["Content-Type"] == "text/plain"
    assert download["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content"),
    [("run.exe", b"MZ"), ("page.html", b"<script>"), ("a.pdf", b"no pdf"), ("a.txt", b"")],
)
def test_a_file_that_is_not_taken(
    editor: APIClient, commitment: Commitment, name: str, content: bytes
) -> None:
    body = {"kind": "document", "stance": "supports", "file": SimpleUploadedFile(name, content)}
    answer = editor.post(address(commitment, "evidence"), body, format="multipart")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["file"])


def test_an_upload_over_the_limit_is_not_read(
    editor: APIClient, commitment: Commitment, settings: Any
) -> None:
    settings.AHD_MAX_EVIDENCE_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = {"kind": "document", "stance": "supports", "file": SimpleUploadedFile("a.txt", b"x" * 3000)}
    assert editor.post(address(commitment, "evidence"), body, format="multipart").status_code == 413


def test_evidence_without_a_file_has_nothing_to_download(editor: APIClient, commitment: Commitment) -> None:
    data = editor.post(address(commitment, "evidence"), REPORT).json()
    assert data["file"] is None
    assert editor.get(address(commitment, "evidence", data["id"], "file")).status_code == 404


def test_an_article_is_evidence_once(editor: APIClient, commitment: Commitment) -> None:
    body = {"kind": "report", "stance": "refutes", "article": str(an_article().pk)}
    assert editor.post(address(commitment, "evidence"), body).status_code == 201
    answer = editor.post(address(commitment, "evidence"), body)
    assert (answer.status_code, answer.json()["code"]) == (409, "duplicate")


def test_what_belongs_to_another_commitment_is_not_there(editor: APIClient, commitment: Commitment) -> None:
    point = a_commitment(review="accepted").criteria.create(text="x")
    assert editor.patch(address(commitment, "criteria", point.pk), {"met": True}).status_code == 404


def test_the_checklist_is_kept(editor: APIClient, commitment: Commitment) -> None:
    first = editor.post(address(commitment, "criteria"), {"text": "تعبيد"}).json()
    editor.post(address(commitment, "criteria"), {"text": "إنارة"})
    met = editor.patch(address(commitment, "criteria", first["id"]), {"met": True}).json()
    assert (met["met"], met["judged_by"]) == (True, editor.user.username)
    again = editor.patch(address(commitment, "criteria", first["id"]), {"text": "تعبيد كامل"}).json()
    assert (again["text"], again["met"], again["judged_by"]) == ("تعبيد كامل", False, None)
    rows = editor.get(f"{address(commitment, 'criteria')}?ordering=position").json()["results"]
    assert [row["text"] for row in rows] == ["تعبيد كامل", "إنارة"]
    assert editor.delete(address(commitment, "criteria", first["id"])).status_code == 204
    assert commitment.criteria.count() == 1


def test_notes_and_days_to_look_again(editor: APIClient, commitment: Commitment) -> None:
    assert (
        editor.post(address(commitment, "notes"), {"text": "اتصلت بالجماعة"}).json()["text"]
        == "اتصلت بالجماعة"
    )
    body = {"due_on": "2031-01-01", "assignee": editor.user.username, "note": "زيارة"}
    look = editor.post(address(commitment, "follow-ups"), body).json()
    assert (look["assignee"], look["done_at"]) == (editor.user.username, None)
    done = editor.post(address(commitment, "follow-ups", look["id"], "done"), {"outcome": "لا أثر"})
    assert (done.json()["outcome"], done.json()["done_by"]) == ("لا أثر", editor.user.username)
    assert editor.post(address(commitment, "follow-ups", look["id"], "done"), {}).status_code == 409


def test_an_owner_is_assigned_and_taken_away(editor: APIClient, commitment: Commitment) -> None:
    name = editor.user.username
    assert editor.post(address(commitment, "assign"), {"owner": name}).json()["owner"] == name
    assert editor.get("/api/v1/commitments/?mine=true").json()["results"][0]["id"] == str(commitment.pk)
    assert editor.get("/api/v1/commitments/?mine=false").json()["results"] == []
    assert editor.post(address(commitment, "assign"), {"owner": None}).json()["owner"] is None


@pytest.mark.parametrize("owner", ["", "nobody", 5, ["editor"], {}])
def test_an_owner_that_is_none(editor: APIClient, commitment: Commitment, owner: Any) -> None:
    answer = editor.post(address(commitment, "assign"), {"owner": owner})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["owner"])


def test_topics_are_set_and_filtered_by(editor: APIClient, commitment: Commitment) -> None:
    water = Topic.objects.create(name="الماء", name_folded="الماء")
    answer = editor.put(address(commitment, "topics"), {"topics": [str(water.pk)]})
    assert answer.json()["topics"] == [{"id": str(water.pk), "name": "الماء"}]
    rows = editor.get(f"/api/v1/commitments/?topic={water.pk}").json()["results"]
    assert [row["id"] for row in rows] == [str(commitment.pk)]
    assert editor.put(address(commitment, "topics"), {"topics": []}).json()["topics"] == []
    assert editor.put(address(commitment, "topics"), {"topics": {}}).status_code == 400


@pytest.mark.parametrize("resource", ["commitments", "meetings", "actors"])
def test_following_and_unfollowing(editor: APIClient, resource: str) -> None:
    record = {"commitments": a_commitment, "meetings": a_meeting, "actors": an_actor}[resource]()
    follow = f"/api/v1/{resource}/{record.pk}/follow/"
    assert editor.post(follow, {"cadence": "weekly"}).json() == {"scope": resource[:-1], "cadence": "weekly"}
    assert editor.post(follow).json()["cadence"] == "instant"
    assert Subscription.objects.filter(ended_at=None).count() == 1
    assert (editor.delete(follow).status_code, editor.delete(follow).status_code) == (204, 204)
    assert not Subscription.objects.filter(ended_at=None).exists()
    assert editor.post(follow, {"cadence": "hourly"}).status_code == 400


def test_reminders_rest_and_wake(editor: APIClient, commitment: Commitment) -> None:
    until = (TODAY + dt.timedelta(7)).isoformat()
    answer = editor.post(address(commitment, "snooze"), {"until_on": until})
    assert (answer.status_code, answer.json()["until_on"], answer.json()["for_all"]) == (201, until, True)
    assert editor.delete(address(commitment, "snooze")).status_code == 204
    assert editor.post(address(commitment, "snooze"), {"until_on": TODAY.isoformat()}).status_code == 400


def test_a_viewer_rests_only_the_own_reminders(as_role: MakeClient, commitment: Commitment) -> None:
    until = (TODAY + dt.timedelta(7)).isoformat()
    answer = as_role("viewer").post(address(commitment, "snooze"), {"until_on": until})
    assert (answer.status_code, answer.json()["for_all"]) == (201, False)


def test_an_answer_takes_effect_for_those_who_may(editor: APIClient, commitment: Commitment) -> None:
    answer = editor.post(address(commitment, "answers"), {"choice": "under_way", "note": "تتقدم"})
    assert answer.json()["settled_at"] is not None
    assert editor.get(address(commitment)).json()["status"] == "in_progress"
    waiting = editor.post(address(commitment, "answers"), {"choice": "not_done"}).json()
    assert waiting["settled_at"] is None
    settled = editor.post(address(commitment, "answers", waiting["id"], "settle"))
    assert settled.json()["settled_at"] is not None
    assert editor.post(address(commitment, "answers", waiting["id"], "settle")).status_code == 409


def test_derived_flags_filter_and_show(editor: APIClient) -> None:
    def due(days: int) -> Commitment:
        day = TODAY + dt.timedelta(days)
        return a_commitment(review="accepted", due_earliest_on=day, due_latest_on=day)

    soon, late, very_late, far = due(1), due(-1), due(-1000), due(1000)
    due_soon = editor.get("/api/v1/commitments/?due_soon=true").json()["results"]
    assert [row["id"] for row in due_soon] == [str(soon.pk)]
    overdue = editor.get("/api/v1/commitments/?overdue=true").json()["results"]
    assert {row["id"] for row in overdue} == {str(late.pk), str(very_late.pk)}
    assert [row["is_overdue"] for row in overdue] == [True, True]
    long_overdue = editor.get("/api/v1/commitments/?long_overdue=true").json()["results"]
    assert [row["id"] for row in long_overdue] == [str(very_late.pk)]
    calm = editor.get("/api/v1/commitments/?overdue=false&due_soon=false").json()["results"]
    assert [row["id"] for row in calm] == [str(far.pk)]
    assert len(editor.get("/api/v1/commitments/?stale=true").json()["results"]) == 4
    editor.post(address(soon, "notes"), {"text": "خبر"})
    assert len(editor.get("/api/v1/commitments/?stale=true").json()["results"]) == 3


def test_the_timeline_tells_everything_newest_first(editor: APIClient, commitment: Commitment) -> None:
    editor.post(address(commitment, "evidence"), REPORT)
    editor.post(address(commitment, "due-date"), {"due_edtf": "2031-01"})
    editor.post(address(commitment, "status"), {"status": "in_progress"})
    editor.post(address(commitment, "notes"), {"text": "x"})
    entries = editor.get(address(commitment, "timeline")).json()
    past = [entry["kind"] for entry in entries if entry["kind"] not in ("reminder", "mention")]
    assert past == ["note", "status_change", "due_date_revision", "evidence"]
    assert any(entry["kind"] == "reminder" and entry["is_planned"] for entry in entries)
    note = next(entry for entry in entries if entry["kind"] == "note")
    assert (note["who"], note["record"]["text"]) == (editor.user.username, "x")


def test_a_longer_timeline_takes_no_more_queries(editor: APIClient, commitment: Commitment) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address(commitment, "timeline")).status_code == 200
        return len(captured)

    def grow(number: int) -> None:
        editor.post(address(commitment, "evidence"), {**REPORT, "article": str(an_article().pk)})
        editor.post(address(commitment, "due-date"), {"due_edtf": f"203{number}-01"})
        editor.post(address(commitment, "status"), {"status": ["in_progress", "stalled"][number % 2]})

    grow(0)
    queries()
    few = queries()
    for number in range(1, 4):
        grow(number)
    assert queries() == few


def test_later_articles_are_offered_as_evidence(editor: APIClient, commitment: Commitment) -> None:
    later = an_article(published_on=dt.date(2031, 1, 1))
    mention(later, "إصلاح الطريق", "action", commitment=commitment)
    offered = editor.get(address(commitment, "offered-articles")).json()
    assert [row["id"] for row in offered] == [str(later.pk)]
    editor.post(
        address(commitment, "evidence"), {"kind": "report", "stance": "mentions", "article": offered[0]["id"]}
    )
    assert editor.get(address(commitment, "offered-articles")).json() == []


ACTS: list[tuple[str, str, dict[str, Any], int]] = [
    ("post", "status", {"status": "stalled"}, 200),
    ("post", "due-date", {"due_edtf": "2031-01"}, 200),
    ("post", "evidence", REPORT, 201),
    ("post", "criteria", {"text": "x"}, 201),
    ("post", "notes", {"text": "x"}, 201),
    ("post", "follow-ups", {"due_on": "2031-01-01"}, 201),
    ("post", "snooze", {"until_on": (TODAY + dt.timedelta(7)).isoformat()}, 201),
    ("post", "answers", {"choice": "not_done"}, 201),
    ("post", "follow", {}, 200),
    ("post", "assign", {"owner": None}, 200),
    ("put", "topics", {"topics": []}, 200),
]
OPEN_TO_ALL = {"follow", "snooze"}
NOT_FOR_OWNERS = {"assign", "topics"}


@pytest.mark.parametrize("owns", [False, True], ids=["stranger to it", "owner"])
@pytest.mark.parametrize("role", ["viewer", "submitter", "reviewer", "editor"])
@pytest.mark.parametrize(("method", "act", "body", "status"), ACTS, ids=[act for _m, act, _b, _s in ACTS])
def test_every_act_by_role_and_ownership(
    as_role: MakeClient, method: str, act: str, body: dict[str, Any], status: int, role: str, owns: bool
) -> None:
    client = as_role(role)
    commitment = a_commitment(review="accepted", owner=client.user if owns else None)
    by_role = role in ("reviewer", "editor") or act in OPEN_TO_ALL
    allowed = by_role or (owns and act not in NOT_FOR_OWNERS)
    answer = getattr(client, method)(address(commitment, act), body)
    assert answer.status_code == (status if allowed else 403), answer.json()


FAR_DATES = ["9999-12-31", "9999", "0001-01-01", "0001", "1700/1701", "2030/9999"]


@pytest.mark.parametrize("edtf", FAR_DATES)
def test_a_year_that_nobody_means_is_refused(editor: APIClient, commitment: Commitment, edtf: str) -> None:
    answer = editor.post(address(commitment, "due-date"), {"due_edtf": edtf})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["due_edtf"])
    meeting = f"/api/v1/meetings/{a_meeting().pk}/"
    assert editor.patch(meeting, {"date_edtf": edtf}).status_code == 400


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2020-01-01"])
def test_a_day_to_look_that_is_over_or_never_comes(
    editor: APIClient, commitment: Commitment, day: str
) -> None:
    answer = editor.post(address(commitment, "follow-ups"), {"due_on": day})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["due_on"])


@pytest.mark.parametrize("edtf", ["2030/..", "../2030", "XXXX-10-04"])
def test_an_open_or_unknown_due_date_is_kept(editor: APIClient, commitment: Commitment, edtf: str) -> None:
    assert editor.post(address(commitment, "due-date"), {"due_edtf": edtf}).json()["due_edtf"] == edtf
    assert editor.get(address(commitment, "timeline")).status_code == 200


def test_the_timeline_conforms_to_the_schema(
    schema: dict[str, Any], editor: APIClient, commitment: Commitment
) -> None:
    editor.post(address(commitment, "evidence"), REPORT)
    editor.post(address(commitment, "due-date"), {"due_edtf": "2031-01"})
    editor.post(address(commitment, "status"), {"status": "in_progress"})
    path = "/api/v1/commitments/{id}/timeline/"
    conforms(schema, path, "get", editor.get(path.replace("{id}", str(commitment.pk))))
