"""Every endpoint, asked by everybody: who gets an answer and who is refused, in one table."""

import datetime as dt
from typing import NamedTuple

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver
from rest_framework.test import APIClient

from tests.tracker.api.conftest import MakeClient, expire, revoke
from tests.tracker.api.rows import a_commitment, a_meeting, an_article
from tracker.api import urls
from tracker.models import Commitment, Evidence, SavedSearch, Topic
from tracker.services import clock

ROLES = ("viewer", "submitter", "reviewer", "editor")
EVERYBODY = frozenset(ROLES)
SUBMITTERS = frozenset({"submitter", "editor"})
EDITORS = frozenset({"editor"})
REVIEWERS = frozenset({"reviewer", "editor"})


class Endpoint(NamedTuple):
    """One method of one address: the scope it needs, the roles that may, and what they are answered."""

    name: str
    method: str
    path: str
    scope: str
    roles: frozenset[str]
    status: int = 200
    body: dict[str, object] | None = None


ARTICLE = {"body": "تعهد الرئيس بإصلاح الطريق.", "source": "جريدة"}
OF = "commitments/{accepted}/"
STALLED = {"status": "stalled", "reason": "لا أثر للأشغال"}
NEW_DUE = {"due_edtf": "2031-01"}
MET = {"met": True}
UNTIL = {"until_on": (clock.today() + dt.timedelta(30)).isoformat()}
SEARCH = {"name": "خطط", "filters": {"kind": "plan"}}
LOOK = {"due_on": "2040-01-01"}
EVIDENCE = {"kind": "report", "stance": "supports", "url": "https://example.org/a"}
ENDPOINTS = [
    Endpoint("article-list", "get", "articles/", "read", EVERYBODY),
    Endpoint("article-list", "post", "articles/", "submit", SUBMITTERS, 202, ARTICLE),
    Endpoint("article-detail", "get", "articles/{article}/", "read", EVERYBODY),
    Endpoint("article-runs", "get", "articles/{article}/runs/", "read", EVERYBODY),
    Endpoint("article-run", "get", "articles/{article}/runs/1/", "read", EVERYBODY),
    Endpoint("article-retry", "post", "articles/{article}/retry/", "submit", EVERYBODY - {"viewer"}, 202, {}),
    Endpoint("meeting-list", "get", "meetings/", "read", EVERYBODY),
    Endpoint("meeting-detail", "get", "meetings/{meeting}/", "read", EVERYBODY),
    Endpoint("meeting-detail", "patch", "meetings/{meeting}/", "review", REVIEWERS, 200, {"place": "فاس"}),
    Endpoint("meeting-accept", "post", "meetings/{meeting}/accept/", "review", REVIEWERS, 200, {}),
    Endpoint("meeting-reject", "post", "meetings/{meeting}/reject/", "review", REVIEWERS, 200, {}),
    Endpoint("meeting-reopen", "post", "meetings/{decided_meeting}/reopen/", "review", REVIEWERS, 200, {}),
    Endpoint("commitment-list", "get", "commitments/", "read", EVERYBODY),
    Endpoint("commitment-detail", "get", "commitments/{commitment}/", "read", EVERYBODY),
    Endpoint(
        "commitment-detail", "patch", "commitments/{commitment}/", "review", REVIEWERS, 200, {"kind": "plan"}
    ),
    Endpoint("commitment-accept", "post", "commitments/{commitment}/accept/", "review", REVIEWERS, 200, {}),
    Endpoint("commitment-reject", "post", "commitments/{commitment}/reject/", "review", REVIEWERS, 200, {}),
    Endpoint("commitment-reopen", "post", "commitments/{decided}/reopen/", "review", REVIEWERS, 200, {}),
    Endpoint("commitment-change-status", "post", OF + "status/", "review", REVIEWERS, 200, STALLED),
    Endpoint("commitment-revise-due-date", "post", OF + "due-date/", "review", REVIEWERS, 200, NEW_DUE),
    Endpoint("commitment-assign", "post", OF + "assign/", "review", REVIEWERS, 200, {"owner": None}),
    Endpoint("commitment-tag", "put", OF + "topics/", "review", REVIEWERS, 200, {"topics": []}),
    Endpoint("commitment-follow", "post", OF + "follow/", "review", EVERYBODY, 200, {}),
    Endpoint("commitment-follow", "delete", OF + "follow/", "review", EVERYBODY, 204),
    Endpoint("commitment-timeline", "get", OF + "timeline/", "read", EVERYBODY),
    Endpoint("commitment-offered-articles", "get", OF + "offered-articles/", "read", EVERYBODY),
    Endpoint("status-change-list", "get", OF + "status-changes/", "read", EVERYBODY),
    Endpoint("due-date-revision-list", "get", OF + "due-date-revisions/", "read", EVERYBODY),
    Endpoint("evidence-list", "get", OF + "evidence/", "read", EVERYBODY),
    Endpoint("evidence-list", "post", OF + "evidence/", "review", REVIEWERS, 201, EVIDENCE),
    Endpoint("evidence-detail", "get", OF + "evidence/{evidence}/", "read", EVERYBODY),
    Endpoint("evidence-file", "get", OF + "evidence/{evidence}/file/", "read", EVERYBODY),
    Endpoint("criterion-list", "get", OF + "criteria/", "read", EVERYBODY),
    Endpoint("criterion-list", "post", OF + "criteria/", "review", REVIEWERS, 201, {"text": "افتتاح الطريق"}),
    Endpoint(
        "criterion-detail", "patch", OF + "criteria/{criterion}/", "review", REVIEWERS, 200, {"met": True}
    ),
    Endpoint("criterion-detail", "delete", OF + "criteria/{criterion}/", "review", REVIEWERS, 204),
    Endpoint("note-list", "get", OF + "notes/", "read", EVERYBODY),
    Endpoint("note-list", "post", OF + "notes/", "review", REVIEWERS, 201, {"text": "ملاحظة"}),
    Endpoint("follow-up-list", "get", OF + "follow-ups/", "read", EVERYBODY),
    Endpoint(
        "follow-up-list", "post", OF + "follow-ups/", "review", REVIEWERS, 201, {"due_on": "2040-01-01"}
    ),
    Endpoint("follow-up-detail", "get", OF + "follow-ups/{follow_up}/", "read", EVERYBODY),
    Endpoint("follow-up-done", "post", OF + "follow-ups/{follow_up}/done/", "review", REVIEWERS, 200, {}),
    Endpoint("commitment-snooze", "post", OF + "snooze/", "review", EVERYBODY, 201, UNTIL),
    Endpoint("commitment-snooze", "delete", "commitments/{rested}/snooze/", "review", REVIEWERS, 204),
    Endpoint("answer-list", "get", OF + "answers/", "read", EVERYBODY),
    Endpoint("answer-list", "post", OF + "answers/", "review", REVIEWERS, 201, {"choice": "under_way"}),
    Endpoint("answer-settle", "post", OF + "answers/{answer}/settle/", "review", REVIEWERS),
    Endpoint("meeting-follow", "post", "meetings/{meeting}/follow/", "review", EVERYBODY, 200, {}),
    Endpoint("meeting-follow", "delete", "meetings/{meeting}/follow/", "review", EVERYBODY, 204),
    Endpoint("actor-follow", "post", "actors/{actor}/follow/", "review", EVERYBODY, 200, {}),
    Endpoint("actor-follow", "delete", "actors/{actor}/follow/", "review", EVERYBODY, 204),
    Endpoint("topic-list", "get", "topics/", "read", EVERYBODY),
    Endpoint("topic-list", "post", "topics/", "review", REVIEWERS, 201, {"name": "الماء"}),
    Endpoint("topic-detail", "get", "topics/{topic}/", "read", EVERYBODY),
    Endpoint("topic-detail", "patch", "topics/{topic}/", "review", EDITORS, 200, {"name": "الصحة"}),
    Endpoint("topic-follow", "post", "topics/{topic}/follow/", "review", EVERYBODY, 200, {}),
    Endpoint("topic-follow", "delete", "topics/{topic}/follow/", "review", EVERYBODY, 204),
    Endpoint("search-list", "get", "searches/", "read", EVERYBODY),
    Endpoint("search-list", "post", "searches/", "review", EVERYBODY, 201, SEARCH),
    Endpoint("search-detail", "get", "searches/{search}/", "read", EVERYBODY, 404),
    Endpoint("search-detail", "patch", "searches/{search}/", "review", EVERYBODY, 404, SEARCH),
    Endpoint("search-follow", "post", "searches/{search}/follow/", "review", EVERYBODY, 404, {}),
    Endpoint("search-follow", "delete", "searches/{search}/follow/", "review", EVERYBODY, 404),
    Endpoint("feed-key", "get", "feed-key/", "read", EVERYBODY, 404),
    Endpoint("feed-key", "post", "feed-key/", "review", EVERYBODY, 201),
    Endpoint("feed-key", "delete", "feed-key/", "review", EVERYBODY, 204),
    Endpoint("actor-list", "get", "actors/", "read", EVERYBODY),
    Endpoint("actor-detail", "get", "actors/{actor}/", "read", EVERYBODY),
    Endpoint("source-list", "get", "sources/", "read", EVERYBODY),
    Endpoint("source-detail", "get", "sources/{source}/", "read", EVERYBODY),
]
by_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=[f"{e.method} {e.path}" for e in ENDPOINTS])


@pytest.fixture
def ids(db: None) -> dict[str, object]:
    """A row for every placeholder of the table."""
    article = an_article()
    meeting = a_meeting(article)
    accepted = a_commitment(article, review="accepted")
    author = User.objects.create_user("author")
    document = Evidence(commitment=accepted, kind="document", stance="supports", added_by=author)
    document.file_name, document.file_type = "report.txt", "text/plain"
    document.file.save("report.txt", ContentFile(b"done"))
    return {
        "accepted": accepted.pk,
        "evidence": document.pk,
        "topic": Topic.objects.create(name="الطرق", name_folded="الطرق").pk,
        "search": SavedSearch.objects.create(owner=author, name="x", filters={"kind": "plan"}).pk,
        "rested": a_rested_commitment().pk,
        "answer": accepted.answers.create(choice="not_done").pk,
        "criterion": accepted.criteria.create(text="افتتاح").pk,
        "follow_up": accepted.follow_ups.create(due_on=dt.date(2031, 1, 1)).pk,
        "article": article.pk,
        "meeting": meeting.pk,
        "decided_meeting": a_meeting(article, review="rejected").pk,
        "commitment": a_commitment(article, meeting).pk,
        "decided": a_commitment(article, review="rejected").pk,
        "actor": meeting.participations.get().actor_id,
        "source": article.source_id,
    }


def a_rested_commitment() -> Commitment:
    """A commitment whose reminders rest for everybody."""
    commitment = a_commitment(review="accepted")
    commitment.snoozes.create(until_on=clock.today() + dt.timedelta(30))
    return commitment


def ask(client: APIClient, endpoint: Endpoint, ids: dict[str, object]) -> tuple[int, dict[str, object]]:
    """The status and body that a client gets."""
    answer = getattr(client, endpoint.method)(f"/api/v1/{endpoint.path.format(**ids)}", endpoint.body)
    plain = answer.get("Content-Type", "").startswith(("application/json", "application/problem+json"))
    return answer.status_code, answer.json() if plain else {}


@by_endpoint
def test_roles(endpoint: Endpoint, ids: dict[str, object], as_role: MakeClient) -> None:
    # The refused first: what they ask for must not be done by then.
    for role in sorted(ROLES, key=lambda role: role in endpoint.roles):
        allowed = role in endpoint.roles
        status, body = ask(as_role(role), endpoint, ids)
        # After the first, the deed may be done already.
        expected = (endpoint.status, 200, 400, 404, 409) if allowed else (403,)
        assert status in expected, (role, status, body)
        assert allowed or body["code"] in ("missing_permission", "not_allowed")


@by_endpoint
def test_the_first_who_may_gets_the_answer(
    endpoint: Endpoint, ids: dict[str, object], as_role: MakeClient
) -> None:
    status, body = ask(as_role(sorted(endpoint.roles)[0]), endpoint, ids)
    assert status == endpoint.status, body


@by_endpoint
def test_everybody_else(
    endpoint: Endpoint, ids: dict[str, object], as_role: MakeClient, stranger: APIClient
) -> None:
    other_scopes = {"read", "submit", "review"} - {endpoint.scope}
    assert ask(stranger, endpoint, ids)[0] == 401
    assert ask(revoke(as_role("editor")), endpoint, ids)[0] == 401
    assert ask(expire(as_role("editor")), endpoint, ids)[0] == 401
    assert ask(as_role(None), endpoint, ids)[0] == 403
    status, body = ask(as_role("editor", scopes=other_scopes), endpoint, ids)
    assert (status, body["code"]) == (403, "missing_scope")


def test_the_table_names_every_endpoint() -> None:
    methods = {(e.name, e.method) for e in ENDPOINTS}
    assert methods == set(_served([*urls.own, *urls.router.urls]))


def _served(patterns: list[URLPattern | URLResolver]) -> list[tuple[str, str]]:
    return [
        (str(pattern.name), method)
        for pattern in patterns
        if isinstance(pattern, URLPattern)
        for method in pattern.callback.actions  # type: ignore[attr-defined]
        if method != "head"
    ]
