"""Without any server: races for a status, and reminders that leave by beat and worker over files."""

from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers import wait_until
from tests.stack import Stack
from tests.tracker.follow_up import databases, make
from tests.tracker.follow_up.racing import race
from tracker.models import Notification, OutgoingMessage, Reminder
from tracker.services import reminders


def test_embedded_installation(tmp_path: Path, django_db_blocker: Any) -> None:
    stack = Stack(tmp_path, AHD_FOLLOW_UP_SWEEP_SECONDS="1")
    try:
        stack.manage("migrate")
        with django_db_blocker.unblock(), databases.opened(stack):
            race(stack, tmp_path / "go")
            _remind(stack, tmp_path / "var" / "mail")
    finally:
        stack.stop()


def _remind(stack: Stack, mailbox: Path) -> None:
    owner = make.user("reviewer")
    commitment = make.commitment(datetime.now(ZoneInfo("Africa/Casablanca")).date(), owner=owner)
    reminders.plan(commitment)
    Reminder.objects.filter(stage="on").update(due_at=datetime.now().astimezone())
    stack.worker()
    stack.beat()
    sent = OutgoingMessage.objects.filter(state="sent")
    wait_until(lambda: sent.count() == 2, "a mail and a notification", 90)
    (file,) = mailbox.glob("*.log")
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == owner.email and str(commitment.pk) in str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr,attr-defined]
    assert Notification.objects.get().user == owner
