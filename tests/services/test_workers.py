"""Workers that die, brokers that forget, messages that come twice: every article is read, once."""

import shutil
from pathlib import Path

import pytest

from tests.servers import wait_until
from tests.services.conftest import Installation, Killer

only_servers = pytest.mark.parametrize("installed", ["servers"], indirect=True)

LONG = 8_000
TEXT = "تعهد رئيس الجماعة أحمد العلمي بإصلاح الطريق المؤدية إلى السوق قبل نهاية سنة 2031."


def post(installation: Installation, count: int = 1, about: str = "") -> list[str]:
    """Submit articles; their ids."""
    posted = [installation.post(f"{TEXT} {about} خبر رقم {number}.") for number in range(count)]
    assert {status for status, _body in posted} == {202}
    return [body["id"] for _status, body in posted]


def test_an_article_is_read_and_its_words_are_where_they_are_said_to_be(installation: Installation) -> None:
    installation.stack.worker()
    [article_id] = post(installation, about="قراءة")
    installation.wait([article_id])
    article = installation.article(article_id)
    [commitment] = article["commitments"]
    assert "إصلاح الطريق" in commitment["action"]
    for mention in commitment["mentions"]:
        assert article["body"][mention["start"] : mention["end"]] == mention["quote"]


def test_a_killed_workers_article_is_read_by_another(
    installation: Installation, kill_at_work: Killer
) -> None:
    """The run stays, failed, to be seen; the next attempt is another worker's."""
    worker = installation.stack.worker()
    wait_until(lambda: "ready" in worker.output, "worker", 60)
    [article_id] = post(installation, about="قتل " + "ثم انصرف الجميع. " * LONG)
    kill_at_work(worker, article_id)
    installation.stack.worker()
    installation.stack.beat()
    installation.wait([article_id])
    runs = installation.article(article_id)["runs"]
    assert [run["state"] for run in runs] == ["done", "failed"]
    assert "did not finish" in runs[1]["error"]
    assert len(installation.article(article_id)["commitments"]) == 1


def test_what_the_broker_forgot_is_sent_again(installation: Installation) -> None:
    ids = post(installation, 10, "نسيان")
    forget(installation)
    installation.stack.worker()
    installation.stack.beat()
    installation.wait(ids)
    assert all(len(installation.article(each)["runs"]) == 1 for each in ids)


def forget(installation: Installation) -> None:
    """Take every message away from the broker."""
    if installation.redis:
        installation.redis.flush()
        return
    messages = Path(installation.stack.env["AHD_VAR"]) / "broker" / "messages"
    assert list(messages.iterdir())
    shutil.rmtree(messages)
    messages.mkdir()


@only_servers
def test_articles_are_taken_while_the_broker_is_away(installation: Installation) -> None:
    assert installation.redis is not None
    installation.redis.stop()
    try:
        ids = post(installation, 3, "غياب")
        assert installation.request("/readyz")[1]["parts"]["broker"] == "ill"
    finally:
        installation.redis.start()
    installation.stack.worker()
    installation.stack.beat()
    installation.wait(ids)


@only_servers
def test_workers_outlive_a_broker_that_restarts(installation: Installation) -> None:
    assert installation.redis is not None
    worker, beat = installation.stack.worker(), installation.stack.beat()
    wait_until(lambda: "ready" in worker.output, "worker", 60)
    installation.redis.stop()
    ids = post(installation, 3, "عودة")
    installation.redis.start()
    installation.wait(ids)
    assert worker.running and beat.running


def test_messages_that_come_twice_change_nothing(installation: Installation) -> None:
    ids = post(installation, 5, "تكرار")
    installation.stack.manage("shell", "-c", SEND_TWICE)
    for _worker in range(2):
        installation.stack.worker()
    installation.wait(ids)
    assert all(len(installation.article(each)["runs"]) == 1 for each in ids)
    assert all(len(installation.article(each)["commitments"]) == 1 for each in ids)


SEND_TWICE = """
from tracker.models import ExtractionRun
from tracker.services import queue
ids = list(ExtractionRun.objects.filter(state="pending").values_list("pk", flat=True))
assert ids and queue.send_all(queue.EXTRACT, ids * 3) == 3 * len(ids)
"""


def test_the_same_promise_in_many_articles_at_once_is_one_commitment(installation: Installation) -> None:
    """Workers that store the same party's deeds at once see each other's."""
    promise = "تعهد السيد سعيد بن يوسف الناصري بغرس ألف شجرة زيتون على ضفاف الوادي الكبير."
    posted = [installation.post(f"{promise} هذا هو الخبر رقم {number}.") for number in range(12)]
    ids = [body["id"] for _status, body in posted]
    for _worker in range(2):
        installation.stack.worker("--concurrency", "2")
    installation.wait(ids)
    found = {commitment["id"] for each in ids for commitment in installation.article(each)["commitments"]}
    assert len(found) == 1


def test_the_system_says_when_it_is_well(installation: Installation) -> None:
    installation.stack.worker()
    installation.stack.beat()
    wait_until(lambda: installation.request("/readyz")[0] == 200, "readiness", 60, every=0.5)
