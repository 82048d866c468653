"""Decisions on proposed records: one by one and many at once, by those whose role decides."""

import pytest

from tests.tracker.admin.conftest import SignIn
from tests.tracker.admin.pages import get, listing, posts, told, url, words
from tests.tracker.api import rows
from tracker.models import Commitment, Meeting, Reminder, Review, ReviewState

MAKERS = {"commitment": rows.a_commitment, "meeting": rows.a_meeting}
Record = Commitment | Meeting


@pytest.fixture(params=sorted(MAKERS))
def record(request: pytest.FixtureRequest, db: None) -> Record:
    made: Record = MAKERS[request.param]()
    return made


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("accept", "pending", "accepted"),
        ("reject", "pending", "rejected"),
        ("reopen", "accepted", "pending"),
        ("reopen", "rejected", "pending"),
    ],
)
def test_a_reviewer_decides(sign_in: SignIn, record: Record, act: str, before: str, after: str) -> None:
    type(record)._default_manager.filter(pk=record.pk).update(review=before)
    client = sign_in("reviewer")
    assert url(record, act) in posts(get(client, url(record)))
    client.post(url(record, act), {"version": record.version, "reason": "رأيته بنفسي"})
    record.refresh_from_db()
    assert record.review == after
    review = record.reviews.get()
    assert (review.by, review.reason) == (client.user, "رأيته بنفسي")  # type: ignore[attr-defined]


def test_the_second_of_two_who_decide_is_told(sign_in: SignIn, record: Record) -> None:
    first, second = sign_in("reviewer"), sign_in("reviewer")
    first.post(url(record, "accept"), {"version": 1})
    answer = second.post(url(record, "reject"), {"version": 1}, follow=True)
    assert told(answer) == ["Somebody else changed this record meanwhile; look at it again."]
    record.refresh_from_db()
    assert record.review == ReviewState.ACCEPTED
    assert record.reviews.count() == 1


@pytest.mark.parametrize("role", ["viewer", "submitter"])
def test_who_does_not_review_sees_no_button_and_is_refused(
    sign_in: SignIn, record: Record, role: str
) -> None:
    client = sign_in(role)
    assert not [address for address in posts(get(client, url(record))) if "follow" not in address]
    for act in ("accept", "reject", "reopen", "edit"):
        assert url(record, act) not in str(get(client, url(record)))
        assert client.post(url(record, act), {"version": 1}).status_code == 403
    assert not Review.objects.exists()


def test_a_link_decides_nothing(sign_in: SignIn, record: Record) -> None:
    assert sign_in("editor").get(url(record, "accept")).status_code == 405
    record.refresh_from_db()
    assert record.review == ReviewState.PENDING


def act_on(client: object, model_name: str, action: str, records: list[Record], **more: str) -> list[str]:
    data = {"action": action, "_selected_action": [str(r.pk) for r in records], **more}
    return told(client.post(listing(model_name), data, follow=True))  # type: ignore[attr-defined]


def test_many_are_accepted_at_once_and_those_decided_before_are_counted(sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    three = [rows.a_commitment() for _ in range(3)]
    assert act_on(client, "commitment", "accept_selected", three[:1]) == ["1 record accepted."]
    assert act_on(client, "commitment", "accept_selected", three) == [
        "1 row was left as it was: This is decided already: accepted.",
        "2 records accepted.",
    ]
    assert set(Commitment.objects.values_list("review", flat=True)) == {"accepted"}
    assert Reminder.objects.filter(commitment=three[2]).exists()


def test_many_are_rejected_with_one_reason(sign_in: SignIn) -> None:
    client = sign_in("editor")
    meetings = [rows.a_meeting() for _ in range(2)]
    said = act_on(client, "meeting", "reject_selected", meetings, reason="خبر قديم")
    assert said == ["2 records rejected."]
    assert set(Review.objects.values_list("reason", flat=True)) == {"خبر قديم"}
    assert act_on(client, "meeting", "reopen_selected", meetings) == ["2 records returned to review."]


def test_all_pages_of_a_list_are_decided_at_once(sign_in: SignIn) -> None:
    client = sign_in("editor")
    article = rows.an_article()
    many = [rows.a_commitment(rows.an_article()) for _ in range(3)]
    data = {"action": "reject_selected", "_selected_action": [str(many[0].pk)], "select_across": "1"}
    answer = client.post(listing("commitment", "?review__exact=pending"), data, follow=True)
    assert told(answer) == ["3 records rejected."]
    assert article.mentions.count() == 0


def test_who_does_not_review_is_offered_no_action(sign_in: SignIn) -> None:
    commitment = rows.a_commitment()
    viewer = sign_in("viewer")
    assert not get(viewer, listing("commitment")).select("select[name=action]")
    act_on(viewer, "commitment", "accept_selected", [commitment])
    commitment.refresh_from_db()
    assert commitment.review == ReviewState.PENDING


def test_the_sheet_reads_who_what_to_whom_by_when_in_which_words(sign_in: SignIn) -> None:
    article = rows.an_article()
    meeting = rows.a_meeting(article)
    commitment = rows.a_commitment(article, meeting)
    rows.mention(article, article.body[: article.body.index(".") + 1], "sentence", commitment=commitment)
    page = get(sign_in("viewer"), url(commitment))
    sheet = {words(d.dt): words(d.dd) for d in page.select(".steps-line > div")}
    assert sheet["Who"] == commitment.parties.get().name
    assert sheet["What"] == "إصلاح الطريق"
    assert sheet["To whom"] == "—"
    assert sheet["At the meeting"] == "دورة المجلس"
    assert "قبل نهاية شهر مارس 2030" in sheet["By when"]
    quote = page.select_one("blockquote")
    assert quote.select_one(".hl-action").text == "إصلاح الطريق"
    assert quote.text.startswith("عقد المجلس الجماعي")
    mark = commitment.mentions.get(part="action")
    assert page.select_one(".cite a")["href"] == f"{url(article)}#m-{mark.pk}"


def test_the_confidence_comes_with_its_reasons(sign_in: SignIn) -> None:
    features = [
        {"name": "rule=a", "value": 1, "contribution": 1.0},
        {"name": "form=verb", "value": 1, "contribution": -0.3},
        {"name": "form=verb,aspect=p", "value": 1, "contribution": -0.2},
        {"name": "gap=1", "value": 1, "contribution": 0.001},
    ]
    page = get(sign_in("viewer"), url(rows.a_commitment(confidence=0.62, features=features)))
    table = [[words(cell) for cell in row.select("th, .number")] for row in page.select(".reasons tr")]
    assert table == [["the binding words", "+1.00"], ["the form of the verb", "−0.50"]]
    assert page.select_one("meter")["value"] == "62"
    bars = [(r["class"], r["x"], r["width"]) for r in page.select(".reasons rect")]
    assert bars == [(["for"], "50.00", "50.00"), (["against"], "25.00", "25.00")]
