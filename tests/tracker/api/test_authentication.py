"""Who is let in: keys that work, keys that do not, sessions with and without a CSRF token."""

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from tests.tracker.api.conftest import MakeClient, MakeUser, expire, revoke
from tests.tracker.api.rows import a_commitment
from tracker.models import ApiKey

LIST = "/api/v1/articles/"


def test_a_key_opens_what_its_role_may_read(as_role: MakeClient) -> None:
    assert as_role("viewer").get(LIST).status_code == 200


def test_a_stranger_is_asked_for_a_key(stranger: APIClient, db: None) -> None:
    answer = stranger.get(LIST)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Api-Key")
    assert "Authorization" in answer.json()["errors"]


@pytest.mark.parametrize(
    "header",
    [
        "Api-Key",
        "Api-Key ",
        "Api-Key nonsense",
        "Api-Key aaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "api-key ا.ب",
        "Api-Key " + "x" * 10_000,
        "Api-Key aaaaaaaa.bbbb\0bbbb",
    ],
)
def test_what_is_no_key_is_refused(stranger: APIClient, db: None, header: str) -> None:
    answer = stranger.get(LIST, HTTP_AUTHORIZATION=header)
    assert answer.status_code == 401
    assert answer.json()["code"] == "unknown_key"


def test_the_right_prefix_with_another_secret_is_refused(as_role: MakeClient) -> None:
    client = as_role("viewer")
    wrong = f"Api-Key {client.key.prefix}.{'a' * 32}"
    assert client.get(LIST, HTTP_AUTHORIZATION=wrong).json()["code"] == "unknown_key"


def test_a_revoked_key_is_refused_and_says_so(as_role: MakeClient) -> None:
    answer = revoke(as_role("editor")).get(LIST)
    assert (answer.status_code, answer.json()["code"]) == (401, "revoked_key")


def test_an_expired_key_is_refused_and_says_so(as_role: MakeClient) -> None:
    answer = expire(as_role("editor")).get(LIST)
    assert (answer.status_code, answer.json()["code"]) == (401, "expired_key")


def test_a_key_of_a_disabled_user_is_refused(as_role: MakeClient) -> None:
    client = as_role("editor")
    client.user.is_active = False
    client.user.save()
    answer = client.get(LIST)
    assert (answer.status_code, answer.json()["code"]) == (401, "inactive_user")


def test_only_the_hash_of_a_key_is_stored(as_role: MakeClient) -> None:
    client = as_role("viewer")
    plain = client._credentials.get("HTTP_AUTHORIZATION", client.defaults["HTTP_AUTHORIZATION"]).split()[1]
    secret = plain.partition(".")[2]
    row = ApiKey.objects.filter(pk=client.key.pk).values().get()
    assert not any(secret in str(value) for value in row.values())


def test_the_last_use_of_a_key_is_kept(as_role: MakeClient) -> None:
    client = as_role("viewer")
    assert client.key.last_used_at is None
    before = timezone.now()
    client.get(LIST)
    client.key.refresh_from_db()
    assert before <= client.key.last_used_at <= timezone.now()


def test_a_session_of_the_admin_may_read(make_user: MakeUser) -> None:
    browser = Client()
    browser.force_login(make_user("viewer"))
    assert browser.get(LIST).status_code == 200


def test_a_session_needs_the_csrf_token_to_write(make_user: MakeUser) -> None:
    commitment = a_commitment()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user("reviewer"))
    address = f"/api/v1/commitments/{commitment.pk}/accept/"
    refused = browser.post(address, {}, content_type="application/json")
    assert refused.status_code == 403
    assert "CSRF" in refused.json()["detail"]
    browser.get("/admin/login/")
    browser.cookies["csrftoken"] = token = "a" * 32
    done = browser.post(address, {}, content_type="application/json", headers={"X-CSRFToken": token})
    assert done.status_code == 200, done.content
