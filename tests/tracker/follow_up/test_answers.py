"""The links in a message, used as a recipient's browser and mail program use them."""

import re
from datetime import date
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.servers import SmtpServer
from tests.tracker.follow_up import make
from tests.tracker.follow_up.conftest import Tick
from tracker.models import Answer, Commitment, OutgoingMessage, Snooze, StatusChange, Subscriber, Subscription
from tracker.services import answers, reminders, subscriptions
from tracker.services.errors import Conflict, NotAllowed

pytestmark = pytest.mark.django_db

CHOICES = ["done", "under_way", "not_done", "snooze_7", "snooze_30"]


@pytest.fixture
def reminded(clock: Any, mailed: SmtpServer, tick: Tick) -> tuple[Commitment, EmailMessage]:
    """A commitment due today, and the mail that reminded its owner (a viewer) of it."""
    commitment = make.commitment(date(2026, 5, 20), owner=make.user("viewer"))
    reminders.plan(commitment)
    tick()
    return commitment, mailed.messages[0]


def paths(mail: EmailMessage) -> dict[str, str]:
    """The path behind each answer, in the order in which the mail shows them."""
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.findall(r"https?://\S+/answer/\S+", text)
    return dict(zip(CHOICES, (urlsplit(url).path for url in found), strict=True))


@pytest.mark.parametrize("choice", CHOICES)
def test_looking_changes_nothing(choice: str, reminded: Any) -> None:
    commitment, mail = reminded
    for _look in range(3):
        page = Client().get(paths(mail)[choice])
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "same-origin" and "no-store" in page["Cache-Control"]
        assert commitment.action in page.content.decode()
        assert 'dir="rtl"' in page.content.decode()
    assert not Answer.objects.exists() and not StatusChange.objects.exists() and not Snooze.objects.exists()


def test_done_with_evidence_closes(reminded: Any) -> None:
    commitment, mail = reminded
    page = Client().post(
        paths(mail)["done"],
        {"note": "سُلّم الطريق", "evidence_url": "https://example.org/pv", "evidence_kind": "document"},
    )
    assert page.status_code == 200
    commitment.refresh_from_db()
    change = StatusChange.objects.get()
    assert (commitment.status, change.by, change.reason) == ("fulfilled", commitment.owner, "سُلّم الطريق")
    assert change.evidence.get().url == "https://example.org/pv"
    answer = Answer.objects.get()
    assert answer.status_change == change and answer.settled_at is not None


def test_done_without_evidence_waits_for_a_monitor(reminded: Any) -> None:
    commitment, mail = reminded
    assert Client().post(paths(mail)["done"], {"note": "تم"}).status_code == 200
    commitment.refresh_from_db()
    answer = Answer.objects.get()
    assert commitment.status == "not_rated" and answer.settled_at is None
    answers.settle(answer, by=make.user("reviewer"))
    assert Answer.objects.get().settled_at is not None
    with pytest.raises(Conflict):
        answers.settle(answer, by=make.user("reviewer"))


def test_done_shown_by_an_announcement_is_refused_and_may_be_mended(reminded: Any) -> None:
    _commitment, mail = reminded
    announced = {"evidence_url": "https://example.org/pv", "evidence_kind": "announcement"}
    assert Client().post(paths(mail)["done"], announced).status_code == 400
    assert Client().post(paths(mail)["done"], {"evidence_url": "not an address"}).status_code == 400
    assert not Answer.objects.exists()
    assert Client().post(paths(mail)["done"], {**announced, "evidence_kind": "report"}).status_code == 200


def test_under_way_moves_the_status(reminded: Any) -> None:
    commitment, mail = reminded
    assert Client().post(paths(mail)["under_way"], {"note": "الأشغال جارية"}).status_code == 200
    commitment.refresh_from_db()
    assert commitment.status == "in_progress"


def test_not_done_is_no_verdict(reminded: Any) -> None:
    commitment, mail = reminded
    assert Client().post(paths(mail)["not_done"]).status_code == 200
    commitment.refresh_from_db()
    assert commitment.status == "not_rated" and Answer.objects.get().settled_at is None


@pytest.mark.parametrize(
    ("choice", "until"), [("snooze_7", date(2026, 5, 27)), ("snooze_30", date(2026, 6, 19))]
)
def test_snooze_rests_for_everybody_when_the_owner_says_so(choice: str, until: date, reminded: Any) -> None:
    _commitment, mail = reminded
    assert Client().post(paths(mail)[choice]).status_code == 200
    snooze = Snooze.objects.get()
    assert (snooze.until_on, snooze.subscriber) == (until, None)


def test_a_link_works_once_and_so_do_its_neighbours(reminded: Any) -> None:
    _commitment, mail = reminded
    assert Client().post(paths(mail)["snooze_7"]).status_code == 200
    for choice in CHOICES:
        assert Client().get(paths(mail)[choice]).status_code == 410
        assert Client().post(paths(mail)[choice]).status_code == 410
    assert Answer.objects.count() == 1 and Snooze.objects.count() == 1


def test_a_link_expires(reminded: Any, clock: Any) -> None:
    _commitment, mail = reminded
    clock.move_to("2026-06-19 11:59 +00:00")
    assert Client().get(paths(mail)["done"]).status_code == 200
    clock.move_to("2026-06-19 12:01 +00:00")
    assert Client().get(paths(mail)["done"]).status_code == 404
    assert Client().post(paths(mail)["done"]).status_code == 404


def test_a_link_that_was_tampered_with_is_refused(reminded: Any) -> None:
    _commitment, mail = reminded
    path = paths(mail)["done"]
    for broken in (
        path[:-3] + "xx/",
        "/answer/abc/",
        "/unsubscribe/abc/",
        path.replace("answer", "unsubscribe"),
    ):
        assert Client().post(broken).status_code == 404
    assert not Answer.objects.exists()


def test_a_closed_commitment_is_not_answered(reminded: Any) -> None:
    _commitment, mail = reminded
    Commitment.objects.update(status="withdrawn")
    assert Client().post(paths(mail)["under_way"]).status_code == 409


def test_a_follower_without_rights_rests_alone(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment, follower = (
        make.commitment(date(2026, 5, 20), owner=make.user("reviewer")),
        make.user("viewer"),
    )
    subscriptions.follow(commitment, by=follower)
    reminders.plan(commitment)
    tick()
    mail = next(mail for mail in mailed.messages if mail["To"] == follower.email)
    assert Client().post(paths(mail)["snooze_7"]).status_code == 200
    snooze = Snooze.objects.get()
    assert snooze.subscriber == Subscriber.objects.get(user=follower)
    mailed.messages.clear()
    clock.move_to("2026-05-21 12:00 +00:00")
    tick()
    assert [str(mail["To"]) for mail in mailed.messages] == [commitment.owner.email]  # type: ignore[union-attr]
    mailed.messages.clear()
    clock.move_to("2026-05-27 12:00 +00:00")
    tick()
    assert [str(mail["To"]) for mail in mailed.messages] == [follower.email]


def test_answers_over_the_service_ask_for_rights(clock: Any) -> None:
    commitment = make.commitment(date(2026, 5, 20))
    with pytest.raises(NotAllowed):
        answers.answer(commitment, "under_way", by=make.user("viewer"))
    answers.answer(commitment, "under_way", by=make.user("reviewer"))
    assert Commitment.objects.get().status == "in_progress"


def test_one_click_unsubscribes(reminded: Any, mailed: SmtpServer, clock: Any, tick: Tick) -> None:
    _commitment, mail = reminded
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = re.fullmatch(r"\s*<(\S+)>\s*", mail["List-Unsubscribe"])
    assert url is not None
    path = urlsplit(url[1]).path
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert Subscription.objects.get().ended_at is None
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().ended_at is not None
    mailed.messages.clear()
    clock.move_to("2026-05-21 12:00 +00:00")
    tick()
    assert not mailed.messages


def test_no_more_mail_at_all(reminded: Any, mailed: SmtpServer, clock: Any, tick: Tick) -> None:
    _commitment, mail = reminded
    path = urlsplit(str(mail["List-Unsubscribe"]).strip().strip("<>")).path
    assert Client().post(path, {"scope": "all"}).status_code == 200
    assert Subscriber.objects.get().unsubscribed_at is not None
    mailed.messages.clear()
    clock.move_to("2026-05-21 12:00 +00:00")
    tick()
    assert not mailed.messages
    assert OutgoingMessage.objects.filter(channel="admin", state="sent").count() == 2


def test_confirming_asks_for_a_token_of_the_page(reminded: Any) -> None:
    _commitment, mail = reminded
    assert Client(enforce_csrf_checks=True).post(paths(mail)["done"]).status_code == 403
    assert not Answer.objects.exists()
