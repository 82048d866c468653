"""Webhooks after Standard Webhooks: endpoints that people register, and posting one signed message."""

import base64
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from standardwebhooks import Webhook

from tracker.models import Subscriber, WebhookEndpoint
from tracker.services import addresses, permits
from tracker.services.delivery_errors import PermanentError, TemporaryError
from tracker.services.errors import InvalidInput

CONNECT_SECONDS, READ_SECONDS = 5.0, 15.0
_SECRET_BYTES = 24
_WORDS = 500
_GONE = 410


def create_endpoint(name: str, url: str, *, by: User) -> tuple[WebhookEndpoint, Subscriber]:
    """Register an address of another program; its `secret` is to be shown once. Subscribe it afterwards.

    Raises NotAllowed, InvalidInput (name, url).
    """
    permits.require_permission(by, "tracker.add_webhookendpoint")
    name, url = _checked(name, url)
    with transaction.atomic():
        endpoint = WebhookEndpoint.objects.create(name=name, url=url, secret=new_secret(), created_by=by)
        return endpoint, Subscriber.objects.create(endpoint=endpoint)


def change_endpoint(endpoint: WebhookEndpoint, name: str, url: str, *, by: User) -> WebhookEndpoint:
    """Give an endpoint another name or address. Raises NotAllowed, InvalidInput (name, url)."""
    permits.require_permission(by, "tracker.change_webhookendpoint")
    endpoint.name, endpoint.url = _checked(name, url)
    endpoint.save()
    return endpoint


def rotate_secret(endpoint: WebhookEndpoint, *, by: User) -> str:
    """Give an endpoint a new secret and return it; the old one signs nothing more. Raises NotAllowed."""
    permits.require_permission(by, "tracker.change_webhookendpoint")
    endpoint.secret = new_secret()
    endpoint.save()
    return endpoint.secret


def enable(endpoint: WebhookEndpoint, *, by: User) -> None:
    """Send to a disabled endpoint again. Raises NotAllowed."""
    permits.require_permission(by, "tracker.change_webhookendpoint")
    _set(endpoint, disabled_at=None, disabled_reason="", failing_since=None)


def disable(endpoint: WebhookEndpoint, *, by: User, reason: str = "") -> None:
    """Send nothing to an endpoint any more. Raises NotAllowed."""
    permits.require_permission(by, "tracker.change_webhookendpoint")
    _set(endpoint, disabled_at=timezone.now(), disabled_reason=reason)


def new_secret() -> str:
    """A random secret in the form of Standard Webhooks."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def post(endpoint: WebhookEndpoint, message_id: str, payload: Mapping[str, Any], now: datetime) -> None:
    """Post one signed message and keep account of the endpoint's failures.

    Raises TemporaryError or PermanentError with the server's words. Anything but 2xx is a failure, a
    redirect too; `410 Gone`, or failures for AHD_WEBHOOK_PATIENCE_DAYS, disable the endpoint.
    """
    body = json.dumps(payload, ensure_ascii=False)
    sent_at = now.astimezone(UTC)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Ahd",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": Webhook(endpoint.secret).sign(message_id, sent_at, body),
    }
    try:
        status, words = _request(endpoint.url, body.encode(), headers)
    except (TemporaryError, PermanentError) as error:
        _count_failure(endpoint, str(error), now)
        raise
    if 200 <= status < 300:
        _set(endpoint, failing_since=None)
        return
    _count_failure(endpoint, words, now, gone=status == _GONE)
    raise (PermanentError if status == _GONE else TemporaryError)(words)


def _request(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """Status and words of the answer to a POST at the one address that was checked."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = addresses.resolve(host, port)
    pool = _pool(parts.scheme, address, port, host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with pool.request(
            "POST",
            path,
            body=body,
            headers={"Host": parts.netloc.rpartition("@")[2], **headers},
            redirect=False,
            retries=False,
            preload_content=False,
        ) as response:
            text = response.read(_WORDS, decode_content=False).decode("utf-8", "replace")
            return response.status, " ".join(f"{response.status} {response.reason} {text}".split())
    except urllib3.exceptions.HTTPError as error:
        raise TemporaryError(f"{type(error).__name__}: {error}"[:_WORDS]) from error
    finally:
        pool.close()


def _pool(scheme: str, address: str, port: int, host: str) -> urllib3.HTTPConnectionPool:
    """A connection to the address, while TLS still asks for the certificate of the host."""
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, server_hostname=host, assert_hostname=host
        )
    return urllib3.HTTPConnectionPool(address, port, timeout=timeout)


def _count_failure(endpoint: WebhookEndpoint, words: str, now: datetime, gone: bool = False) -> None:
    """Note since when the endpoint fails; disable it if that is long ago, or if it says it is gone."""
    _set(endpoint, failing_since=Coalesce(F("failing_since"), now))
    endpoint.refresh_from_db(fields=["failing_since"])
    since = endpoint.failing_since or now
    if gone or now - since >= timedelta(days=settings.AHD_WEBHOOK_PATIENCE_DAYS):
        _set(endpoint, disabled_at=now, disabled_reason=words[:_WORDS])


def _set(endpoint: WebhookEndpoint, **values: Any) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(updated_at=timezone.now(), **values)


def _checked(name: str, url: str) -> tuple[str, str]:
    errors: dict[str, list[str]] = {}
    name, url = name.strip(), url.strip()
    if not name:
        errors["name"] = [_("This cannot be empty.")]
    try:
        URLValidator(schemes=["http", "https"])(url)
        addresses.check_literal(urlsplit(url).hostname or "")
    except (ValidationError, ValueError):
        errors["url"] = [_("This is not an http or https address.")]
    except addresses.ForbiddenAddressError as error:
        errors["url"] = [str(error)]
    else:
        if urlsplit(url).username is not None:
            errors["url"] = [_("An address with a user name in it is not taken.")]
    if errors:
        raise InvalidInput(errors)
    return name, url
