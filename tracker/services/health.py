"""Whether the parts that Ahd lives on are well: database, migrations, broker, queue, clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Heartbeat
from tracker.queries import queue
from tracker.services.heartbeats import BEAT

BROKER_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `detail` is a sentence for people."""

    name: str
    ok: bool
    detail: str


def examine() -> list[Finding]:
    """One finding for each part; a check that breaks is an ill part, never an exception."""
    return [examine_one(name) for name in CHECKS]


def examine_one(name: str) -> Finding:
    """The finding for one part, named as in `CHECKS`."""
    try:
        return Finding(name, *CHECKS[name]())
    except DatabaseError:
        return Finding(name, False, _("The database does not answer."))
    except Exception as error:  # a broker's library raises what its socket did
        return Finding(name, False, f"{type(error).__name__}: {error}")


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, connection.vendor


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return False, _("%d migrations are not applied.") % len(missing)
    return True, _("All migrations are applied.")


def _broker() -> tuple[bool, str]:
    with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_SECONDS)
        return True, str(broker.transport_cls)


def _queue() -> tuple[bool, str]:
    age = queue.oldest_waiting(timezone.now())
    limit = timedelta(seconds=settings.AHD_MAX_QUEUE_AGE_SECONDS)
    return age <= limit, _("The oldest article has waited for %d seconds.") % age.total_seconds()


def _beat() -> tuple[bool, str]:
    last = Heartbeat.objects.filter(name=BEAT).values_list("beat_at", flat=True).first()
    if last is None:
        return False, _("There was no heartbeat yet.")
    age = timezone.now() - last
    limit = timedelta(seconds=3 * settings.AHD_SWEEP_SECONDS + 30)
    return age <= limit, _("The last heartbeat was %d seconds ago.") % age.total_seconds()


CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "queue": _queue,
    "beat": _beat,
}
