"""Reads pages of the admin as a person would: what is there to see, to press, to follow."""

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def url(record: object, action: str = "change") -> str:
    """The address of a record's page, or of an act on it."""
    return reverse(f"admin:tracker_{record._meta.model_name}_{action}", args=[record.pk])  # type: ignore[attr-defined]


def listing(model_name: str, query: str = "") -> str:
    """The address of a list."""
    return reverse(f"admin:tracker_{model_name}_changelist") + query


def soup(response: HttpResponse) -> BeautifulSoup:
    """The page, which must have been answered."""
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def get(client: Client, address: str) -> BeautifulSoup:
    """The page at an address."""
    return soup(client.get(address))


def words(tag: BeautifulSoup | Tag) -> str:
    """What can be read there, one blank between words."""
    return " ".join(tag.get_text(" ").split())


def told(response: HttpResponse) -> list[str]:
    """The messages on the page that a form led to."""
    return [words(item) for item in soup(response).select(".messagelist li")]


def posts(page: BeautifulSoup) -> set[str]:
    """Every address that a form or button of the page posts to, save signing out and the language."""
    found: set[str] = set()
    for form in page.select("form[method=post]"):
        found.add(str(form.get("action", "")))
        found.update(str(button["formaction"]) for button in form.select("[formaction]"))
    return {address for address in found if address and "logout" not in address and "setlang" not in address}


def errors(page: BeautifulSoup) -> list[str]:
    """The objections shown on a form."""
    return [words(item) for item in page.select("ul.errorlist li")]


def chosen(page: BeautifulSoup, names: Iterable[str]) -> dict[str, list[str]]:
    """What a form's fields hold, by name."""
    held: dict[str, list[str]] = {}
    for name in names:
        field = page.select_one(f"[name={name}]")
        assert field is not None, name
        options = [str(option["value"]) for option in field.select("option[selected]")]
        held[name] = options or [str(field.get("value", "")) or field.get_text().strip()]
    return held
