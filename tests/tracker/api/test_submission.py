"""Submitting an article: stored once, refused with the field and the cure, in the client's language."""

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from tests.tracker.api.conftest import MakeClient
from tracker.models import Article, ExtractionRun, Source

ADDRESS = "/api/v1/articles/"
ARTICLE = {"body": "تعهد رئيس الجماعة بإصلاح الطريق قبل نهاية السنة.", "source": "جريدة الساحل"}


def submit(client: APIClient, **fields: Any) -> Any:
    """Post the article with other fields."""
    headers = {"HTTP_IDEMPOTENCY_KEY": fields.pop("key")} if "key" in fields else {}
    return client.post(ADDRESS, {**ARTICLE, **fields}, **headers)


def post_raw(client: APIClient, body: bytes | str, content_type: str = "application/json") -> Any:
    """Post bytes as they are."""
    return client.generic("POST", ADDRESS, body, content_type=content_type)


def test_an_article_is_stored_and_waits(editor: APIClient) -> None:
    answer = submit(
        editor, title="عهد", url="https://example.org/1", published_on="2024-02-29", external_id="x-1"
    )
    assert answer.status_code == 202
    data = answer.json()
    assert answer["Location"] == data["address"] == f"http://testserver{ADDRESS}{data['id']}/"
    assert (data["state"], data["run"]["attempt"], data["run"]["cause"]) == ("pending", 1, "submitted")
    article = Article.objects.get(pk=data["id"])
    assert (article.body, article.title) == (ARTICLE["body"], "عهد")
    assert (article.published_on, article.external_id) == (dt.date(2024, 2, 29), "x-1")
    assert article.submitted_by == editor.user
    assert editor.get(data["run"]["address"]).json()["state"] == "pending"


def test_null_means_absent(editor: APIClient) -> None:
    optional = dict.fromkeys(["title", "url", "published_on", "external_id", "language"])
    assert submit(editor, **optional).status_code == 202


def test_the_same_content_from_the_same_source_is_the_article_that_exists(editor: APIClient) -> None:
    first, second = submit(editor), submit(editor)
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second["Location"] == first["Location"]
    assert (Article.objects.count(), ExtractionRun.objects.count()) == (1, 1)


def test_the_same_content_from_another_source_is_another_article(editor: APIClient) -> None:
    assert submit(editor).json()["id"] != submit(editor, source="جريدة الجبل").json()["id"]


def test_a_source_is_one_in_every_spelling(editor: APIClient) -> None:
    submit(editor, source="جريدة الأنباء")
    submit(editor, source="جريده الانباء", body=ARTICLE["body"] + " ثم عاد.")
    assert Source.objects.count() == 1


def test_the_same_key_with_the_same_body_gives_the_same_article(editor: APIClient) -> None:
    first, second = submit(editor, key="k-1"), submit(editor, key="k-1")
    assert (first.status_code, second.status_code) == (202, 200)
    assert first.json()["id"] == second.json()["id"]


def test_the_same_key_with_another_body_is_a_conflict(editor: APIClient) -> None:
    submit(editor, key="k-1")
    answer = submit(editor, key="k-1", title="آخر")
    assert answer.status_code == 409
    assert "Idempotency-Key" in answer.json()["errors"]
    assert Article.objects.count() == 1


def test_keys_of_two_users_do_not_meet(as_role: MakeClient) -> None:
    submit(as_role("submitter"), key="k-1")
    assert submit(as_role("submitter"), key="k-1", body="نص آخر تماما.").status_code == 202


@pytest.mark.parametrize("key", ["", "x" * 256, "مفتاح", "a\tb"])
def test_a_key_that_is_none_is_refused(editor: APIClient, key: str) -> None:
    answer = submit(editor, key=key)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["Idempotency-Key"]


BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"body": ""}, "body"),
    ({"body": "   \n "}, "body"),
    ({"body": "<p> </p><script>var x = 1;</script>"}, "body"),
    ({"body": 5}, "body"),
    ({"body": None}, "body"),
    ({"body": ["نص"]}, "body"),
    ({"body": "نص\0نص"}, "body"),
    ({"body": "نص \ud800 نص"}, "body"),
    ({"title": "عنوان \udfff"}, "title"),
    ({"title": "x" * 501}, "title"),
    ({"title": {"ar": "عنوان"}}, "title"),
    ({"source": ""}, "source"),
    ({"source": " - "}, "source"),
    ({"source": None}, "source"),
    ({"source": "x" * 501}, "source"),
    ({"source": True}, "source"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"url": "not an address"}, "url"),
    ({"url": "https://example.org/" + "x" * 2000}, "url"),
    ({"published_on": "2024-13-01"}, "published_on"),
    ({"published_on": "01/02/2024"}, "published_on"),
    ({"published_on": "20240102"}, "published_on"),
    ({"published_on": "2024-01-02T00:00:00Z"}, "published_on"),
    ({"published_on": "٢٠٢٤-٠١-٠٢"}, "published_on"),
    ({"published_on": 20240102}, "published_on"),
    ({"published_on": "0001-01-01"}, "published_on"),
    ({"published_on": "9999-12-31"}, "published_on"),
    ({"external_id": "x" * 201}, "external_id"),
    ({"external_id": 7}, "external_id"),
    ({"language": "العربية"}, "language"),
    ({"language": "x" * 13}, "language"),
    ({"bodi": "نص"}, "bodi"),
    ({"id": 1}, "id"),
]


@pytest.mark.parametrize(("fields", "named"), BAD_FIELDS)
def test_a_bad_field_is_named(editor: APIClient, fields: dict[str, Any], named: str) -> None:
    answer = post_raw(editor, json.dumps({**ARTICLE, **fields}))
    assert answer.status_code == 400, answer.content
    problem = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert list(problem["errors"]) == [named]
    assert all(len(message) > 10 for message in problem["errors"][named])
    assert Article.objects.count() == 0


def test_tomorrow_is_let_through_and_the_day_after_is_not(editor: APIClient) -> None:
    day = timezone.localdate()
    tomorrow, later = day + dt.timedelta(days=1), day + dt.timedelta(days=2)
    assert submit(editor, published_on=later.isoformat()).status_code == 400
    assert submit(editor, published_on=tomorrow.isoformat()).status_code == 202


def test_an_unknown_field_is_told_what_is_known(editor: APIClient) -> None:
    message = submit(editor, text="نص").json()["errors"]["text"][0]
    assert "body" in message and "published_on" in message


def test_every_bad_field_is_named_at_once(editor: APIClient) -> None:
    answer = submit(editor, body="", source="", published_on="x")
    assert set(answer.json()["errors"]) == {"body", "source", "published_on"}


@pytest.mark.parametrize(
    ("language", "word"), [("ar", "حقل"), ("fr", "inconnu"), ("en", "Unknown"), ("ar-MA,fr;q=0.5", "حقل")]
)
def test_refusals_speak_the_language_asked_for(editor: APIClient, language: str, word: str) -> None:
    answer = editor.post(ADDRESS, {**ARTICLE, "bodi": "x"}, HTTP_ACCEPT_LANGUAGE=language)
    assert word in answer.json()["errors"]["bodi"][0]
    assert answer["Content-Language"] == language[:2]


def test_html_becomes_text_and_offsets_refer_to_it(editor: APIClient) -> None:
    answer = submit(
        editor, body="<h1>خبر</h1><p>تعهد&nbsp;الرئيس &quot;بالإصلاح&quot;</p><script>x()</script>"
    )
    body = editor.get(answer.json()["address"]).json()["body"]
    assert "<" not in body and "x()" not in body
    assert '"بالإصلاح"' in body


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"nonsense",
        b'{"body": NaN}',
        b'{"body": "\xff"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"body": ' + b"1" * 10_000 + b"}",
        b"[]",
        b"null",
        b'"text"',
        b'{"body": "a", "body": "b", "source": "c"}',
        '{"body": "نص"'.encode("utf-16"),
    ],
)
def test_a_malformed_body_is_refused(editor: APIClient, raw: bytes) -> None:
    answer = post_raw(editor, raw)
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_byte_order_mark_is_no_fault(editor: APIClient) -> None:
    assert post_raw(editor, b"\xef\xbb\xbf" + json.dumps(ARTICLE).encode()).status_code == 202


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""]
)
def test_another_content_type_is_refused(editor: APIClient, content_type: str) -> None:
    answer = post_raw(editor, json.dumps(ARTICLE), content_type)
    assert answer.status_code == 415
    assert "Content-Type" in answer.json()["errors"]


def test_a_text_over_the_limit_names_the_field(editor: APIClient, settings: Any) -> None:
    settings.AHD_MAX_BODY_BYTES = 1000
    assert submit(editor, body="ع" * 500).status_code == 202
    answer = submit(editor, body="ع" * 501)
    assert answer.status_code == 400
    assert "1000" in answer.json()["errors"]["body"][0]


def test_a_request_over_the_limit_is_not_read(editor: APIClient, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    answer = submit(editor, body="ع" * 5_000)
    assert answer.status_code == 413
    assert "10000" in answer.json()["detail"]
