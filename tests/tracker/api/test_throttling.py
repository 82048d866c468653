"""A caller who asks too often is told when to come back, and nobody else is."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from rest_framework.test import APIClient

from tests.tracker.api.conftest import MakeClient, MakeUser

ADDRESS = "/api/v1/sources/"


def test_a_caller_over_the_rate_waits_for_the_next_window(editor: APIClient, settings: Any) -> None:
    settings.AHD_API_RATE = "3/min"
    with time_machine.travel("2030-01-01T00:00:15Z", tick=False) as clock:
        assert [editor.get(ADDRESS).status_code for _number in range(4)] == [200, 200, 200, 429]
        refused = editor.get(ADDRESS)
        assert refused["Retry-After"] == "45"
        assert refused.json()["status"] == 429
        clock.shift(45)
        assert editor.get(ADDRESS).status_code == 200


def test_keys_and_sessions_are_counted_apart(as_role: MakeClient, make_user: MakeUser, settings: Any) -> None:
    settings.AHD_API_RATE = "1/hour"
    user = make_user("viewer")
    browser = Client()
    browser.force_login(user)
    for client in (as_role(user=user), as_role(user=user), browser):
        assert client.get(ADDRESS).status_code == 200
        assert client.get(ADDRESS).status_code == 429


def test_a_rate_of_nought_is_no_limit(editor: APIClient, settings: Any) -> None:
    settings.AHD_API_RATE = "0/min"
    assert {editor.get(ADDRESS).status_code for _number in range(20)} == {200}


@pytest.mark.django_db
def test_the_rate_shipped_lets_bulk_clients_work(settings: Any) -> None:
    count, _slash, period = settings.AHD_API_RATE.partition("/")
    assert int(count) / {"sec": 1, "min": 60, "hour": 3600, "day": 86400}[period] >= 50
