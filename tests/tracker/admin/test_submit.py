"""An article is submitted by hand, and what is wrong with it is said at the field."""

import pytest
from django.test import Client

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import get, soup, told, words
from tracker.models import Article

ADD = "/admin/tracker/article/add/"
GOOD = {
    "source": "جريدة التل",
    "title": "المجلس يجتمع",
    "body": "تعهد رئيس المجلس بتوسيع شبكة الماء قبل نهاية السنة.",
    "published_on": "2026-03-01",
    "url": "https://example.org/1",
}


def errors_at(client: Client, **changes: str) -> dict[str, str]:
    page = soup(client.post(ADD, GOOD | changes))
    return {
        str(field.select_one("input, textarea")["name"]): words(field.select_one(".errorlist"))
        for field in page.select(".field.errors")
    }


def test_a_good_article_is_stored_and_its_page_opens(editor: Client) -> None:
    answer = editor.post(ADD, GOOD, follow=True)
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0] == f"/admin/tracker/article/{article.pk}/change/"
    assert told(answer) == ["Stored. It is being read now."]
    assert (article.source.name, article.submitted_by) == ("جريدة التل", editor.user)  # type: ignore[attr-defined]
    assert article.runs.get().state == "pending"


def test_the_same_article_again_leads_to_the_one_that_is_there(editor: Client) -> None:
    editor.post(ADD, GOOD, follow=True)
    answer = editor.post(ADD, GOOD, follow=True)
    assert told(answer) == ["This article was already here: this is its page."]
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": " \n "}, "body"),
        ({"body": "نص\x00"}, "body"),
        ({"source": ""}, "source"),
        ({"published_on": "1492-01-01"}, "published_on"),
        ({"published_on": "soon"}, "published_on"),
        ({"url": "javascript:alert(1)"}, "url"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field(
    editor: Client, changes: dict[str, str], field: str
) -> None:
    found = errors_at(editor, **changes)
    assert list(found) == [field]
    assert found[field]
    assert not Article.objects.exists()


def test_what_was_typed_is_kept_when_something_is_wrong(editor: Client) -> None:
    page = soup(editor.post(ADD, GOOD | {"source": ""}))
    assert page.select_one("[name=body]").text.strip() == GOOD["body"]
    assert page.select_one("[name=published_on]")["value"] == GOOD["published_on"]


@pytest.mark.parametrize(("role", "allowed"), [("viewer", False), ("reviewer", False), ("submitter", True)])
def test_only_who_may_submit_sees_the_form_and_the_way_to_it(
    sign_in: SignIn, role: str, allowed: bool
) -> None:
    client = sign_in(role)
    assert client.get(ADD).status_code == (200 if allowed else 403)
    assert client.post(ADD, GOOD).status_code == (302 if allowed else 403)
    assert bool(get(client, "/admin/tracker/article/").select(f"a[href*='{ADD}']")) is allowed
