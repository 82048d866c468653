"""Lists: what filters let through, pages that neither lose nor repeat rows, queries that do not grow."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.tracker.api.rows import a_commitment, a_meeting, an_actor, an_article
from tracker.models import ActorAlias
from tracker.services import extractor


def found(client: APIClient, resource: str, **filters: Any) -> list[str]:
    """The ids of the rows that pass."""
    answer = client.get(f"/api/v1/{resource}/?{urlencode(filters, doseq=True)}")
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def ids(*rows: Any) -> list[str]:
    """The ids of rows, the latest first."""
    return [str(row.pk) for row in reversed(rows)]


def test_articles_by_each_filter(editor: APIClient) -> None:
    old = an_article(published_on=dt.date(2020, 1, 1), external_id="a-1", state="failed", language="ar-MA")
    new = an_article("أكد المسؤول أن الأشغال انتهت", "جريدة الجبل", published_on=dt.date(2021, 1, 1))
    undated = an_article("نص ثالث", published_on=None)
    assert found(editor, "articles") == ids(old, new, undated)
    assert found(editor, "articles", state="failed") == ids(old)
    assert found(editor, "articles", state=["failed", "done"]) == ids(old, new, undated)
    assert found(editor, "articles", external_id="a-1") == ids(old)
    assert found(editor, "articles", language="ar-MA") == ids(old)
    assert found(editor, "articles", source=new.source_id) == ids(new)
    assert found(editor, "articles", source="جريده الجبل") == ids(new)
    assert found(editor, "articles", source="لا أحد") == []
    assert found(editor, "articles", published_from="2020-06-01") == ids(new)
    assert found(editor, "articles", published_to="2020-06-01") == ids(old)
    assert found(editor, "articles", published_from="2020-01-01", published_to="2021-01-01") == ids(old, new)
    assert found(editor, "articles", text="إنتهَت المسؤول") == ids(new)
    assert found(editor, "articles", text="المسؤول غائب") == []


def test_a_list_of_articles_leaves_the_texts_out(editor: APIClient) -> None:
    an_article()
    assert "body" not in editor.get("/api/v1/articles/").json()["results"][0]


def test_meetings_by_each_filter(editor: APIClient) -> None:
    article = an_article(source="جريدة الجبل")
    session = a_meeting(review="accepted", place="فاس", place_folded=extractor.fold("فاس"))
    forum = a_meeting(
        article,
        kind="forum",
        planned=True,
        title="ملتقى الأطفال",
        title_folded=extractor.fold("ملتقى الأطفال"),
        earliest_on=dt.date(2030, 5, 1),
        latest_on=dt.date(2030, 5, 31),
    )
    assert found(editor, "meetings") == ids(session, forum)
    assert found(editor, "meetings", kind="forum") == ids(forum)
    assert found(editor, "meetings", review="accepted") == ids(session)
    assert found(editor, "meetings", planned="true") == ids(forum)
    assert found(editor, "meetings", planned="false") == ids(session)
    assert found(editor, "meetings", actor=forum.participations.get().actor_id) == ids(forum)
    assert found(editor, "meetings", article=article.pk) == ids(forum)
    assert found(editor, "meetings", source=article.source_id) == ids(forum)
    assert found(editor, "meetings", date_from="2030-05-31") == ids(forum)
    assert found(editor, "meetings", date_to="2030-04-30") == ids(session)
    assert found(editor, "meetings", text="ملتقي الاطفال") == ids(forum)
    assert found(editor, "meetings", text="فاس") == ids(session)


def test_commitments_by_each_filter(editor: APIClient) -> None:
    article = an_article(source="جريدة الجبل", published_on=dt.date(2029, 1, 1))
    meeting, mayor = a_meeting(article), an_actor("سعيد")
    road = a_commitment(review="accepted", owner=editor.user)
    school = a_commitment(
        article,
        meeting,
        mayor,
        kind="plan",
        status="in_progress",
        reported_status="fulfilled",
        action="بناء المدرسة",
        action_folded=extractor.fold("بناء المدرسة"),
        due_earliest_on=None,
        due_latest_on=None,
        due_basis="none",
    )
    assert found(editor, "commitments") == ids(road, school)
    assert found(editor, "commitments", kind="plan") == ids(school)
    assert found(editor, "commitments", status="in_progress") == ids(school)
    assert found(editor, "commitments", review="accepted") == ids(road)
    assert found(editor, "commitments", reported_status="fulfilled") == ids(school)
    assert found(editor, "commitments", due_basis="explicit") == ids(road)
    assert found(editor, "commitments", meeting=meeting.pk) == ids(school)
    assert found(editor, "commitments", article=article.pk) == ids(school)
    assert found(editor, "commitments", source=article.source_id) == ids(school)
    assert found(editor, "commitments", actor=mayor.pk) == ids(school)
    assert found(editor, "commitments", actor=mayor.pk, role="committer") == ids(school)
    assert found(editor, "commitments", actor=mayor.pk, role="recipient") == []
    assert found(editor, "commitments", role="recipient") == []
    assert found(editor, "commitments", owner=editor.user.username) == ids(road)
    assert found(editor, "commitments", due_after="2030-03-31") == ids(road)
    assert found(editor, "commitments", due_after="2030-04-01") == []
    assert found(editor, "commitments", due_before="2030-03-31") == ids(road)
    assert found(editor, "commitments", due_before="2030-03-30") == []
    assert found(editor, "commitments", has_due="true") == ids(road)
    assert found(editor, "commitments", has_due="false") == ids(school)
    assert found(editor, "commitments", published_to="2029-12-31") == ids(school)
    assert found(editor, "commitments", published_from="2029-12-31") == ids(road)
    assert found(editor, "commitments", text="المدرسه") == ids(school)


def test_actors_by_name_and_kind(editor: APIClient) -> None:
    mayor = an_actor("أحمد بنّاني")
    council = an_actor("المجلس الجماعي", kind="organization")
    ActorAlias.objects.create(actor=council, name="البلدية", match_key=extractor.fold("البلدية"))
    ActorAlias.objects.create(actor=council, name="بلدية المدينة", match_key=extractor.fold("بلدية المدينة"))
    assert found(editor, "actors", text="احمد بناني") == ids(mayor)
    assert found(editor, "actors", text="بلديه") == ids(council)
    assert found(editor, "actors", kind="organization") == ids(council)


def test_sources_by_name(editor: APIClient) -> None:
    article, _other = an_article(source="صوت الأحرار"), an_article(source="جريدة الجبل")
    assert found(editor, "sources", text="الاحرار") == [str(article.source_id)]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("articles/?state=gone", "state"),
        ("articles/?published_from=yesterday", "published_from"),
        ("articles/?published_from=2024-02-30", "published_from"),
        ("articles/?text=%00", "text"),
        ("articles/?text=", "text"),
        ("commitments/?actor=", "actor"),
        ("commitments/?ordering=", "ordering"),
        ("articles/?text=" + "x" * 201, "text"),
        ("articles/?colour=red", "colour"),
        ("articles/?ordering=body", "ordering"),
        ("articles/?page_size=0", "page_size"),
        ("articles/?page_size=201", "page_size"),
        ("articles/?page_size=%D9%A5", "page_size"),
        ("articles/?page_size=1e1", "page_size"),
        ("articles/?cursor=nonsense", "cursor"),
        ("articles/?cursor=%00", "cursor"),
        ("meetings/?actor=7", "actor"),
        ("meetings/?planned=perhaps", "planned"),
        ("commitments/?meeting=none", "meeting"),
        ("commitments/?role=king", "role"),
        ("commitments/?has_due=2", "has_due"),
        ("actors/?kind=robot", "kind"),
        ("sources/?name=x", "name"),
    ],
)
def test_a_bad_parameter_is_named(editor: APIClient, query: str, named: str) -> None:
    answer = editor.get(f"/api/v1/{query}")
    assert answer.status_code == 400, answer.content
    assert list(answer.json()["errors"]) == [named]


def test_a_filter_survives_to_the_next_page(editor: APIClient) -> None:
    for _number in range(3):
        a_commitment(kind="plan")
        a_commitment(kind="pledge")
    first = editor.get("/api/v1/commitments/?kind=plan&page_size=2").json()
    second = editor.get(first["next"]).json()
    assert [row["kind"] for row in first["results"] + second["results"]] == ["plan"] * 3
    assert second["next"] is None


ORDERINGS = ["created_at", "-created_at", "due", "-due", "confidence", "-confidence", "updated_at"]


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("size", [1, 3, 7])
def test_pages_hold_every_row_once_forth_and_back(editor: APIClient, ordering: str, size: int) -> None:
    days = [
        dt.date(2030, 1, 1),
        None,
        dt.date(2030, 1, 1),
        dt.date(2029, 1, 1),
        None,
        None,
        dt.date(2031, 1, 1),
    ]
    article = an_article()
    for number, day in enumerate(days):
        confidence = None if number % 3 == 0 else 0.1 * (number % 2)
        a_commitment(article, due_earliest_on=day, due_latest_on=day, confidence=confidence)
    whole = editor.get(f"/api/v1/commitments/?ordering={ordering}&page_size=200").json()["results"]
    address = f"/api/v1/commitments/?ordering={ordering}&page_size={size}"
    pages = [editor.get(address).json()]
    while pages[-1]["next"]:
        pages.append(editor.get(pages[-1]["next"]).json())
    assert [row["id"] for page in pages for row in page["results"]] == [row["id"] for row in whole]
    back = [pages[-1]]
    while back[-1]["previous"]:
        back.append(editor.get(back[-1]["previous"]).json())
    assert [page["results"] for page in reversed(back)] == [page["results"] for page in pages]


@pytest.mark.parametrize("ordering", ["due", "-due"])
def test_rows_without_a_value_come_last(editor: APIClient, ordering: str) -> None:
    undated = a_commitment(due_earliest_on=None, due_latest_on=None)
    a_commitment()
    assert found(editor, "commitments", ordering=ordering)[-1] == str(undated.pk)


def test_a_cursor_of_another_ordering_is_refused(editor: APIClient) -> None:
    for _number in range(2):
        a_commitment()
    following = editor.get("/api/v1/commitments/?page_size=1").json()["next"]
    answer = editor.get(f"{following}&ordering=due")
    assert list(answer.json()["errors"]) == ["cursor"]


def test_a_row_that_comes_meanwhile_moves_no_page(editor: APIClient) -> None:
    old = [a_commitment() for _number in range(4)]
    first = editor.get("/api/v1/commitments/?page_size=2").json()
    a_commitment()
    second = editor.get(first["next"]).json()
    assert [row["id"] for row in second["results"]] == ids(*old[:2])


@pytest.mark.parametrize("resource", ["articles", "meetings", "commitments", "actors", "sources"])
def test_a_longer_page_takes_no_more_queries(editor: APIClient, resource: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert editor.get(f"/api/v1/{resource}/?page_size=200").status_code == 200
        return len(captured)

    def grow() -> None:
        article = an_article(source=f"جريدة {an_article().pk}")
        meeting = a_meeting(article)
        a_commitment(article, meeting, owner=editor.user)

    grow()
    queries()
    few = queries()
    for _number in range(6):
        grow()
    assert queries() == few


@pytest.mark.parametrize("resource", ["articles", "meetings", "commitments", "actors"])
def test_a_fuller_record_takes_no_more_queries(editor: APIClient, resource: str) -> None:
    article = an_article()
    meeting = a_meeting(article)
    commitment = a_commitment(article, meeting)
    actor = commitment.parties.get().actor
    pk = {"articles": article, "meetings": meeting, "commitments": commitment, "actors": actor}[resource].pk

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(f"/api/v1/{resource}/{pk}/").status_code == 200
        return len(captured)

    queries()
    few = queries()
    for _number in range(5):
        a_commitment(article, a_meeting(article), actor)
    assert queries() == few
