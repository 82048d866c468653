"""Alive and ready: what a load balancer asks, what a stranger may learn, what staff learn."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from celery import Celery
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from config import brokers
from tests.tracker.api.rows import an_article
from tracker.models import ExtractionRun
from tracker.services import health, heartbeats


@pytest.fixture
def well(db: None) -> None:
    """A system whose every part is well."""
    heartbeats.beat()


def parts(client: Client) -> tuple[int, dict[str, str]]:
    """The status and the parts of the answer."""
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["parts"]


def test_alive_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_ready_when_all_is_well(client: Client, well: None) -> None:
    names = ("database", "migrations", "broker", "queue", "beat")
    assert parts(client) == (200, dict.fromkeys(names, "ok"))


def test_a_beat_that_is_silent_is_named(client: Client, well: None) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1)):
        status, found = parts(client)
    assert (status, found["beat"], found["queue"]) == (503, "ill", "ok")


def test_a_queue_that_stands_still_is_named(client: Client, well: None, settings: Any) -> None:
    article = an_article(state="pending")
    long_ago = timezone.now() - dt.timedelta(seconds=settings.AHD_MAX_QUEUE_AGE_SECONDS + 5)
    ExtractionRun.objects.filter(article=article).update(state="pending", due_at=long_ago, started_at=None)
    ExtractionRun.objects.update(created_at=long_ago)
    status, found = parts(client)
    assert (status, found["queue"]) == (503, "ill")


def test_a_migration_that_is_missing_is_named(client: Client, well: None) -> None:
    recorder = MigrationRecorder(connection)
    latest = max(name for app, name in recorder.applied_migrations() if app == "tracker")
    recorder.record_unapplied("tracker", latest)
    status, found = parts(client)
    assert (status, found["migrations"]) == (503, "ill")


def test_a_broker_that_is_gone_is_named_without_its_address(
    client: Client, well: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "redis://user:hunter2@127.0.0.1:1/0"
    away = Celery("away", broker=secret, set_as_current=False)
    away.conf.broker_transport_options = brokers.redis_options(60)
    monkeypatch.setattr(health, "current_app", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["broker"]) == (503, "ill")
    assert "hunter2" not in answer.content.decode() and "127.0.0.1" not in answer.content.decode()


def test_staff_learn_why(client: Client, well: None) -> None:
    assert "details" not in client.get("/readyz").json()
    client.force_login(User.objects.create_user("boss", is_staff=True))
    assert set(client.get("/readyz").json()["details"]) == {
        "database",
        "migrations",
        "broker",
        "queue",
        "beat",
    }


def test_a_database_that_is_gone_is_named(
    client: Client, monkeypatch: pytest.MonkeyPatch, well: None
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("could not connect to server at 10.0.0.1")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["database"]) == (503, "ill")
    assert "10.0.0.1" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading_is_allowed(client: Client, path: str, db: None) -> None:
    assert client.post(path).status_code == 405
