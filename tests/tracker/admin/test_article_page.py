"""The article page shows the text with its words marked, and leads both ways between words and records."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import get, posts, told, url, words
from tests.tracker.api import rows
from tracker.models import Article, ExtractionRun

BODY = (
    "قال العمدة في لقاء السبت إنه يتعهد بترميم السوق القديم قبل متم أبريل 2031، ثم انصرف."
    "\nانتهى <b>الخبر</b>."
)


def marked() -> Article:
    article = rows.an_article(BODY, title="لقاء السبت")
    commitment = rows.a_commitment(article_without_mentions(), action="ترميم السوق القديم")
    commitment.mentions.all().delete()
    for words_, part in (
        ("إنه يتعهد بترميم السوق القديم قبل متم أبريل 2031", "sentence"),
        ("يتعهد", "trigger"),
        ("بترميم السوق القديم قبل متم أبريل 2031", "action"),
        ("قبل متم أبريل 2031", "deadline"),
    ):
        rows.mention(article, words_, part, commitment=commitment)
    meeting = rows.a_meeting(article_without_mentions(), title="لقاء السبت")
    meeting.mentions.all().delete()
    rows.mention(article, "لقاء السبت", "meeting", meeting=meeting)
    return article


def article_without_mentions() -> Article:
    return rows.an_article()


def test_the_text_is_there_letter_by_letter_and_markup_in_it_is_text(editor: Client) -> None:
    page = get(editor, url(marked()))
    text = page.select_one("[data-article-text]")
    assert text.get_text() == BODY
    assert (text["lang"], text["dir"]) == ("ar", "auto")
    assert not text.select("b")


def test_words_and_records_lead_to_each_other(editor: Client) -> None:
    article = marked()
    page = get(editor, url(article))
    text = page.select_one("[data-article-text]")
    shown = {part: text.select_one(f".hl-{part}") for part in ("trigger", "action", "deadline", "meeting")}
    assert shown["trigger"].text == "يتعهد"
    assert shown["deadline"].text == "قبل متم أبريل 2031"
    for word in shown.values():
        card = page.select_one(word["href"])
        assert card["data-record"] in word["data-records"].split()
        back = card.select_one("[data-show]")["href"]
        assert text.select_one(f"[id='{back[1:]}']") is not None
    assert len(page.select("[data-record]")) == 2


def test_each_mention_is_one_stop_of_the_tab_key(editor: Client) -> None:
    text = get(editor, url(marked())).select_one("[data-article-text]")
    stops = [a.text for a in text.select("a") if a.get("tabindex") != "-1"]
    assert stops == ["لقاء السبت", "يتعهد", "بترميم السوق القديم ", "قبل متم أبريل 2031"]


def test_a_reviewer_decides_right_there_and_a_viewer_sees_no_button(sign_in: SignIn) -> None:
    article = marked()
    commitment = article.mentions.filter(commitment__isnull=False).first().commitment
    assert {url(commitment, act) for act in ("accept", "reject")} <= posts(
        get(sign_in("reviewer"), url(article))
    )
    assert posts(get(sign_in("viewer"), url(article))) == set()


def test_accepting_returns_to_the_card(editor: Client) -> None:
    article = marked()
    commitment = article.mentions.filter(commitment__isnull=False).first().commitment
    target = f"{url(article)}#commitment-{commitment.pk}"
    answer = editor.post(url(commitment, "accept"), {"version": 1, "next": target})
    assert answer["Location"] == target
    commitment.refresh_from_db()
    assert commitment.review == "accepted"
    card = get(editor, url(article)).select_one(f"#commitment-{commitment.pk}")
    assert "is-decided-accepted" in card["class"]
    assert "Return to review" in words(card)


def test_nobody_is_led_to_another_site_after_a_decision(editor: Client) -> None:
    commitment = rows.a_commitment()
    answer = editor.post(url(commitment, "accept"), {"next": "https://evil.example/"})
    assert answer["Location"] == url(commitment)


def test_runs_are_shown_with_their_error_and_retried(editor: Client) -> None:
    article = rows.an_article(state="failed", state_reason="ValueError: odd")
    ExtractionRun.objects.filter(article=article).update(state="failed", error="ValueError: odd")
    page = get(editor, url(article))
    assert "ValueError: odd" in words(page.select_one("#runs"))
    answer = editor.post(url(article, "retry"), follow=True)
    assert told(answer) == ["The article will be read again."]
    assert article.runs.filter(state="pending", cause="retry").count() == 1
    again = editor.post(url(article, "retry"), follow=True)
    assert told(again) == ["The article is being extracted already."]


def test_who_may_not_retry_sees_no_button_and_is_refused(sign_in: SignIn) -> None:
    article = rows.an_article(state="failed")
    viewer = sign_in("viewer")
    assert url(article, "retry") not in posts(get(viewer, url(article)))
    assert viewer.post(url(article, "retry")).status_code == 403


def test_several_are_retried_at_once(editor: Client) -> None:
    articles = [rows.an_article(state="failed") for _ in range(3)]
    data = {"action": "read_again", "_selected_action": [str(a.pk) for a in articles]}
    answer = editor.post("/admin/tracker/article/", data, follow=True)
    assert told(answer) == ["3 articles will be read again."]
    again = editor.post("/admin/tracker/article/", data, follow=True)
    assert told(again) == ["3 rows were left as they were: The article is being extracted already."]


def test_an_article_that_is_not_there_is_not_found(editor: Client) -> None:
    article = rows.an_article()
    missing = url(article).replace(str(article.pk), "01900000-0000-7000-8000-000000000000")
    assert editor.get(missing).status_code == 404
    assert editor.get("/admin/tracker/article/nonsense/change/").status_code == 404


def test_the_page_costs_the_same_queries_however_much_was_found(editor: Client) -> None:
    article = marked()
    few = _queries(editor, article)
    for _ in range(4):
        commitment = rows.a_commitment(rows.an_article())
        rows.mention(article, "العمدة", "action", commitment=commitment)
        rows.mention(article, "انصرف", "meeting", meeting=rows.a_meeting(rows.an_article()))
    assert _queries(editor, article) == few


def _queries(client: Client, article: Article) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, url(article))
    return len(captured)
