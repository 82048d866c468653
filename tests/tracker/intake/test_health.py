"""What is found well and what is found ill."""

from datetime import timedelta

import pytest
from celery import Celery
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from config import brokers
from tests.tracker.intake import make
from tracker.models import ExtractionRun, Heartbeat
from tracker.services import health, heartbeats

pytestmark = pytest.mark.django_db


def found() -> dict[str, bool]:
    """What each check says."""
    return {finding.name: finding.ok for finding in health.examine()}


def test_all_is_well() -> None:
    heartbeats.beat()
    make.submitted()
    assert found() == dict.fromkeys(["database", "migrations", "broker", "queue", "beat"], True)


def test_a_clock_that_stopped_is_ill() -> None:
    assert not found()["beat"]
    heartbeats.beat()
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    assert not found()["beat"]


def test_work_that_waits_too_long_is_ill(settings: object) -> None:
    make.submitted()
    ExtractionRun.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert not found()["queue"]


def test_a_pause_before_another_try_is_no_waiting() -> None:
    make.submitted()
    ExtractionRun.objects.update(due_at=timezone.now() + timedelta(hours=1))
    assert found()["queue"]


def test_a_broker_that_is_away_is_ill_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    away = Celery("away", broker="redis://127.0.0.1:1/0", set_as_current=False)
    away.conf.broker_transport_options = brokers.redis_options(60)
    monkeypatch.setattr(health, "current_app", away)
    heartbeats.beat()
    assert [name for name, ok in found().items() if not ok] == ["broker"]


def test_a_migration_not_applied_is_ill() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'tracker' AND name > '0002_roles'")
    [finding] = [finding for finding in health.examine() if not finding.ok and finding.name == "migrations"]
    assert any(char.isdigit() for char in finding.detail)


def test_the_command_tells_each_part_and_fails_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("health", "--only", "database", "migrations")
    assert capsys.readouterr().out.count("well") == 2
    with pytest.raises(SystemExit) as ended:
        call_command("health", "--only", "beat")
    assert ended.value.code == 1
    assert "beat" in capsys.readouterr().out
