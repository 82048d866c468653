"""Taking an article in: once for each source and request, with the run that waits beside it."""

import time
import uuid

import pytest
from celery import Celery

from config import brokers
from tests.tracker.intake import make
from tracker.models import Article, ExtractionRun, Source, SubmissionKey
from tracker.services import articles, queue
from tracker.services.articles import NewArticle
from tracker.services.errors import Conflict, InvalidInput, NotAllowed

pytestmark = pytest.mark.django_db


def new(**fields: object) -> NewArticle:
    """An article with other fields."""
    return NewArticle(**{"body": make.BODY, "source": "جريدة الساحل", **fields})  # type: ignore[arg-type]


def test_an_article_and_its_run_are_stored_together() -> None:
    submission = articles.submit(new(title="خبر"), by=make.user())
    assert submission.created
    run = ExtractionRun.objects.get()
    assert (run.article, run.state, run.attempt, run.tries, run.cause) == (
        submission.article, "pending", 1, 1, "submitted",
    )  # fmt: skip
    assert submission.article.text_folded.startswith("عقد المجلس الجماعي دورته العاديه")


def test_white_space_alone_makes_no_other_article() -> None:
    user = make.user()
    first = articles.submit(new(), by=user)
    second = articles.submit(new(body=f"\n{make.BODY.replace(' ', '  ')}\r\n"), by=user)
    assert (second.created, second.article, second.run) == (False, first.article, first.run)


def test_a_source_is_known_by_any_spelling() -> None:
    user = make.user()
    articles.submit(new(source="جريدة  الأنباء"), by=user)
    articles.submit(new(source="جَريده الانباء"), by=user)
    assert [source.name for source in Source.objects.all()] == ["جريدة الأنباء"]


def test_a_key_leads_back_to_its_article_and_to_no_other() -> None:
    user = make.user()
    first = articles.submit(new(), by=user, idempotency_key="k")
    again = articles.submit(new(), by=user, idempotency_key="k")
    assert (again.article, again.created) == (first.article, False)
    with pytest.raises(Conflict) as caught:
        articles.submit(new(title="آخر"), by=user, idempotency_key="k")
    assert caught.value.code == "idempotency_key_reused"
    assert Article.objects.count() == SubmissionKey.objects.count() == 1


def test_a_new_key_for_known_content_is_kept_too() -> None:
    user = make.user()
    first = articles.submit(new(), by=user)
    second = articles.submit(new(), by=user, idempotency_key="k")
    assert (second.article, second.created) == (first.article, False)
    with pytest.raises(Conflict):
        articles.submit(new(body="نص آخر تماما"), by=user, idempotency_key="k")


def test_refused_articles_leave_their_key_free() -> None:
    user = make.user()
    with pytest.raises(InvalidInput):
        articles.submit(new(body=""), by=user, idempotency_key="k")
    assert articles.submit(new(), by=user, idempotency_key="k").created


def test_all_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        articles.submit(new(body="\0", source="", url="x", language="?"), by=make.user())
    assert set(caught.value.errors) == {"body", "source", "url", "language"}
    assert not Source.objects.exists()


def test_only_submitters_may() -> None:
    for role in ("", "viewer", "reviewer"):
        with pytest.raises(NotAllowed):
            articles.submit(new(), by=make.user(role))
    assert articles.submit(new(), by=make.user("submitter")).created


def test_another_language_is_kept_and_skipped(settings: object) -> None:
    submission = articles.submit(new(body="Le conseil a promis de réparer la route. نعم"), by=make.user())
    assert (submission.article.state, submission.run.state) == ("skipped", "skipped")
    assert "%" in submission.article.state_reason
    assert submission.run.error == submission.article.state_reason
    assert submission.run.ended_at is not None


def test_a_worker_is_woken_only_once_the_rows_are_there(
    django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, object]] = []
    monkeypatch.setattr(queue, "send", lambda task, row_id: sent.append((task, row_id)))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        run = articles.submit(new(), by=make.user()).run
        articles.submit(new(body="Not Arabic at all, so nobody is woken."), by=make.user())
        assert sent == []
    assert sent == [("tracker.tasks.extract_run", run.pk)]


def test_a_broker_that_is_away_fails_nothing(
    django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Celery("away", broker="redis://127.0.0.1:1/0", set_as_current=False)
    away.conf.broker_transport_options = brokers.redis_options(60)
    monkeypatch.setattr(queue, "current_app", away)
    started = time.perf_counter()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert articles.submit(new(), by=make.user()).created
    assert not queue.send(queue.EXTRACT, uuid.uuid4())
    assert time.perf_counter() - started < 2
