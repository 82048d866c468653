"""Does a round of reminders touch only what is due, however many commitments there are?

usage: python -m benchmarks.reminders [--sizes 10000 1000000] [--due 100]

Fills a PostgreSQL of its own with commitments, two planned and one sent reminder and one sent
message for each, then hands out the same number of due reminders at each size. Shows the plans of
the queries that look for work, and the ratio of the times. Exits with 1 if a plan reads a whole
table or the ratio is over 3.
"""

import argparse
import os
import statistics
import sys
import time
from datetime import timedelta
from typing import Any

import django
from rich.console import Console
from rich.table import Table

from tests.servers import PostgresServer

BAR = 3.0
ROUNDS = 5
CONSOLE = Console()

FILL = """
INSERT INTO tracker_actor (id, created_at, updated_at, kind, name, honorific_prefix, name_folded, notes)
VALUES ('00000000-0000-7000-8000-000000000001', now(), now(), 'organization', 'جماعة', '', 'جماعه', '')
ON CONFLICT DO NOTHING;
CREATE TEMPORARY TABLE fresh AS
    SELECT gen_random_uuid() AS id, n FROM generate_series(%(first)s, %(last)s) AS n;
INSERT INTO tracker_commitment (
    id, created_at, updated_at, review, extractor_version, version, kind, action, action_folded, due_text,
    due_edtf, due_earliest_on, due_latest_on, due_basis, reported_status, status, rule, features, owner_id)
SELECT id, now(), now(), 'accepted', '', 1, 'pledge', 'تعبيد الطريق رقم ' || n, 'تعبيد الطريق رقم ' || n, '',
    to_char(current_date + 30 + n %% 400, 'YYYY-MM-DD'), current_date + 30 + n %% 400,
    current_date + 30 + n %% 400, 'explicit', 'open', 'not_rated', '', '[]', %(owner)s
FROM fresh;
INSERT INTO tracker_commitmentparty (
    id, created_at, updated_at, role, name, position, actor_id, commitment_id)
SELECT gen_random_uuid(), now(), now(), 'committer', 'جماعة', 0, '00000000-0000-7000-8000-000000000001', id
FROM fresh;
INSERT INTO tracker_reminder (
    id, created_at, updated_at, stage, anchor_on, day_on, due_at, state, state_reason, commitment_id)
SELECT gen_random_uuid(), now(), now(), stage, current_date + 30 + n %% 400, current_date + 30 + n %% 400,
    now() + make_interval(days => 30 + n %% 400) * sign, state, '', id
FROM fresh, (VALUES ('before-3', 1, 'planned'), ('on', 1, 'planned'), ('before-14', -1, 'sent'))
    AS stages (stage, sign, state);
INSERT INTO tracker_outgoingmessage (
    id, created_at, updated_at, kind, period, channel, recipient, message_id, state, state_reason, due_at,
    attempts, error, reminder_id, subscriber_id)
SELECT gen_random_uuid(), now(), now(), 'reminder', '', 'email', 'o@example.org', gen_random_uuid()::text,
    'sent', '', now(), 1, '', tracker_reminder.id, %(subscriber)s
FROM tracker_reminder JOIN fresh ON commitment_id = fresh.id WHERE state = 'sent';
DROP TABLE fresh;
"""


def main() -> int:
    """Fill, measure, print; 0 if the bar is met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--due", type=int, default=100)
    options = parser.parse_args()
    with PostgresServer() as server:
        _set_up(server.new_database())
        return _measure(sorted(options.sizes), options.due)


def _set_up(url: str) -> None:
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "WARNING"}
    django.setup()
    from django.core.management import call_command

    from tracker.services import queue

    call_command("migrate", verbosity=0)
    queue.send_all = lambda task, row_ids: len(list(row_ids))  # measured is the database, not a broker


def _measure(sizes: list[int], due: int) -> int:
    table = Table(
        "Commitments", "Due", "Seconds (median)", "Looking for work, ms", "Rows of reminders", title="A round"
    )
    times, whole = [], []
    for size in sizes:
        _grow_to(size)
        _make_due(due)
        whole += _plans(size)
        _round(0)
        seconds = statistics.median(_round(due) for _number in range(ROUNDS))
        times.append(seconds)
        table.add_row(f"{size:,}", str(due), f"{seconds:.3f}", f"{_idle() * 1000:.1f}", f"{_rows():,}")
    ratio = times[-1] / times[0]
    CONSOLE.print(table)
    CONSOLE.print(f"Ratio of the largest to the smallest: {ratio:.2f} (at most {BAR:g})")
    for query in whole:
        CONSOLE.print(f"Reads a whole table: {query}")
    return int(ratio > BAR or bool(whole))


def _grow_to(size: int) -> None:
    """Add commitments up to a number, then let PostgreSQL count them."""
    from django.contrib.auth.models import User
    from django.db import connection

    from tracker.models import Commitment
    from tracker.services import subscriptions

    owner, _created = User.objects.get_or_create(username="owner", email="o@example.org")
    subscriptions.expect_owned(owner)
    there = Commitment.objects.count()
    with connection.cursor() as cursor:
        started = time.perf_counter()
        for first in range(there + 1, size + 1, 100_000):
            values = {
                "first": first,
                "last": min(first + 99_999, size),
                "owner": owner.pk,
                "subscriber": str(subscriptions.subscriber_of(owner).pk),
            }
            _run(cursor, FILL, values)
        _run(cursor, "ANALYZE")
        CONSOLE.print(f"{size:,} commitments are there ({time.perf_counter() - started:.0f} s)")


def _run(cursor: Any, statements: str, values: dict[str, Any] | None = None) -> None:
    """Run statements one by one: with values, PostgreSQL takes one at a time."""
    for statement in statements.split(";\n"):
        if statement.strip():
            cursor.execute(statement, values)


def _plans(size: int) -> list[str]:
    """Print the plans of the queries that look for work; returns those that read a whole table."""
    from django.utils import timezone

    from tracker.models import DigestItem, MessageState, OutgoingMessage
    from tracker.services import handing_out, ledger

    now = timezone.now()
    queries = {
        "due reminders": handing_out.due_ids(now)[:500],
        "due messages": ledger.due_ids(now)[:1000],
        "ended leases": OutgoingMessage.objects.filter(state=MessageState.SENDING, lease_ends_at__lte=now),
        "due digests": DigestItem.objects.filter(message__isnull=True, due_at__lte=now),
    }
    whole = []
    for name, query in queries.items():
        plan = query.explain(analyze=True, buffers=True)
        CONSOLE.print(f"[bold]{name} at {size:,}[/bold]\n{plan}\n")
        if "Seq Scan on tracker_reminder" in plan or "Seq Scan on tracker_outgoingmessage" in plan:
            whole.append(f"{name} at {size:,}")
    return whole


def _make_due(due: int) -> None:
    """Let the moment of `due` planned reminders have come an hour ago."""
    from django.utils import timezone

    from tracker.models import Reminder

    now = timezone.now()
    ids = Reminder.objects.filter(state="planned", stage="before-3", due_at__gt=now).order_by("pk")[:due]
    chosen = list(ids.values_list("pk", flat=True))
    Reminder.objects.filter(pk__in=chosen).update(due_at=now - timedelta(hours=1))


def _round(due: int) -> float:
    """Hand out `due` reminders; returns the seconds of the round."""
    from tracker.services import sweeping

    _make_due(due)
    started = time.perf_counter()
    done = sweeping.sweep()
    seconds = time.perf_counter() - started
    assert done.reminders >= due, done
    return seconds


def _idle() -> float:
    """The seconds of a round that finds nothing."""
    from django.utils import timezone

    from tracker.services import sweeping

    started = time.perf_counter()
    sweeping.sweep(timezone.now())
    return time.perf_counter() - started


def _rows() -> int:
    from tracker.models import Reminder

    return Reminder.objects.count()


if __name__ == "__main__":
    sys.exit(main())
