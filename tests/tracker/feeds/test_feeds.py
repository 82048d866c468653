"""What stands in calendars and news, for whom, and when it is sent again."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.tracker.api.rows import a_commitment, a_meeting, an_actor, an_article
from tests.tracker.feeds.conftest import entries, events, text
from tracker.models import Cadence, Commitment, FeedKey, SavedSearch, Subscriber, Topic
from tracker.services import clock, feed_keys, reviews, statuses, subscriptions

TODAY = clock.today()


def accepted(days: int | None = 10, **fields: Any) -> Commitment:
    """An accepted commitment due in some days."""
    day = None if days is None else TODAY + dt.timedelta(days)
    return a_commitment(review="accepted", due_earliest_on=day, due_latest_on=day, **fields)


def own(token: str, form: str = "calendar.ics") -> str:
    """The address of a reader's own feed."""
    return f"/feeds/{token}/mine/{form}"


def of(token: str, record: Any, form: str = "calendar.ics") -> str:
    """The address of a feed about a record."""
    kind = {"actor": "actor", "topic": "topic", "savedsearch": "search"}[record._meta.model_name]
    return f"/feeds/{token}/{kind}/{record.pk}/{form}"


def summaries(client: Client, address: str) -> list[str]:
    """The titles of a calendar's events."""
    return [str(event["SUMMARY"]) for event in events(client, address)]


def test_a_due_date_is_a_day_in_the_owners_calendar(client: Client, token: str, reader: User) -> None:
    mine = accepted(owner=reader, action="تعبيد الطريق؛ كله, اليوم")
    accepted(action="لغيري")
    event = events(client, own(token))[0]
    assert str(event["SUMMARY"]).endswith(": تعبيد الطريق؛ كله, اليوم")
    assert event["DTSTART"].dt == mine.due_latest_on
    assert event["DTEND"].dt == mine.due_latest_on + dt.timedelta(1)
    assert str(event["URL"]).endswith(f"/commitments/{mine.pk}/")
    assert mine.parties.get().name in str(event["DESCRIPTION"])
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 1)


def test_what_is_not_accepted_or_has_no_date_is_in_no_calendar(
    client: Client, token: str, reader: User
) -> None:
    a_commitment(owner=reader)
    a_commitment(owner=reader, review="rejected")
    accepted(None, owner=reader)
    accepted(-400, owner=reader)
    assert events(client, own(token)) == []


def test_a_withdrawn_commitment_is_called_off(client: Client, token: str, reader: User) -> None:
    accepted(owner=reader, status="withdrawn")
    assert events(client, own(token))[0]["STATUS"] == "CANCELLED"


def test_days_to_look_again_are_the_assignees(client: Client, token: str, reader: User) -> None:
    other = accepted(None)
    other.follow_ups.create(due_on=TODAY, assignee=reader, note="زيارة الورش")
    other.follow_ups.create(due_on=TODAY)
    other.follow_ups.create(due_on=TODAY, assignee=reader, done_at=dt.datetime.now(dt.UTC))
    found = events(client, own(token))
    assert [(event["DTSTART"].dt, str(event["DESCRIPTION"])) for event in found] == [(TODAY, "زيارة الورش")]


def test_planned_meetings_with_and_without_a_time(client: Client, token: str, reader: User) -> None:
    day = dt.date(TODAY.year + 1, 7, 1)
    dated = {"planned": True, "review": "accepted", "earliest_on": day}
    timed = a_meeting(latest_on=day, time=dt.time(10, 30), place="فاس", title="لقاء", **dated)
    long = a_meeting(latest_on=day + dt.timedelta(2), title="ملتقى", **dated)
    for meeting in (timed, long, a_meeting(title="مضى", review="accepted")):
        subscriptions.follow(meeting, by=reader)
    first, second = sorted(events(client, own(token)), key=lambda event: str(event["SUMMARY"]))
    assert first["DTSTART"].dt == clock.moment(day, dt.time(10, 30)).astimezone(dt.UTC)
    assert str(first["LOCATION"]) == "فاس"
    assert (second["DTSTART"].dt, second["DTEND"].dt) == (day, day + dt.timedelta(3))


@pytest.mark.parametrize("through", ["commitment", "meeting", "actor", "topic", "search", "all"])
def test_what_is_followed_is_in_the_own_feed(client: Client, token: str, reader: User, through: str) -> None:
    mayor, meeting = an_actor(), a_meeting()
    followed = accepted(actor=mayor, meeting=meeting, kind="plan")
    if through != "all":
        accepted(action="لا يتابع")
    topic = Topic.objects.create(name="الطرق", name_folded="الطرق")
    topic.commitments.add(followed)
    search = SavedSearch.objects.create(owner=reader, name="خطط", filters={"kind": "plan"})
    targets = {"commitment": followed, "meeting": meeting, "actor": mayor, "topic": topic, "search": search}
    target: Any = targets.get(through)
    subscriptions.follow(target, by=reader, cadence=Cadence.SILENT)
    assert len(events(client, own(token))) == 1
    subscriptions.unfollow(target, by=reader)
    assert events(client, own(token)) == []


def test_feeds_about_records_and_about_everything(client: Client, token: str, reader: User) -> None:
    mayor = an_actor()
    road = accepted(actor=mayor, kind="plan")
    accepted()
    topic = Topic.objects.create(name="الطرق", name_folded="الطرق")
    topic.commitments.add(road)
    search = SavedSearch.objects.create(owner=reader, name="خطط", filters={"kind": "plan"})
    for record in (mayor, topic, search):
        assert len(events(client, of(token, record))) == 1
        assert len(entries(client, of(token, record, "commitments.atom"))) == 1
    assert len(events(client, f"/feeds/{token}/all/calendar.ics")) == 2


def test_a_search_of_somebody_else_is_not_there(client: Client, token: str) -> None:
    other = User.objects.create_user("other")
    search = SavedSearch.objects.create(owner=other, name="x", filters={"kind": "plan"})
    assert client.get(of(token, search)).status_code == 404


def test_a_search_that_cannot_be_read_finds_nothing(client: Client, token: str, reader: User) -> None:
    accepted()
    search = SavedSearch.objects.create(owner=reader, name="x", filters={"colour": "red"})
    assert events(client, of(token, search)) == []


def test_news_of_commitments_in_the_order_of_acceptance(client: Client, token: str) -> None:
    judge = User.objects.create_superuser("judge")
    first, second = a_commitment(action="الأول"), a_commitment(action="الثاني")
    reviews.accept(second, by=judge)
    reviews.accept(first, by=judge)
    a_commitment(action="لم يقبل")
    found = entries(client, f"/feeds/{token}/all/commitments.atom")
    assert [text(entry, "title").split(": ")[1] for entry in found] == ["الأول", "الثاني"]
    assert text(found[0], "id") == first.pk.urn


def test_news_of_status_changes(client: Client, token: str, reader: User) -> None:
    judge = User.objects.create_superuser("judge")
    mine = accepted(owner=reader)
    statuses.change_status(mine, "in_progress", by=judge, reason="بدأت <b>الأشغال</b> \x01")
    statuses.change_status(accepted(), "stalled", by=judge)
    found = entries(client, own(token, "changes.atom"))
    assert len(found) == 1
    assert "&lt;b&gt;الأشغال" in text(found[0], "summary")
    assert mine.action in text(found[0], "title")


@pytest.mark.parametrize("form", ["calendar.ics", "commitments.atom", "changes.atom"])
def test_words_that_xml_and_ical_must_escape(client: Client, token: str, form: str) -> None:
    strange = "a & b < c > \"d\" 'e' ; , \\ \x02 \x7f \ufffe 😀 \u202b سطر"
    row = accepted(action=strange)
    statuses.change_status(row, "stalled", by=User.objects.create_superuser("judge"), reason=strange)
    address = f"/feeds/{token}/all/{form}"
    if form == "calendar.ics":
        assert "a & b < c >" in summaries(client, address)[0]
    else:
        assert "a & b < c >" in text(entries(client, address)[0], "title")


@pytest.mark.parametrize("form", ["calendar.ics", "commitments.atom", "changes.atom"])
def test_a_feed_that_is_empty_is_well_formed(client: Client, token: str, form: str) -> None:
    read = events if form == "calendar.ics" else entries
    assert read(client, own(token, form)) == []


@pytest.mark.parametrize("form", ["calendar.ics", "commitments.atom"])
def test_what_the_reader_has_is_not_sent_again(client: Client, token: str, reader: User, form: str) -> None:
    row = accepted(owner=reader)
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False) as machine:
        first = client.get(own(token, form))
        machine.shift(60)
        tagged = {"If-None-Match": first["ETag"]}
        dated = {"If-Modified-Since": first["Last-Modified"]}
        for headers in (tagged, dated):
            again = client.get(own(token, form), headers=headers)
            assert (again.status_code, again.content) == (304, b"")
        Commitment.objects.filter(pk=row.pk).update(review="rejected")
        for headers in (tagged, dated):
            assert client.get(own(token, form), headers=headers).status_code == 200
    assert "private" in first["Cache-Control"]


def test_a_second_content_within_a_second_is_sent(client: Client, token: str, reader: User) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False):
        first = client.get(own(token))
        accepted(owner=reader)
        second = client.get(own(token), headers={"If-Modified-Since": first["Last-Modified"]})
    assert second.status_code == 200


def test_a_feed_speaks_the_readers_language(client: Client, token: str, reader: User) -> None:
    accepted(owner=reader)
    assert "Due" not in summaries(client, own(token))[0]
    Subscriber.objects.create(user=reader, language="en")
    assert summaries(client, own(token))[0].startswith("Due: ")


@pytest.mark.parametrize("path", ["mine/calendar.ics", "all/changes.atom"])
def test_a_token_that_opens_nothing(client: Client, token: str, reader: User, path: str) -> None:
    address = f"/feeds/{token}/{path}"
    assert client.get(f"/feeds/{token[:-1]}x/{path}").status_code == 404
    renewed = feed_keys.issue(reader)
    assert client.get(address).status_code == 404
    address = f"/feeds/{renewed}/{path}"
    assert client.get(address).status_code == 200
    reader.groups.clear()
    assert client.get(address).status_code == 404
    reader.groups.add(Group.objects.get(name="viewer"))
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert client.get(address).status_code == 404
    User.objects.filter(pk=reader.pk).update(is_active=True)
    feed_keys.revoke(reader)
    assert client.get(address).status_code == 404


def test_only_the_hash_of_a_token_is_stored_and_its_use_noted(
    client: Client, token: str, reader: User
) -> None:
    assert token not in str(FeedKey.objects.values().get())
    client.get(own(token))
    assert FeedKey.objects.get().last_used_at is not None


def test_only_reading_is_allowed(client: Client, token: str) -> None:
    assert client.post(own(token)).status_code == 405


@pytest.mark.parametrize("form", ["calendar.ics", "commitments.atom", "changes.atom"])
def test_a_longer_feed_takes_no_more_queries(client: Client, token: str, form: str) -> None:
    judge = User.objects.create_superuser("judge")
    address = f"/feeds/{token}/all/{form}"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def grow() -> None:
        row = accepted()
        row.follow_ups.create(due_on=TODAY)
        statuses.change_status(row, "stalled", by=judge)

    grow()
    queries()
    few = queries()
    for _number in range(4):
        grow()
    assert queries() == few


def test_the_api_makes_and_ends_addresses(client: Client, reader: User) -> None:
    client.force_login(reader)
    assert client.get("/api/v1/feed-key/").status_code == 404
    made = client.post("/api/v1/feed-key/", content_type="application/json").json()["addresses"]
    assert set(made) == {"calendar.ics", "commitments.atom", "changes.atom"}
    paths = [address.removeprefix("http://127.0.0.1:8000") for address in made.values()]
    assert [Client().get(path).status_code for path in paths] == [200, 200, 200]
    assert client.get("/api/v1/feed-key/").json()["last_used_at"] is not None
    assert client.delete("/api/v1/feed-key/").status_code == 204
    assert [Client().get(path).status_code for path in paths] == [404, 404, 404]


def test_the_admin_makes_and_ends_addresses(client: Client, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_staff=True)
    other = User.objects.create_superuser("other")
    feed_keys.issue(other)
    client.force_login(reader)
    made = client.post("/admin/tracker/feedkey/add/").content.decode()
    path = made.split("/mine/calendar.ics")[0].rpartition("http://127.0.0.1:8000")[2] + "/mine/calendar.ics"
    assert Client().get(path).status_code == 200
    shown = client.get("/admin/tracker/feedkey/").content.decode()
    assert "reader" in shown and str(FeedKey.objects.get(user=other).pk) not in shown
    chosen = {"action": "revoke_selected", "_selected_action": [str(FeedKey.objects.get(user=reader).pk)]}
    client.post("/admin/tracker/feedkey/", chosen)
    assert Client().get(path).status_code == 404
    assert FeedKey.objects.filter(user=other).exists()


def test_asking_for_the_form_makes_nothing(client: Client, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_staff=True)
    client.force_login(reader)
    with mock.patch.object(feed_keys, "issue") as issue:
        assert client.get("/admin/tracker/feedkey/add/").status_code == 200
    issue.assert_not_called()


def test_an_article_is_no_part_of_a_feed_address(client: Client, token: str) -> None:
    assert client.get(f"/feeds/{token}/article/{an_article().pk}/calendar.ics").status_code == 404
