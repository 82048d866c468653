"""Webhooks against a real receiver: signatures, retries, endpoints that die, addresses that are forbidden."""

import json
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from tests.conftest import absent
from tests.tracker.follow_up import make
from tests.tracker.follow_up.conftest import Tick
from tests.tracker.follow_up.receiver import Receiver, certificate_for
from tracker.models import Commitment, OutgoingMessage, SubscriptionScope, WebhookEndpoint
from tracker.services import addresses, reminders, subscriptions, webhooks
from tracker.services.delivery_errors import PermanentError, TemporaryError
from tracker.services.errors import InvalidInput, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A receiver on the loopback address, which a setting allows."""
    settings.AHD_WEBHOOK_PRIVATE_ADDRESSES = True
    with Receiver() as started:
        yield started


def hooked(receiver: Receiver) -> tuple[WebhookEndpoint, Commitment]:
    """An endpoint that hears of all commitments, and one that is due today."""
    editor = make.user("editor")
    endpoint, subscriber = webhooks.create_endpoint("مرصد", receiver.url, by=editor)
    subscriptions.subscribe(subscriber, SubscriptionScope.ALL, by=editor)
    commitment = make.commitment(date(2026, 5, 20))
    reminders.plan(commitment)
    return endpoint, commitment


def test_a_signed_message_arrives_once(clock: Any, receiver: Receiver, tick: Tick) -> None:
    endpoint, commitment = hooked(receiver)
    tick()
    tick()
    (request,) = receiver.requests
    message = OutgoingMessage.objects.get()
    assert request.path == "/hooks?for=ahd"
    assert request.headers["webhook-id"] == message.message_id
    told = Webhook(endpoint.secret).verify(request.body, request.headers)
    assert told["type"] == "commitment.reminder"
    assert told["data"]["commitment"]["id"] == str(commitment.pk)
    assert told["data"]["commitment"]["action"] == commitment.action
    assert told["data"]["commitment"]["days_left"] == 0
    with pytest.raises(WebhookVerificationError):
        Webhook(webhooks.new_secret()).verify(request.body, request.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(endpoint.secret).verify(json.dumps({**told, "type": "x"}), request.headers)


@pytest.mark.parametrize("status", [500, 503, 429, 404, 301, 302, 307])
def test_a_failure_is_tried_again_under_the_same_id(
    status: int, clock: Any, receiver: Receiver, tick: Tick
) -> None:
    endpoint, _commitment = hooked(receiver)
    receiver.status, receiver.headers = status, {"Location": receiver.url + "&redirected=1"}
    tick()
    message = OutgoingMessage.objects.get()
    assert message.state == "pending" and message.error.startswith(str(status))
    endpoint.refresh_from_db()
    assert endpoint.failing_since is not None
    receiver.status = 200
    clock.move_to("2026-05-20 12:01 +00:00")
    tick()
    assert [request.path for request in receiver.requests] == ["/hooks?for=ahd"] * 2
    assert len({request.headers["webhook-id"] for request in receiver.requests}) == 1
    assert OutgoingMessage.objects.get().state == "sent"
    endpoint.refresh_from_db()
    assert endpoint.failing_since is None


def test_pauses_grow(clock: Any, receiver: Receiver, tick: Tick) -> None:
    hooked(receiver)
    receiver.status = 500
    pauses = []
    for _try in range(8):
        tick()
        due = OutgoingMessage.objects.get(reminder__stage="on").due_at
        pauses.append(int((due - clock_now()).total_seconds() // 60))
        clock.move_to(due)
    assert pauses == [1, 5, 15, 60, 180, 360, 720, 720]


def clock_now() -> Any:
    """The moment that the frozen clock shows."""
    from django.utils import timezone

    return timezone.now()


def test_an_endpoint_that_fails_for_long_is_disabled(
    clock: Any, receiver: Receiver, tick: Tick, settings: Any
) -> None:
    settings.AHD_WEBHOOK_PATIENCE_DAYS = 1
    endpoint, _commitment = hooked(receiver)
    receiver.status = 500
    while not endpoint.disabled_at:
        tick()
        endpoint.refresh_from_db()
        waiting = OutgoingMessage.objects.filter(state="pending").order_by("due_at").first()
        clock.move_to(waiting.due_at if waiting else "2026-05-22 12:00 +00:00")
    assert endpoint.disabled_reason.startswith("500")
    before = len(receiver.requests)
    tick()
    clock.move_to("2026-05-25 12:00 +00:00")
    tick()
    assert len(receiver.requests) == before
    assert OutgoingMessage.objects.filter(state="skipped", state_reason="disabled").exists()
    webhooks.enable(endpoint, by=make.user("editor"))
    receiver.status = 200
    reminders.plan(make.commitment(date(2026, 5, 25)))
    tick()
    assert len(receiver.requests) > before


def test_gone_disables_at_once(clock: Any, receiver: Receiver, tick: Tick) -> None:
    endpoint, _commitment = hooked(receiver)
    receiver.status = 410
    tick()
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is not None
    assert OutgoingMessage.objects.get().state == "failed"


def test_nobody_listening_is_a_passing_failure(clock: Any, receiver: Receiver, tick: Tick) -> None:
    hooked(receiver)
    WebhookEndpoint.objects.update(url="http://127.0.0.1:9/hooks")
    tick()
    assert OutgoingMessage.objects.get().state == "pending"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://10.1.2.3/x",
        "http://192.168.1.1/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/x",
        "http://[fe80::1]/x",
        "http://[fd00::1]/x",
        "http://[::ffff:10.0.0.1]/x",
        "http://[64:ff9b::a00:1]/x",
        "http://[2002:a00:1::]/x",
        "http://0.0.0.0/x",
        "http://224.0.0.1/x",
        "http://100.64.0.1/x",
        "ftp://example.org/x",
        "https://user:secret@example.org/x",
        "file:///etc/passwd",
        "http://",
    ],
)
def test_addresses_inside_are_refused_when_written_out(url: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        webhooks.create_endpoint("مرصد", url, by=make.user("editor"))
    assert list(refusal.value.errors) == ["url"]


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
def test_names_that_lead_inside_are_refused_at_delivery(
    host: str, clock: Any, receiver: Receiver, tick: Tick, settings: Any
) -> None:
    hooked(receiver)
    settings.AHD_WEBHOOK_PRIVATE_ADDRESSES = False
    WebhookEndpoint.objects.update(url=receiver.url.replace("127.0.0.1", host))
    tick()
    assert OutgoingMessage.objects.get().state == "failed"
    assert not receiver.requests


def test_a_name_is_resolved_once_and_the_checked_address_used(
    clock: Any, receiver: Receiver, tick: Tick, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A name server that answers differently the second time (rebinding) gains nothing."""
    hooked(receiver)
    port = int(receiver.url.split(":")[2].split("/")[0])
    WebhookEndpoint.objects.update(url=receiver.url.replace("127.0.0.1", "hooks.example.org"))
    asked = []
    real = socket.getaddrinfo

    def resolve(host: Any, *arguments: Any, **options: Any) -> Any:
        if host != "hooks.example.org":
            return real(host, *arguments, **options)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    tick()
    assert asked == ["hooks.example.org"]
    assert receiver.requests[0].headers["Host"] == f"hooks.example.org:{port}"


def test_a_name_with_one_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 443)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **options: found)
    with pytest.raises(PermanentError):
        addresses.resolve("hooks.example.org", 443)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **options: found[:1])
    assert addresses.resolve("hooks.example.org", 443) == "93.184.216.34"


def test_a_name_that_cannot_be_resolved_may_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*arguments: Any, **options: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(TemporaryError):
        addresses.resolve("hooks.example.org", 443)


def test_only_editors_register_endpoints() -> None:
    with pytest.raises(NotAllowed):
        webhooks.create_endpoint("مرصد", "https://example.org/x", by=make.user("reviewer"))


def test_a_new_secret_signs_from_then_on(clock: Any, receiver: Receiver, tick: Tick) -> None:
    endpoint, _commitment = hooked(receiver)
    secret = webhooks.rotate_secret(endpoint, by=make.user("editor"))
    tick()
    assert Webhook(secret).verify(receiver.requests[0].body, receiver.requests[0].headers)


@pytest.mark.parametrize(("host", "arrives"), [("hooks.example.org", True), ("other.example.org", False)])
def test_the_certificate_is_that_of_the_name(
    host: str,
    arrives: bool,
    clock: Any,
    tick: Tick,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Though the connection goes to a number, TLS asks for the name."""
    if shutil.which("openssl") is None:
        absent("openssl: install the system's package openssl")
    settings.AHD_WEBHOOK_PRIVATE_ADDRESSES = True
    certificate = certificate_for("hooks.example.org", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    real = socket.getaddrinfo

    def resolve(asked: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        return real("127.0.0.1" if asked == host else asked, port, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with Receiver(certificate=certificate) as receiver:
        hooked(receiver)
        WebhookEndpoint.objects.update(url=receiver.url.replace("127.0.0.1", host))
        tick()
        assert len(receiver.requests) == int(arrives)
        message = OutgoingMessage.objects.get()
        assert message.state == ("sent" if arrives else "pending")
        assert arrives or "CERTIFICATE_VERIFY_FAILED" in message.error or "doesn't match" in message.error
