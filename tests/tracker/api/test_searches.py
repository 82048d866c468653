"""Topics and saved searches by program: made, changed, followed, kept apart between users."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.tracker.api.conftest import MakeClient
from tracker.models import SavedSearch, Subscription, Topic

PLANS = {"name": "خطط الماء", "filters": {"kind": "plan", "q": "المدرسة"}}


def test_a_topic_is_one_in_every_spelling(editor: APIClient) -> None:
    first = editor.post("/api/v1/topics/", {"name": "الصحّة"})
    second = editor.post("/api/v1/topics/", {"name": "الصحه"})
    assert (first.status_code, first.json()["id"]) == (201, second.json()["id"])
    found = editor.get("/api/v1/topics/?text=الصحه").json()["results"]
    assert [row["name"] for row in found] == ["الصحّة"]


def test_a_topic_is_renamed_but_not_to_a_name_that_is_taken(editor: APIClient) -> None:
    health = editor.post("/api/v1/topics/", {"name": "الصحة"}).json()["id"]
    editor.post("/api/v1/topics/", {"name": "الماء"})
    assert editor.patch(f"/api/v1/topics/{health}/", {"name": "المستشفيات"}).json()["name"] == "المستشفيات"
    assert editor.patch(f"/api/v1/topics/{health}/", {"name": "المَاء"}).status_code == 409
    assert editor.patch(f"/api/v1/topics/{health}/", {}).status_code == 400
    assert Topic.objects.count() == 2


def test_a_search_is_kept_changed_and_followed(editor: APIClient) -> None:
    made = editor.post("/api/v1/searches/", PLANS)
    assert made.status_code == 201, made.json()
    assert made.json()["filters"] == {"kind": "plan", "q": "المدرسه"}
    address = f"/api/v1/searches/{made.json()['id']}/"
    changed = editor.patch(address, {"filters": {"kind": "pledge"}}).json()
    assert (changed["name"], changed["filters"]) == ("خطط الماء", {"kind": "pledge"})
    assert editor.post(f"{address}follow/").json()["scope"] == "search"
    assert Subscription.objects.get().search == SavedSearch.objects.get()


def test_a_name_is_used_once_by_each_user(editor: APIClient, as_role: MakeClient) -> None:
    editor.post("/api/v1/searches/", PLANS)
    assert editor.post("/api/v1/searches/", PLANS).status_code == 409
    assert as_role("viewer").post("/api/v1/searches/", PLANS).status_code == 201


def test_a_search_of_somebody_else_is_not_there(editor: APIClient, as_role: MakeClient) -> None:
    pk = editor.post("/api/v1/searches/", PLANS).json()["id"]
    other = as_role("editor")
    assert other.get(f"/api/v1/searches/{pk}/").status_code == 404
    assert other.patch(f"/api/v1/searches/{pk}/", {"name": "x"}).status_code == 404
    assert other.get("/api/v1/searches/").json()["results"] == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"name": "x"}, "filters"),
        ({"name": "x", "filters": {}}, "filters"),
        ({"name": "x", "filters": {"colour": "red"}}, "filters"),
        ({"name": "x", "filters": {"kind": "wish"}}, "filters"),
        ({"name": "x", "filters": {"due_from": "soon"}}, "filters"),
        ({"name": "x", "filters": {"kind": 5}}, "filters.kind"),
        ({"name": "x", "filters": {"q": "\0"}}, "filters.q"),
        ({"name": "x", "filters": ["kind"]}, "filters"),
        ({"name": " ", "filters": {"kind": "plan"}}, "name"),
    ],
)
def test_a_bad_search_is_named(editor: APIClient, body: dict[str, Any], named: str) -> None:
    answer = editor.post("/api/v1/searches/", body)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [named])
