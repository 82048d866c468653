"""What is shown of one record, and what caches are told about it."""

import pytest
from rest_framework.test import APIClient

from tests.tracker.api.rows import a_commitment, a_meeting, an_actor, an_article
from tracker.models import ExtractionRun, Membership


def test_an_article_shows_its_runs_and_what_was_read(editor: APIClient) -> None:
    article, other = an_article(), an_article()
    meeting = a_meeting(article)
    commitment = a_commitment(article, meeting)
    a_commitment(other)
    commitment.mentions.create(article=other, part="action", start=0, end=4, quote=other.body[:4])
    data = editor.get(f"/api/v1/articles/{article.pk}/").json()
    assert (data["state"], data["body"], data["source"]["name"]) == ("done", article.body, "جريدة الساحل")
    run = data["runs"][0]
    assert (run["attempt"], run["cause"], run["state"], run["error"]) == (1, "submitted", "done", "")
    assert run["started_at"] and run["ended_at"]
    assert [row["id"] for row in data["meetings"]] == [str(meeting.pk)]
    assert [row["id"] for row in data["commitments"]] == [str(commitment.pk)]
    for row in data["meetings"] + data["commitments"]:
        assert [mention["article"] for mention in row["mentions"]] == [str(article.pk)]
        for mention in row["mentions"]:
            assert data["body"][mention["start"] : mention["end"]] == mention["quote"]


def test_a_commitment_shows_parties_meeting_and_reasons(editor: APIClient) -> None:
    mayor = an_actor("رئيس الجماعة")
    meeting = a_meeting()
    commitment = a_commitment(meeting=meeting, actor=mayor, owner=editor.user)
    data = editor.get(f"/api/v1/commitments/{commitment.pk}/").json()
    assert data["parties"] == [
        {
            "role": "committer",
            "name": "رئيس الجماعة",
            "actor": {"id": str(mayor.pk), "name": "رئيس الجماعة", "kind": "person"},
        }
    ]
    assert data["meeting"]["id"] == str(meeting.pk)
    assert data["owner"] == editor.user.username
    assert data["features"] == [{"name": "bias", "value": 1.0, "contribution": 0.5}]
    assert (data["confidence"], data["rule"], data["status"]) == (0.8, "pledge.verb", "not_rated")


def test_an_actor_shows_memberships(editor: APIClient) -> None:
    mayor, council = an_actor(), an_actor("المجلس", kind="organization")
    Membership.objects.create(person=mayor, organization=council, role="رئيس", started="2021-09")
    data = editor.get(f"/api/v1/actors/{mayor.pk}/").json()
    assert data["memberships"][0]["organization"]["name"] == "المجلس"
    assert (data["memberships"][0]["role"], data["memberships"][0]["started"]) == ("رئيس", "2021-09")


def test_retry_gives_a_new_run_and_refuses_a_second(editor: APIClient) -> None:
    article = an_article(state="failed")
    ExtractionRun.objects.update(state="failed", error="ValueError: x")
    answer = editor.post(f"/api/v1/articles/{article.pk}/retry/")
    assert answer.status_code == 202
    assert (answer.json()["attempt"], answer.json()["cause"], answer.json()["state"]) == (
        2,
        "retry",
        "pending",
    )
    assert editor.get(answer["Location"]).json() == answer.json()
    assert editor.post(f"/api/v1/articles/{article.pk}/retry/").status_code == 409
    runs = editor.get(f"/api/v1/articles/{article.pk}/runs/").json()
    assert [(run["attempt"], run["error"]) for run in runs] == [(2, ""), (1, "ValueError: x")]


@pytest.mark.parametrize("resource", ["articles", "meetings", "commitments", "actors", "sources"])
@pytest.mark.parametrize("pk", ["00000000-0000-0000-0000-000000000000", "1", "none", "%00", "ا", "x" * 3000])
def test_what_is_not_there(editor: APIClient, resource: str, pk: str) -> None:
    answer = editor.get(f"/api/v1/{resource}/{pk}/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_run_that_is_not_there(editor: APIClient) -> None:
    article = an_article()
    assert editor.get(f"/api/v1/articles/{article.pk}/runs/2/").status_code == 404
    assert editor.get(f"/api/v1/articles/{article.pk}/runs/{10**30}/").status_code == 404


def test_a_forgotten_slash_is_pointed_out(editor: APIClient) -> None:
    answer = editor.post("/api/v1/articles", {"body": "x"})
    assert answer.status_code == 404
    assert "/api/v1/articles/" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(editor: APIClient, method: str) -> None:
    answer = getattr(editor, method)("/api/v1/articles/")
    assert answer.status_code == 405
    assert answer.json()["status"] == 405


def test_only_json_is_served(editor: APIClient) -> None:
    answer = editor.get("/api/v1/articles/", HTTP_ACCEPT="text/csv")
    assert answer.status_code == 406
    assert "Accept" in answer.json()["errors"]


@pytest.mark.parametrize("path", ["articles/", "articles/{pk}/", "commitments/"])
def test_what_the_client_has_is_not_sent_again(editor: APIClient, path: str) -> None:
    article = an_article()
    address = f"/api/v1/{path.format(pk=article.pk)}"
    first = editor.get(address)
    assert "no-cache" in first["Cache-Control"] and "private" in first["Cache-Control"]
    assert {"Authorization", "Accept-Language"} <= {part.strip() for part in first["Vary"].split(",")}
    again = editor.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    a_commitment(article)
    assert editor.get("/api/v1/commitments/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_head_answers_without_a_body(editor: APIClient) -> None:
    answer = editor.head("/api/v1/articles/")
    assert (answer.status_code, answer.content) == (200, b"")
