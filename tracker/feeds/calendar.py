"""Due dates, looks and planned meetings as an iCalendar file (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from tracker.feeds import words
from tracker.models import Commitment, FollowUp, Meeting, Status
from tracker.queries import feeds
from tracker.queries.feeds import Selection
from tracker.services import clock

CONTENT_TYPE = "text/calendar; charset=utf-8"
ONE_DAY = timedelta(days=1)
REFRESH = timedelta(hours=1)


def render(selection: Selection) -> bytes:
    """The calendar of a selection; the same rows give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Ahd//Ahd//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{_('Ahd')} · {words.about(selection)}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in _events(selection):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(selection: Selection) -> Iterator[Event]:
    today = clock.today()
    yield from (_due(row) for row in feeds.due(selection, today))
    yield from (_look(row) for row in feeds.looks(selection))
    yield from (_meeting(row) for row in feeds.planned_meetings(selection, today))


def _due(row: Commitment) -> Event:
    """The last day of a due date."""
    assert row.due_latest_on is not None
    event = _event(f"due-{row.pk}", row.updated_at, _("Due: %s") % words.fit(row.action))
    _all_day(event, row.due_latest_on, row.due_latest_on)
    event.add("sequence", row.version)
    event.add("description", words.details(row))
    event.add("url", words.page(row))
    event.add("status", "CANCELLED" if row.status == Status.WITHDRAWN else "CONFIRMED")
    return event


def _look(row: FollowUp) -> Event:
    """A day on which somebody looks at a commitment again."""
    title = _("Look again: %s") % words.fit(row.commitment.action)
    event = _event(f"look-{row.pk}", row.updated_at, title)
    _all_day(event, row.due_on, row.due_on)
    if row.note:
        event.add("description", words.fit(row.note))
    event.add("url", words.page(row.commitment))
    return event


def _meeting(row: Meeting) -> Event:
    """A planned meeting: at its time if day and time are known, else on all days that it may be."""
    assert row.earliest_on is not None
    event = _event(f"meeting-{row.pk}", row.updated_at, words.fit(row.title))
    last = row.latest_on or row.earliest_on
    if row.time is not None and last == row.earliest_on:
        event.add("dtstart", clock.moment(row.earliest_on, row.time).astimezone(UTC))
    else:
        _all_day(event, row.earliest_on, last)
    event.add("sequence", row.version)
    if row.place:
        event.add("location", words.fit(row.place))
    return event


def _event(uid: str, changed_at: datetime, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@ahd")
    event.add("dtstamp", changed_at.astimezone(UTC))
    event.add("last-modified", changed_at.astimezone(UTC))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def _all_day(event: Event, first: date, last: date) -> None:
    event.add("dtstart", first)
    event.add("dtend", last + ONE_DAY)
