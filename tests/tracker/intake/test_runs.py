"""Attempts: claimed once, tried again with pauses, given up, swept, retried, upgraded."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from tests.tracker.intake import make
from tracker.models import Article, Commitment, ExtractionRun
from tracker.services import queue, runs
from tracker.services.errors import Conflict, NotAllowed

pytestmark = pytest.mark.django_db


def open_run(article: Article) -> ExtractionRun:
    """The article's run that has not ended."""
    return article.runs.get(state__in=["pending", "running"])


def fail(article: Article, error: Exception) -> ExtractionRun:
    """Let the open run of the article break, its pause over."""
    run = open_run(article)
    ExtractionRun.objects.filter(pk=run.pk).update(due_at=timezone.now())
    with mock.patch("tracker.services.extractor.extract", side_effect=error):
        assert runs.execute(run.pk, "worker") == "failed"
    run.refresh_from_db()
    article.refresh_from_db()
    return run


def die(run: ExtractionRun, worker: str = "dead") -> None:
    """Claim the run as a worker that never comes back."""
    with mock.patch("tracker.services.extractor.extract", side_effect=SystemExit), pytest.raises(SystemExit):
        runs.execute(run.pk, worker)
    run.refresh_from_db()


def after_lease(run: ExtractionRun) -> timezone.datetime:  # type: ignore[name-defined]
    """A moment at which the run's lease has ended."""
    assert run.lease_ends_at is not None
    return run.lease_ends_at + timedelta(seconds=1)


def test_a_run_is_done_once() -> None:
    article = make.submitted()
    run = make.read(article)
    assert (run.worker, run.extractor_version, run.error) == ("worker", "1.0+test", "")
    assert run.started_at and run.ended_at and run.started_at <= run.ended_at
    article.refresh_from_db()
    assert article.state == "done"
    assert runs.execute(run.pk, "another") is None


def test_a_running_run_is_nobody_elses() -> None:
    run = open_run(make.submitted())
    die(run)
    assert run.state == "running"
    assert runs.execute(run.pk, "another") is None


def test_errors_are_kept_and_tried_again_after_growing_pauses(settings: object) -> None:
    settings.AHD_MAX_TRIES, settings.AHD_RETRY_SECONDS = 3, 100  # type: ignore[attr-defined]
    article = make.submitted()
    pauses = []
    for _try in range(2):
        failed = fail(article, ValueError("الفاصلة في غير مكانها"))
        assert (failed.error, article.state) == ("ValueError: الفاصلة في غير مكانها", "pending")
        pauses.append(round((open_run(article).due_at - timezone.now()).total_seconds(), -1))
    last = fail(article, MemoryError())
    assert pauses == [100, 200]
    assert (article.state, article.state_reason) == ("failed", "MemoryError")
    assert [(run.attempt, run.tries) for run in article.runs.order_by("attempt")] == [(1, 1), (2, 2), (3, 3)]
    assert last == runs.latest(article)


def test_a_run_whose_pause_is_not_over_waits() -> None:
    article = make.submitted()
    fail(article, ValueError())
    assert runs.execute(open_run(article).pk, "worker") is None


def test_too_slow_an_extraction_is_told_in_words() -> None:
    from celery.exceptions import SoftTimeLimitExceeded

    run = fail(make.submitted(), SoftTimeLimitExceeded())
    assert "longer than" in run.error


def test_half_a_result_is_none() -> None:
    """An error while storing leaves no row of the result behind."""
    article = make.submitted()
    good = make.commitment(article.body, "تعهد", "إصلاح الطريق", committers=["الرئيس"])
    bad = make.commitment(article.body, "تعهد", "إصلاح الطريق")
    object.__setattr__(bad.trigger, "end", len(article.body) + 5)
    with make.reading(commitments=(good, bad)):
        assert runs.execute(open_run(article).pk, "worker") == "failed"
    assert not Commitment.objects.exists()
    assert "outside the article" in article.runs.get(attempt=1).error


def test_a_dead_workers_run_is_given_up_and_done_by_another() -> None:
    article = make.submitted()
    run = open_run(article)
    die(run, "worker-7")
    assert runs.sweep() == {"expired": 0, "sent": 0}
    assert runs.sweep(after_lease(run))["expired"] == 1
    run.refresh_from_db()
    assert run.state == "failed" and "worker-7" in run.error
    ExtractionRun.objects.filter(state="pending").update(due_at=timezone.now())
    make.read(article)
    article.refresh_from_db()
    assert article.state == "done"


def test_a_worker_that_comes_back_too_late_stores_nothing() -> None:
    article = make.submitted()
    run = open_run(article)
    found = make.commitment(article.body, "تعهد", "إصلاح الطريق")

    def slow(*_args: object) -> object:
        runs.sweep(timezone.now() + timedelta(days=1))
        return mock.DEFAULT

    with make.reading(commitments=(found,)), mock.patch.object(runs.extractor, "extract", side_effect=slow):
        assert runs.execute(run.pk, "slow") is None
    assert not Commitment.objects.exists()
    assert article.runs.get(attempt=1).state == "failed"


def test_a_worker_that_always_dies_is_not_fed_for_ever(settings: object) -> None:
    settings.AHD_MAX_TRIES = 3  # type: ignore[attr-defined]
    article = make.submitted()
    for _try in range(3):
        run = open_run(article)
        ExtractionRun.objects.filter(pk=run.pk).update(due_at=timezone.now())
        die(run)
        runs.sweep(after_lease(run))
    article.refresh_from_db()
    assert article.state == "failed"
    assert article.runs.count() == 3


def test_the_sweep_sends_what_waits_too_long(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.AHD_SWEEP_SECONDS = 30  # type: ignore[attr-defined]
    sent: list[object] = []
    monkeypatch.setattr(queue, "send_all", lambda _task, ids: sent.extend(ids) or len(ids))
    run = open_run(make.submitted())
    now = timezone.now()
    assert runs.sweep(now)["sent"] == 0
    later = now + timedelta(seconds=61)
    assert runs.sweep(later)["sent"] == 1
    assert runs.sweep(later + timedelta(seconds=1))["sent"] == 0
    assert sent == [run.pk]


def test_what_the_broker_did_not_take_is_sent_by_the_next_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    for _article in range(3):
        make.submitted()
    later = timezone.now() + timedelta(minutes=10)
    monkeypatch.setattr(queue, "send_all", lambda _task, ids: 1)
    assert runs.sweep(later)["sent"] == 1
    monkeypatch.setattr(queue, "send_all", lambda _task, ids: len(ids))
    assert runs.sweep(later)["sent"] == 2


def test_a_retry_starts_the_tries_anew(settings: object) -> None:
    settings.AHD_MAX_TRIES = 1  # type: ignore[attr-defined]
    article = make.submitted()
    fail(article, ValueError())
    run = runs.retry(article, by=make.user("submitter"))
    assert (run.attempt, run.tries, run.cause, run.state) == (2, 1, "retry", "pending")
    article.refresh_from_db()
    assert (article.state, article.state_reason) == ("pending", "")


def test_a_retry_while_one_is_open_is_refused() -> None:
    article = make.submitted()
    with pytest.raises(Conflict):
        runs.retry(article, by=make.user())
    with pytest.raises(NotAllowed):
        runs.retry(article, by=make.user("viewer"))


def test_a_retry_of_a_skipped_article_follows_the_setting(settings: object) -> None:
    article = make.submitted("Un texte en français, avec عهد dedans.")
    assert article.state == "skipped"
    again = runs.retry(article, by=make.user())
    assert runs.execute(again.pk, "worker") == "skipped"
    settings.AHD_MIN_ARABIC_SHARE = 0  # type: ignore[attr-defined]
    last = runs.retry(article, by=make.user())
    with make.reading():
        assert runs.execute(last.pk, "worker") == "done"


def test_only_articles_of_an_older_extractor_are_outdated() -> None:
    old, new, _waiting = make.submitted(), make.submitted(), make.submitted()
    make.read(old, version="1")
    make.read(new, version="2")
    with make.reading(version="2"):
        assert runs.outdated() == [old.pk]
        run = runs.upgrade(old)
        assert run is not None and run.cause == "upgrade"
        assert runs.outdated() == []
        assert runs.upgrade(old) is None
