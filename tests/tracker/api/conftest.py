"""Users of every role, their keys, and clients that send what those users would."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from tracker.models import ApiKey, Scope
from tracker.services import keys

ALL_SCOPES = tuple(Scope.values)
MakeUser = Callable[..., User]
MakeClient = Callable[..., APIClient]


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Neither counters nor pages of the test before."""
    cache.clear()


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Makes a user with a role (None: no role at all)."""

    def make(role: str | None = "viewer", username: str = "") -> User:
        user = User.objects.create_user(username or f"{role or 'nobody'}-{User.objects.count()}")
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def as_role(make_user: MakeUser) -> MakeClient:
    """Makes a client with a key of a new user in a role; `.user` and `.key` say which."""

    def make(
        role: str | None = "viewer",
        scopes: Iterable[str] = ALL_SCOPES,
        user: User | None = None,
    ) -> APIClient:
        user = user or make_user(role)
        key, plain = keys.issue_key(user, "test", list(scopes))
        client = APIClient(HTTP_AUTHORIZATION=f"Api-Key {plain}", HTTP_ACCEPT_LANGUAGE="en")
        client.user, client.key = user, key
        return client

    return make


@pytest.fixture
def stranger() -> APIClient:
    """A client that says nothing of who it is."""
    return APIClient(HTTP_ACCEPT_LANGUAGE="en")


@pytest.fixture
def editor(as_role: MakeClient) -> APIClient:
    """A client that may do everything."""
    return as_role("editor")


def revoke(client: APIClient) -> APIClient:
    """The client, its key taken back."""
    keys.revoke(client.key)
    return client


def expire(client: APIClient) -> APIClient:
    """The client, its key's time over."""
    ApiKey.objects.filter(pk=client.key.pk).update(expiry_date=timezone.now())
    return client


@pytest.fixture(scope="session")
def schema(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """The schema as it is served."""
    with django_db_blocker.unblock():
        answer = APIClient().get("/api/v1/schema/")
    assert answer.status_code == 200
    loaded: dict[str, Any] = yaml.safe_load(answer.content)
    return loaded
