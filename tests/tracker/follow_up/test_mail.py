"""What mails say and how they travel: languages, digests, quiet hours, the server's refusals."""

from datetime import date, time
from typing import Any

import pytest

from tests.servers import SmtpServer
from tests.tracker.follow_up import make
from tests.tracker.follow_up.conftest import Tick
from tracker.models import (
    Cadence,
    Commitment,
    DigestItem,
    Mention,
    MentionPart,
    OutgoingMessage,
    Subscriber,
    Subscription,
    SubscriptionScope,
)
from tracker.services import (
    ledger,
    messages,
    reminders,
    snoozes,
    statuses,
    subscriptions,
    topics,
)
from tracker.services.errors import Conflict

pytestmark = pytest.mark.django_db


def due_today(**fields: Any) -> Commitment:
    """A planned commitment of an owner, due on the day of the frozen clock."""
    commitment = make.commitment(date(2026, 5, 20), **{"owner": make.user("reviewer"), **fields})
    reminders.plan(commitment)
    return commitment


def emails() -> "list[tuple[str, str]]":
    """State and recipient of each e-mail of the ledger."""
    rows = OutgoingMessage.objects.filter(channel="email").order_by("created_at")
    return [(row.state, row.recipient) for row in rows]


def test_an_arabic_mail_is_right_to_left_with_quote_and_names(
    clock: Any, mailed: SmtpServer, tick: Tick
) -> None:
    commitment, article = due_today(), make.article("قال الرئيس إن الطريق ستعبد قبل الصيف <b>حتما</b>.")
    Mention.objects.create(
        article=article,
        commitment=commitment,
        part=MentionPart.SENTENCE,
        start=0,
        end=len(article.body),
        quote=article.body,
    )
    tick()
    mail = mailed.messages[0]
    html = mail.get_body(("html",)).get_content()  # type: ignore[union-attr]
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert '<html lang="ar" dir="rtl">' in html
    assert "قبل الصيف &lt;b&gt;حتما" in html and "قبل الصيف <b>حتما" in text
    who = commitment.parties.get().name
    for part in (html, text):
        assert commitment.action in part and who in part and f"/commitments/{commitment.pk}/" in part
        assert part.count("/answer/") == 5 and part.count("/unsubscribe/") == 1
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_each_recipient_reads_the_own_language(
    language: str, direction: str, clock: Any, mailed: SmtpServer, tick: Tick
) -> None:
    commitment = due_today()
    assert commitment.owner is not None
    subscriptions.expect_owned(commitment.owner)
    Subscriber.objects.update(language=language)
    tick()
    html = mailed.messages[0].get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert f'<html lang="{language}" dir="{direction}">' in html


@pytest.mark.parametrize("reach", ["commitment", "meeting", "actor", "topic", "search", "all", "address"])
def test_followers_hear_once_however_they_follow(
    reach: str, clock: Any, mailed: SmtpServer, tick: Tick
) -> None:
    from tracker.models import Meeting

    editor, actor = make.user("editor"), make.actor()
    meeting = Meeting.objects.create(kind="session", title="دورة ماي", title_folded="دوره ماي")
    commitment = due_today(actor=actor, meeting=meeting, owner=None)
    other = make.commitment(date(2026, 5, 20), kind="plan")
    reminders.plan(other)
    topic = topics.create_topic("الطرق", by=editor)
    topics.set_topics(commitment, [topic], by=editor)
    search = topics.save_search("تعهدات", {"kind": "pledge", "q": "تعبيد"}, by=editor)
    targets: dict[str, Any] = {
        "commitment": commitment,
        "meeting": meeting,
        "actor": actor,
        "topic": topic,
        "search": search,
    }
    address = editor.email
    if reach == "address":
        address = "archive@example.org"
        outside = subscriptions.add_address("Archive@example.org", by=editor, language="fr")
        subscriptions.subscribe(outside, SubscriptionScope.TOPIC, topic, by=editor)
    else:
        subscriptions.follow(targets.get(reach), by=editor)
        subscriptions.follow(actor if reach == "commitment" else commitment, by=editor, cadence=Cadence.DAILY)
    tick()
    got = [
        mail
        for mail in mailed.messages
        if mail["To"] == address and commitment.action in str(mail["Subject"])
    ]
    assert len(got) == 1
    if reach != "all":
        assert len(mailed.messages) == 1


def test_unfollowing_ends_it(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment, viewer = due_today(owner=None), make.user("viewer")
    subscriptions.follow(commitment, by=viewer)
    assert subscriptions.is_followed(commitment, by=viewer)
    assert subscriptions.unfollow(commitment, by=viewer) and not subscriptions.unfollow(commitment, by=viewer)
    tick()
    assert not mailed.messages


@pytest.mark.parametrize(
    ("cadence", "arrives"), [(Cadence.DAILY, "2026-05-21 07:00"), (Cadence.WEEKLY, "2026-05-25 07:00")]
)
def test_digests_gather_what_waits(
    cadence: Cadence, arrives: str, clock: Any, mailed: SmtpServer, tick: Tick
) -> None:
    owner = make.user("reviewer")
    first, second, third = (due_today(owner=owner) for _number in range(3))
    subscriptions.expect_owned(owner)
    subscriptions.set_cadence(Subscription.objects.get(), cadence, by=owner)
    tick()
    assert not mailed.messages and DigestItem.objects.count() == 3
    statuses.change_status(
        third,
        "withdrawn",
        by=owner,
        reason="تراجع",
        effective_on=date(2026, 5, 20),
        evidence=[make.evidence(third, owner)],
    )
    clock.move_to(f"{arrives} +00:00")
    tick()
    tick()
    assert [message.kind for message in OutgoingMessage.objects.filter(channel="email")] == ["digest"]
    text = mailed.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert first.action in text and second.action in text and third.action not in text
    assert DigestItem.objects.get(reminder__commitment=third, reminder__stage="on").left_out == "closed"
    assert len(mailed.messages) == 1


def test_a_digest_with_nothing_left_is_skipped(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment = due_today()
    assert commitment.owner is not None
    subscriptions.expect_owned(commitment.owner)
    Subscription.objects.update(cadence=Cadence.DAILY)
    tick()
    snoozes.snooze(commitment, date(2026, 6, 20), by=commitment.owner)
    clock.move_to("2026-05-21 07:00 +00:00")
    tick()
    assert not mailed.messages
    assert OutgoingMessage.objects.get(kind="digest").state_reason == "empty"


@pytest.mark.parametrize(
    ("quiet", "zone", "arrives"),
    [
        ((time(11, 0), time(15, 30)), "Africa/Casablanca", "2026-05-20 14:30"),
        ((time(22, 0), time(14, 0)), "Africa/Casablanca", "2026-05-20 13:00"),
        ((time(20, 0), time(7, 0)), "Asia/Tokyo", "2026-05-20 22:00"),
        ((time(1, 0), time(2, 0)), "Asia/Tokyo", None),
    ],
)
def test_quiet_hours_in_the_recipients_zone(
    quiet: tuple[time, time], zone: str, arrives: str | None, clock: Any, mailed: SmtpServer, tick: Tick
) -> None:
    commitment = due_today()
    assert commitment.owner is not None
    subscriber = subscriptions.subscriber_of(commitment.owner)
    subscriptions.set_preferences(
        subscriber, by=commitment.owner, time_zone=zone, quiet_from=quiet[0], quiet_until=quiet[1]
    )
    tick()
    assert len(mailed.messages) == (0 if arrives else 1)
    if arrives:
        assert OutgoingMessage.objects.get(channel="email").due_at.strftime("%Y-%m-%d %H:%M") == arrives
        clock.move_to(f"{arrives} +00:00")
        tick()
        assert len(mailed.messages) == 1


def test_a_final_refusal_fails_with_the_servers_words(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    gone, fine = due_today(), due_today()
    assert gone.owner is not None and fine.owner is not None
    mailed.refuse[gone.owner.email] = "550 5.1.1 No such mailbox here"
    tick()
    assert sorted(emails()) == sorted([("failed", gone.owner.email), ("sent", fine.owner.email)])
    failed = OutgoingMessage.objects.get(state="failed")
    assert failed.error == "550 5.1.1 No such mailbox here"
    clock.move_to("2026-05-20 18:00 +00:00")
    tick()
    assert OutgoingMessage.objects.get(pk=failed.pk).attempts == 1
    mailed.refuse.clear()
    messages.retry(failed, by=make.user("editor"))
    tick()
    assert {state for state, _to in emails()} == {"sent"}
    assert mailed.messages[-1]["Message-ID"] == failed.message_id
    with pytest.raises(Conflict):
        messages.retry(failed, by=make.user("editor"))


def test_a_passing_refusal_is_tried_again_under_the_same_id(
    clock: Any, mailed: SmtpServer, tick: Tick
) -> None:
    commitment = due_today()
    assert commitment.owner is not None
    mailed.refuse[commitment.owner.email] = "451 4.7.1 Greylisted, come back later"
    tick()
    waiting = OutgoingMessage.objects.get(channel="email")
    assert (waiting.state, waiting.error) == ("pending", "451 4.7.1 Greylisted, come back later")
    mailed.refuse.clear()
    tick()
    assert not mailed.messages
    clock.move_to("2026-05-20 12:01 +00:00")
    tick()
    assert [mail["Message-ID"] for mail in mailed.messages] == [waiting.message_id]
    assert OutgoingMessage.objects.get(channel="email").error == ""


def test_patience_ends(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    commitment = due_today()
    assert commitment.owner is not None
    mailed.refuse[commitment.owner.email] = "451 4.7.1 Come back later"
    for day in range(20, 27):
        for hour in range(0, 24, 2):
            if (day, hour) >= (20, 12):
                clock.move_to(f"2026-05-{day} {hour:02d}:00 +00:00")
                OutgoingMessage.objects.filter(reminder__stage="after-1").delete()
                tick()
    failed = OutgoingMessage.objects.get(channel="email", reminder__stage="on")
    assert (failed.state, failed.error) == ("failed", "451 4.7.1 Come back later")
    assert failed.attempts > 5


def test_a_server_that_is_down_loses_nothing(
    clock: Any, mailed: SmtpServer, tick: Tick, settings: Any
) -> None:
    due_today()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    tick()
    assert OutgoingMessage.objects.get(channel="email").state == "pending"
    settings.EMAIL_PORT = port
    clock.move_to("2026-05-20 12:30 +00:00")
    tick()
    assert len(mailed.messages) == 1


def test_the_lease_of_a_dead_worker_ends(clock: Any, mailed: SmtpServer, tick: Tick, settings: Any) -> None:
    due_today()
    tick()
    OutgoingMessage.objects.filter(channel="email").update(state="pending", sent_at=None)
    message_id = OutgoingMessage.objects.get(channel="email").pk
    from django.utils import timezone

    assert ledger.claim(message_id, timezone.now()) is not None
    assert ledger.claim(message_id, timezone.now()) is None
    tick()
    assert OutgoingMessage.objects.get(channel="email").state == "sending"
    clock.move_to("2026-05-20 12:03:01 +00:00")
    tick()
    sent = OutgoingMessage.objects.get(channel="email")
    assert (sent.state, sent.attempts) == ("sent", 3)
    assert len({mail["Message-ID"] for mail in mailed.messages}) == 1


def test_an_error_of_our_own_fails_one_message_only(
    clock: Any, mailed: SmtpServer, tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.services import content

    poison, fine = due_today(), due_today()
    real = content.who

    def who(commitment: Commitment) -> str:
        if commitment.pk == poison.pk:
            raise KeyError("poison")
        return real(commitment)

    monkeypatch.setattr(content, "who", who)
    tick()
    assert fine.owner is not None and [mail["To"] for mail in mailed.messages] == [fine.owner.email]
    assert set(OutgoingMessage.objects.filter(reminder__commitment=poison).values_list("state", "error")) == {
        ("failed", "KeyError: 'poison'")
    }


def test_the_weekly_report(clock: Any, mailed: SmtpServer, tick: Tick) -> None:
    supervisor, actor = make.user("supervisor"), make.actor("جماعة الواحة")
    for due in (date(2026, 3, 1), date(2026, 5, 19), date(2026, 5, 30), date(2026, 9, 1)):
        make.commitment(due, actor=actor, owner=supervisor)
    make.commitment(date(2026, 3, 1), review="pending")
    tick()
    clock.move_to("2026-05-25 06:59 +00:00")
    tick()
    assert not OutgoingMessage.objects.exists()
    clock.move_to("2026-05-25 07:00 +00:00")
    tick()
    tick()
    assert OutgoingMessage.objects.filter(period="2026-W21").count() == 1
    text = mailed.messages[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    line = next(line for line in text.splitlines() if "جماعة الواحة" in line)
    assert [int(word) for word in line.split() if word.isdigit()] == [4, 1, 2, 1, 0]
    assert supervisor.username in text
