"""The language of pages and what every answer carries."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("browser", ["en-US,en;q=0.9", "fr", "de", ""])
def test_pages_are_arabic_whatever_the_browser_says(client: Client, browser: str) -> None:
    page = client.get("/admin/login/", HTTP_ACCEPT_LANGUAGE=browser)
    assert page["Content-Language"] == "ar"
    assert 'dir="rtl"' in page.content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_switch_changes_the_language_for_good(client: Client, language: str) -> None:
    moved = client.post("/i18n/setlang/", {"language": language, "next": "/admin/login/"})
    assert (moved.status_code, moved["Location"]) == (302, "/admin/login/")
    assert client.get("/admin/login/")["Content-Language"] == language


def test_an_unknown_language_in_the_cookie_is_ignored(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get("/admin/login/")["Content-Language"] == "ar"


def test_the_switch_leads_to_no_other_site(client: Client) -> None:
    moved = client.post("/i18n/setlang/", {"language": "fr", "next": "https://example.com/"})
    assert moved["Location"] == "/"


def test_the_root_leads_to_the_admin(client: Client) -> None:
    assert client.get("/")["Location"] == "/admin/"


def test_moments_are_written_in_arabic() -> None:
    from datetime import datetime

    from django.utils import formats, translation

    with translation.override("ar"):
        assert formats.date_format(datetime(2026, 7, 5, 9, 30), "DATETIME_FORMAT") == "5 يوليو 2026، 09:30"


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/admin/login/", HTTP_HOST="evil.example").status_code == 400
