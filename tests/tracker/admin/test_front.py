"""The front page says what waits, leads to it, and helps a newcomer to the first article."""

import datetime as dt
import shlex
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from rest_framework.test import APIClient

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import get, words
from tests.tracker.api import rows
from tracker.models import Article
from tracker.services import clock, keys


def counts(page: object) -> dict[str, int]:
    return {card["data-card"]: int(card.select_one(".count").text) for card in page.select("[data-card]")}  # type: ignore[attr-defined]


def test_without_an_article_it_tells_how_to_submit_the_first(editor: Client) -> None:
    page = get(editor, "/admin/")
    assert page.select_one("#first-article a[href='/admin/tracker/article/add/']")
    assert not page.select("[data-card]")


def test_a_newcomer_who_may_not_submit_is_told_whom_to_ask(sign_in: SignIn) -> None:
    page = get(sign_in("viewer"), "/admin/")
    assert "Ask somebody whose role allows it" in words(page.select_one("#first-article"))
    assert not page.select("a[href='/admin/tracker/article/add/']")


def test_who_may_read_nothing_is_told_so(sign_in: SignIn) -> None:
    client = sign_in(None)
    User.objects.filter(pk=client.user.pk).update(is_staff=True)  # type: ignore[attr-defined]
    rows.an_article(title="سرّ")
    page = get(client, "/admin/")
    assert "permission to view" in words(page.select_one("#content-main"))
    assert "سرّ" not in words(page)
    assert not page.select("#first-article, [data-card]")


def test_only_who_may_issue_keys_sees_how_programs_post(sign_in: SignIn) -> None:
    sample = words(get(sign_in("admin"), "/admin/").select_one("pre.sample"))
    assert (
        'curl -X POST http://127.0.0.1:8000/api/v1/articles/ \\ -H "Authorization: Api-Key $AHD_KEY"'
        in sample
    )
    assert "curl" not in words(get(sign_in("editor"), "/admin/"))


def test_the_command_shown_to_programs_is_one_that_the_api_takes(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    sample = get(admin, "/admin/").select_one("pre.sample").get_text()
    _key, plain = keys.issue_key(admin.user, "program", ["submit"])  # type: ignore[attr-defined]
    words_ = shlex.split(sample.replace("\\\n", " ").replace("$AHD_KEY", plain))
    headers = dict(words_[i + 1].split(": ") for i, word in enumerate(words_) if word == "-H")
    body = words_[words_.index("-d") + 1].replace("…", "تعهد المجلس بإصلاح الطريق")
    answer = APIClient().post(
        urlsplit(words_[3]).path, body, content_type=headers["Content-Type"],
        headers={"authorization": headers["Authorization"]},
    )  # fmt: skip
    assert answer.status_code == 202


def test_every_number_is_the_length_of_the_list_that_it_leads_to(editor: Client) -> None:
    today = clock.today()
    article = rows.an_article()
    rows.an_article(state="failed", title="لم يقرأ")
    rows.a_commitment(article)
    for days in (-40, -1, 0, 5, 90):
        due = today + dt.timedelta(days=days)
        rows.a_commitment(article, review="accepted", due_earliest_on=due, due_latest_on=due)
    rows.a_commitment(article, review="accepted", due_latest_on=None, owner=editor.user)  # type: ignore[attr-defined]
    rows.a_meeting(article)
    page = get(editor, "/admin/")
    expected = {"to_review": 1, "meetings_to_review": 1, "failed": 1, "due_soon": 2, "overdue": 2, "mine": 1}
    shown = counts(page)
    assert {name: shown[name] for name in expected} == expected
    for card in page.select("[data-card]"):
        listed = get(editor, str(card["href"])).select("#result_list tbody tr")
        assert len(listed) == shown[str(card["data-card"])], card["data-card"]


def test_recent_articles_and_what_is_due_next_are_linked(editor: Client) -> None:
    article = rows.an_article(title="جلسة شهر مارس")
    day = clock.today() + dt.timedelta(days=3)
    commitment = rows.a_commitment(article, review="accepted", due_earliest_on=day, due_latest_on=day)
    page = get(editor, "/admin/")
    assert page.select_one(f"a[href='/admin/tracker/article/{article.pk}/change/']").text == "جلسة شهر مارس"
    assert page.select_one(f"a[href='/admin/tracker/commitment/{commitment.pk}/change/']")
    assert "due in 3 days" in words(page)


def test_it_costs_the_same_queries_however_much_there_is(
    editor: Client, django_assert_max_num_queries: object
) -> None:
    rows.a_commitment(rows.an_article(), review="accepted")
    few = _queries(editor)
    for _ in range(5):
        rows.a_commitment(rows.an_article(), review="accepted")
    assert Article.objects.count() == 6
    assert _queries(editor) == few


def _queries(client: Client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        get(client, "/admin/")
    return len(captured)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_it_is_written_in_the_direction_of_its_language(
    sign_in: SignIn, language: str, direction: str
) -> None:
    html = get(sign_in("viewer", language), "/admin/").html
    assert html is not None
    assert (html["lang"], html["dir"]) == (language, direction)
