"""A clock that stands still until told, and a mail server that really answers."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from tests.servers import SmtpServer
from tracker.models import MessageState, OutgoingMessage
from tracker.services import messages, queue, sweeping

Tick = Callable[[], None]


@pytest.fixture
def clock() -> Iterator[Any]:
    """A clock that stands at noon of a Wednesday; `clock.move_to("2026-05-21 09:00 +00:00")` sets it."""
    with time_machine.travel("2026-05-20 12:00 +00:00", tick=False) as frozen:
        yield frozen


@pytest.fixture
def mailed(smtp_server: SmtpServer, settings: Any) -> SmtpServer:
    """A real SMTP server to which the installation's mail goes."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp_server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    return smtp_server


@pytest.fixture
def tick(monkeypatch: pytest.MonkeyPatch) -> Tick:
    """One round of beat and the workers' deliveries, at the moment that the clock shows, without a broker."""
    monkeypatch.setattr(queue, "send_all", lambda task, ids: len(list(ids)))

    def run() -> None:
        sweeping.sweep()
        now = datetime.now().astimezone()
        due = OutgoingMessage.objects.filter(state=MessageState.PENDING, due_at__lte=now).order_by(
            "created_at"
        )
        for message_id in list(due.values_list("pk", flat=True)):
            messages.deliver(message_id)

    return run
