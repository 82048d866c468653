"""Users of every role, signed in to the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Makes a client of a new user in a role ("admin": a superuser; None: no role at all)."""

    def make(role: str | None = "editor", language: str = "en") -> Client:
        name = f"{role or 'nobody'}-{User.objects.count()}"
        if role == "admin":
            user = User.objects.create_superuser(name)
        else:
            user = User.objects.create_user(name)
            user.groups.set(Group.objects.filter(name=role or ""))
        client = Client()
        client.force_login(user)
        client.cookies["django_language"] = language
        client.user = user  # type: ignore[attr-defined]
        return client

    return make


@pytest.fixture
def editor(sign_in: SignIn) -> Client:
    """An editor's client, in English."""
    return sign_in("editor")
