"""API keys: in clear once, as a hash afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.tracker.intake import make
from tracker.models import ApiKey
from tracker.services import keys
from tracker.services.errors import InvalidInput

pytestmark = pytest.mark.django_db


def test_the_key_itself_is_nowhere_in_the_database() -> None:
    key, plain = keys.issue_key(make.user(), "قارئ", ["submit", "read", "read"])
    row = ApiKey.objects.values().get()
    secret = plain.partition(".")[2]
    assert not any(secret in str(value) for value in row.values())
    assert key.is_valid(plain) and not key.is_valid(plain[:-1] + ("a" if plain[-1] != "a" else "b"))
    assert row["scopes"] == ["read", "submit"]


@pytest.mark.parametrize(
    ("name", "scopes", "hours", "field"),
    [
        ("", ["read"], None, "name"),
        ("x" * 51, ["read"], None, "name"),
        ("x", [], None, "scopes"),
        ("x", ["read", "rule"], None, "scopes"),
        ("x", ["read"], -1, "expires_at"),
    ],
)
def test_a_bad_wish_is_named(name: str, scopes: list[str], hours: int | None, field: str) -> None:
    expires_at = None if hours is None else timezone.now() + timedelta(hours=hours)
    with pytest.raises(InvalidInput) as caught:
        keys.issue_key(make.user(), name, scopes, expires_at)
    assert list(caught.value.errors) == [field]
    assert not ApiKey.objects.exists()


def test_a_key_is_revoked_once() -> None:
    key, _plain = keys.issue_key(make.user(), "x", ["read"])
    assert (keys.revoke(key), keys.revoke(key)) == (True, False)


def test_use_is_noted_once_a_minute() -> None:
    key, _plain = keys.issue_key(make.user(), "x", ["read"])
    keys.touch(key)
    key.refresh_from_db()
    first = key.last_used_at
    keys.touch(key)
    key.refresh_from_db()
    assert key.last_used_at == first != None  # noqa: E711
    ApiKey.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    key.refresh_from_db()
    keys.touch(key)
    key.refresh_from_db()
    assert key.last_used_at is not None and key.last_used_at >= first
