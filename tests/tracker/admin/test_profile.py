"""One's own page: hours, zone and language of messages, what one follows, what one was told."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import errors, get, soup, told, url, words
from tests.tracker.api import rows
from tracker.models import (
    Actor,
    Meeting,
    Notification,
    OutgoingMessage,
    Reminder,
    Subscriber,
    Subscription,
    Topic,
)
from tracker.services import reviews, subscriptions

ME = "/admin/me/"
PREFERENCES = {
    "act": "preferences",
    "language": "fr",
    "time_zone": "Africa/Tunis",
    "quiet_from": "21:30",
    "quiet_until": "07:00",
}


@pytest.fixture
def viewer(sign_in: SignIn) -> Client:
    return sign_in("viewer")


def user(client: Client) -> Any:
    return client.user  # type: ignore[attr-defined]


def test_preferences_are_kept_and_shown(viewer: Client) -> None:
    assert told(viewer.post(ME, PREFERENCES, follow=True)) == ["Saved."]
    kept = Subscriber.objects.get(user=user(viewer))
    assert (kept.language, kept.time_zone) == ("fr", "Africa/Tunis")
    assert (kept.quiet_from, kept.quiet_until) == (dt.time(21, 30), dt.time(7))
    page = get(viewer, ME)
    assert page.select_one("[name=time_zone] option[selected]")["value"] == "Africa/Tunis"
    assert page.select_one("[name=quiet_from]")["value"] == "21:30"


@pytest.mark.parametrize(
    "wrong", [{"quiet_until": ""}, {"time_zone": "Moon/Tranquility"}, {"quiet_from": "late"}]
)
def test_preferences_that_cannot_be_kept_are_refused(viewer: Client, wrong: dict[str, str]) -> None:
    assert errors(soup(viewer.post(ME, PREFERENCES | wrong)))
    assert Subscriber.objects.get(user=user(viewer)).time_zone == ""


def test_what_one_follows_is_listed_slowed_down_and_ended(viewer: Client) -> None:
    commitment = rows.a_commitment(review="accepted")
    subscriptions.follow(commitment, by=user(viewer))
    row = Subscription.objects.get()
    assert commitment.action in words(get(viewer, ME).select_one("#follows"))
    viewer.post(ME, {"act": "cadence", "subscription": row.pk, "cadence": "weekly"})
    row.refresh_from_db()
    assert row.cadence == "weekly"
    viewer.post(ME, {"act": "end", "subscription": row.pk})
    row.refresh_from_db()
    assert row.ended_at
    assert commitment.action not in words(get(viewer, ME).select_one("#follows"))


def test_the_subscription_of_another_is_out_of_reach(sign_in: SignIn, viewer: Client) -> None:
    subscriptions.follow(None, by=user(sign_in("viewer")))
    row = Subscription.objects.get()
    viewer.post(ME, {"act": "end", "subscription": row.pk})
    row.refresh_from_db()
    assert row.ended_at is None


def test_all_commitments_are_followed_with_one_button(viewer: Client) -> None:
    viewer.post(ME, {"act": "follow_all"})
    assert Subscription.objects.get().scope == "all"
    assert not get(viewer, ME).select("button[value=follow_all]")


def test_mail_comes_again_after_unsubscribing(viewer: Client) -> None:
    subscriptions.unsubscribe_all(subscriptions.subscriber_of(user(viewer)))
    assert get(viewer, ME).select("button[value=resume]")
    viewer.post(ME, {"act": "resume"})
    assert Subscriber.objects.get(user=user(viewer)).unsubscribed_at is None


def test_what_one_was_told_is_counted_on_every_page_until_it_is_read(sign_in: SignIn, viewer: Client) -> None:
    commitment = rows.a_commitment()
    reviews.accept(commitment, by=user(sign_in("editor")))
    message = OutgoingMessage.objects.create(
        reminder=Reminder.objects.filter(commitment=commitment).first(),
        subscriber=subscriptions.subscriber_of(user(viewer)),
        channel="admin",
        message_id="1@example.org",
        due_at=dt.datetime.now(dt.UTC),
    )
    Notification.objects.create(user=user(viewer), message=message, commitment=commitment, title="حلّ الأجل")
    assert words(get(viewer, "/admin/").select_one(".unread")) == "1 unread"
    told_ = get(viewer, ME).select_one("#told")
    assert told_.select_one(f"a[href='{url(commitment)}']").text == "حلّ الأجل"
    viewer.post(ME, {"act": "read"})
    assert not get(viewer, "/admin/").select(".unread")


@pytest.mark.parametrize("make", [rows.an_actor, rows.a_meeting])
def test_actors_and_meetings_are_followed_from_their_pages(viewer: Client, make: Any) -> None:
    record: Actor | Meeting = make()
    assert told(viewer.post(url(record, "follow"), follow=True)) == ["You follow it now."]
    assert subscriptions.is_followed(record, by=user(viewer))
    page = get(viewer, url(record))
    assert page.select_one(f"form[action='{url(record, 'unfollow')}']")
    viewer.post(url(record, "unfollow"))
    assert not subscriptions.is_followed(record, by=user(viewer))


def test_a_search_is_kept_shows_what_it_finds_and_is_followed(viewer: Client) -> None:
    topic = Topic.objects.create(name="الطرق", name_folded="الطرق")
    found, other = rows.a_commitment(kind="plan"), rows.a_commitment(kind="plan")
    topic.commitments.add(found)
    form = {"name": "طرق", "kind": ["plan", "pledge"], "topic": [topic.pk], "q": "الطريق"}
    page = soup(viewer.post("/admin/tracker/savedsearch/add/", form, follow=True))
    assert page.select_one(f"a[href='{url(found)}']")
    assert not page.select(f"a[href='{url(other)}']")
    kept = user(viewer).saved_searches.get()
    assert kept.filters == {"q": "الطريق", "kind": "plan,pledge", "topic": str(topic.pk)}
    viewer.post(url(kept, "follow"))
    assert Subscription.objects.get().search == kept


def test_a_search_that_asks_nothing_is_not_kept(viewer: Client) -> None:
    said = errors(soup(viewer.post("/admin/tracker/savedsearch/add/", {"name": "كل شيء"})))
    assert said == ["A search without filters finds everything."]


def test_an_address_outside_hears_of_an_actor_until_that_is_ended(editor: Client) -> None:
    actor = rows.an_actor()
    form = {"email": "press@example.org", "scope": "actor", "actor": actor.pk, "cadence": "daily"}
    assert told(editor.post("/admin/tracker/subscriber/add/", form, follow=True)) == ["Saved."]
    row = Subscription.objects.get()
    assert (row.subscriber.email, row.actor, row.cadence) == ("press@example.org", actor, "daily")
    data = {"action": "end_selected", "_selected_action": [str(row.pk)]}
    assert told(editor.post("/admin/tracker/subscription/", data, follow=True)) == ["1 subscription ended."]


def test_a_known_recipient_is_subscribed(editor: Client) -> None:
    known = subscriptions.add_address("press@example.org", by=user(editor))
    form = {"known": known.pk, "scope": "all", "cadence": "weekly"}
    editor.post("/admin/tracker/subscription/add/", form)
    assert Subscription.objects.get().subscriber == known
    wrong = form | {"scope": "topic"}
    assert errors(soup(editor.post("/admin/tracker/subscription/add/", wrong)))


def test_the_secret_of_a_webhook_is_shown_once(editor: Client) -> None:
    form = {"name": "portal", "url": "https://hooks.example.org/ahd"}
    page = soup(editor.post("/admin/tracker/webhookendpoint/add/", form))
    endpoint = Subscriber.objects.get().endpoint
    assert endpoint is not None
    assert words(page.select_one("#secret")) == endpoint.secret
    assert endpoint.secret not in str(get(editor, url(endpoint)))
    for action, disabled in (("disable_selected", True), ("enable_selected", False)):
        data = {"action": action, "_selected_action": [str(endpoint.pk)]}
        editor.post("/admin/tracker/webhookendpoint/", data)
        endpoint.refresh_from_db()
        assert bool(endpoint.disabled_at) is disabled


@pytest.mark.parametrize("table", ["subscriber", "subscription", "webhookendpoint"])
def test_recipients_are_for_editors(sign_in: SignIn, table: str) -> None:
    assert sign_in("reviewer").get(f"/admin/tracker/{table}/").status_code == 403
    assert sign_in("reviewer").post(f"/admin/tracker/{table}/add/").status_code == 403
