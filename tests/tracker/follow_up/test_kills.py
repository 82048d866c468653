"""Two beats, four workers, kills at random while reminders go out: none is lost, none doubled.

`AHD_FULL=1` sends 2,000 reminders through 100 kills; without it fewer, for everyday's sake.
"""

import asyncio
import os
import random
import re
import time
from collections import Counter
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller

from tests.servers import PostgresServer, Process, RedisServer, free_port, wait_until
from tests.stack import Stack
from tests.tracker.follow_up import databases, make
from tests.tracker.follow_up.racing import race
from tracker.models import Notification, OutgoingMessage, Reminder
from tracker.services import reminders

FULL = bool(os.environ.get("AHD_FULL"))
REMINDERS, KILLS, PATIENCE = (2000, 100, 1800) if FULL else (60, 4, 120)


class SlowMailbox:
    """An SMTP handler that notes a message and answers a little later, so that kills fall in between."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.accepted: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Note Message-ID and the commitment in the text."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr,attr-defined]
        named = re.search(r"/commitments/([0-9a-f-]{36})/", text)
        self.accepted.append((str(mail["Message-ID"]).strip(), named[1] if named else ""))
        await asyncio.sleep(self.random.uniform(0, 0.2))
        return "250 OK"


def settled() -> int:
    """How many e-mails the ledger says are done with."""
    return OutgoingMessage.objects.filter(channel="email").exclude(state__in=["pending", "sending"]).count()


def kill_at_random(stack: Stack, workers: list[Process], chance: random.Random) -> int:
    """Kill workers, each replaced by a new one, while mail goes out; returns how many."""
    kills = 0
    while kills < KILLS and settled() < REMINDERS:
        time.sleep(chance.uniform(0.1, 0.8))
        place = chance.randrange(len(workers))
        workers[place].kill()
        workers[place] = stack.worker()
        kills += 1
    return kills


def test_workers_killed_at_random_lose_and_double_nothing(
    tmp_path: Any, postgres: PostgresServer, redis_server: RedisServer, django_db_blocker: Any
) -> None:
    mailbox, port = SlowMailbox(7), free_port()
    stack = Stack(
        tmp_path,
        postgres.new_database(),
        redis_server.url,
        EMAIL_URL=f"smtp://127.0.0.1:{port}",
        AHD_FOLLOW_UP_SWEEP_SECONDS="1",
        AHD_MESSAGE_LEASE_SECONDS="10",
        AHD_REMINDER_HOUR="0",
        LOG_LEVEL="WARNING",
    )
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()  # type: ignore[no-untyped-call]
    try:
        stack.manage("migrate")
        with django_db_blocker.unblock(), databases.opened(stack):
            race(stack, tmp_path / "go")
            _go_through(stack, mailbox)
    finally:
        stack.stop()
        controller.stop()  # type: ignore[no-untyped-call]


def _go_through(stack: Stack, mailbox: SlowMailbox) -> None:
    owner, today = make.user("reviewer"), datetime.now(ZoneInfo("Africa/Casablanca")).date()
    for _number in range(REMINDERS):
        reminders.plan(make.commitment(today, owner=owner))
    Reminder.objects.exclude(stage="on").delete()
    Reminder.objects.update(due_at=datetime.now().astimezone())
    workers = [stack.worker() for _number in range(4)]
    for _number in range(2):
        stack.beat()
    wait_until(lambda: settled() > 0, "the first mail", 120)
    kills = kill_at_random(stack, workers, random.Random(11))
    wait_until(lambda: settled() == REMINDERS, f"{REMINDERS} mails", PATIENCE, every=0.5)
    _check(mailbox, kills)


def _check(mailbox: SlowMailbox, kills: int) -> None:
    """The ledger against what the mail server has seen."""
    ledger = dict(OutgoingMessage.objects.filter(channel="email").values_list("message_id", "state"))
    seen = Counter(message_id for message_id, _commitment in mailbox.accepted)
    ids_by_commitment: dict[str, set[str]] = {}
    for message_id, commitment in mailbox.accepted:
        ids_by_commitment.setdefault(commitment, set()).add(message_id)
    repeats = sum(seen.values()) - len(seen)
    print(f"{REMINDERS} reminders, {kills} kills, {repeats} repeats of a message id", flush=True)
    assert kills >= KILLS // 2
    assert len(ledger) == REMINDERS and set(ledger.values()) == {"sent"}
    assert set(seen) == set(ledger), "a message was lost or is not in the ledger"
    assert len(ids_by_commitment) == REMINDERS
    assert all(len(ids) == 1 for ids in ids_by_commitment.values()), "a second message id for a reminder"
    assert repeats <= kills
    assert Reminder.objects.filter(stage="on", state="sent").count() == REMINDERS
    wait_until(lambda: Notification.objects.count() == REMINDERS, "notifications", 60)
