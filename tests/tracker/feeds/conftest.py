"""A reader of feeds and what the programs of readers make of them."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar, Component

from tracker.services import feed_keys

ATOM = {"a": "http://www.w3.org/2005/Atom"}
Ask = Callable[..., object]


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """No feed was seen before."""
    cache.clear()


@pytest.fixture
def reader(db: None) -> User:
    """A viewer."""
    user = User.objects.create_user("reader")
    user.groups.add(Group.objects.get(name="viewer"))
    return user


@pytest.fixture
def token(reader: User) -> str:
    """The secret of the reader's feeds."""
    return feed_keys.issue(reader)


def events(client: Client, address: str) -> list[Component]:
    """The events of a calendar, as a parser of its own reads them."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors and str(calendar["VERSION"]) == "2.0"
    found = list(calendar.walk("VEVENT"))
    for event in found:
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    assert len({str(event["UID"]) for event in found}) == len(found)
    return found


def entries(client: Client, address: str) -> list[ElementTree.Element]:
    """The entries of an Atom feed, checked for what RFC 4287 asks of feed and entries."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    found = feed.findall("a:entry", ATOM)
    for element in [feed, *found]:
        for name in ("id", "title", "updated"):
            assert element.find(f"a:{name}", ATOM) is not None
    assert len({text(entry, "id") for entry in found}) == len(found)
    return found


def text(entry: ElementTree.Element, name: str) -> str:
    """The text of a part of an entry."""
    return entry.findtext(f"a:{name}", "", ATOM)
