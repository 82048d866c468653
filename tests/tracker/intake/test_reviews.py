"""Decisions and corrections by people: noted for good, refused when stale, checked field by field."""

from datetime import date, time

import pytest

from tests.tracker.intake import make
from tracker.models import Actor, Commitment, Meeting, Reminder, Review
from tracker.services import reviews
from tracker.services.errors import Conflict, InvalidInput, NotAllowed, StaleVersion

pytestmark = pytest.mark.django_db
Record = Commitment | Meeting
KINDS = ("commitment", "meeting")
each_kind = pytest.mark.parametrize("kind", KINDS)


def proposed(kind: str = "commitment", due: str | None = None) -> Record:
    """A record as a machine proposed it."""
    text = f"تعهد أحمد العلمي في دورة المجلس رقم {next(make.numbers)} بإصلاح الطريق."
    article = make.submitted(text)
    who = {"committers": ["أحمد العلمي"]}
    make.read(
        article,
        make.meeting(text, "دورة المجلس", chair=["أحمد العلمي"]),
        make.commitment(text, "تعهد", "إصلاح الطريق", due=due, **who),
    )
    rows: dict[str, Record] = {
        "commitment": Commitment.objects.filter(mentions__article=article).distinct().get(),
        "meeting": Meeting.objects.filter(mentions__article=article).distinct().get(),
    }
    return rows[kind]


@each_kind
@pytest.mark.parametrize(("act", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_decision_is_noted(kind: str, act: str, state: str) -> None:
    record, user = proposed(kind), make.user("reviewer")
    review = getattr(reviews, act)(record, by=user, reason=" كما في النص ")
    record.refresh_from_db()
    assert (record.review, record.version) == (state, 2)
    assert record.touched_at is not None
    assert (review.action, review.by, review.reason, review.changes) == (state, user, "كما في النص", {})


@each_kind
def test_decisions_may_change_and_all_are_kept(kind: str) -> None:
    record, user = proposed(kind), make.user()
    for act in (reviews.reject, reviews.accept, reviews.reopen, reviews.reject):
        act(record, by=user)
    actions = [review.action for review in Review.objects.order_by("pk")]
    assert actions == ["rejected", "accepted", "reopened", "rejected"]
    assert (record.review, record.version) == ("rejected", 5)


@each_kind
def test_the_same_decision_twice_is_refused(kind: str) -> None:
    record, user = proposed(kind), make.user()
    with pytest.raises(Conflict):
        reviews.reopen(record, by=user)
    reviews.accept(record, by=user)
    with pytest.raises(Conflict) as caught:
        reviews.accept(record, by=user)
    assert caught.value.code == "already_accepted"
    assert Review.objects.count() == 1


@each_kind
def test_who_is_second_is_told_and_nothing_is_lost(kind: str) -> None:
    record, user = proposed(kind), make.user()
    seen_by_another = type(record).objects.get(pk=record.pk)
    reviews.accept(record, by=user)
    for act in (reviews.reject, reviews.accept):
        with pytest.raises(StaleVersion) as caught:
            act(seen_by_another, by=user, version=1)
        assert caught.value.current == 2
    with pytest.raises(StaleVersion):
        reviews.edit(seen_by_another, {"kind": "plan" if kind == "commitment" else "visit"}, by=user)
    record.refresh_from_db()
    assert (record.review, record.version, Review.objects.count()) == ("accepted", 2, 1)


@each_kind
def test_an_old_version_is_refused_though_nobody_was_faster_now(kind: str) -> None:
    with pytest.raises(StaleVersion):
        reviews.accept(proposed(kind), by=make.user(), version=7)


@each_kind
@pytest.mark.parametrize("role", ["", "viewer", "submitter"])
def test_only_reviewers_decide_and_edit(kind: str, role: str) -> None:
    record, user = proposed(kind), make.user(role)
    for act in (reviews.accept, reviews.reject, reviews.reopen):
        with pytest.raises(NotAllowed):
            act(record, by=user)
    with pytest.raises(NotAllowed):
        reviews.edit(record, {"kind": "plan"}, by=user)
    assert not Review.objects.exists()


def test_a_merged_record_is_left_alone() -> None:
    record = proposed()
    Commitment.objects.update(review="merged")
    record.refresh_from_db()
    for act in (reviews.accept, reviews.reopen):
        with pytest.raises(Conflict):
            act(record, by=make.user())


def test_acceptance_plans_reminders_and_rejection_takes_them_away() -> None:
    commitment = proposed(due="2999-05-01")
    reviews.accept(commitment, by=make.user())
    assert Reminder.objects.filter(commitment=commitment.pk, state="planned").exists()
    reviews.reject(commitment, by=make.user())
    assert not Reminder.objects.filter(commitment=commitment.pk, state="planned").exists()


def test_an_edit_notes_what_was_and_what_is() -> None:
    commitment, meeting = proposed(), proposed("meeting")
    assert isinstance(commitment, Commitment) and isinstance(meeting, Meeting)
    changes = {"kind": "plan", "action": "ترميم  الجسر", "due_edtf": "2031-05", "meeting": meeting}
    review = reviews.edit(commitment, changes, by=make.user(), reason="خطأ")
    commitment.refresh_from_db()
    assert (commitment.kind, commitment.action, commitment.action_folded) == (
        "plan",
        "ترميم الجسر",
        "ترميم الجسر",
    )
    assert (commitment.due_latest_on, commitment.due_basis) == (date(2031, 5, 31), "assigned")
    assert commitment.meeting == meeting
    assert review is not None and review.reason == "خطأ"
    assert review.changes == {
        "kind": {"from": "pledge", "to": "plan"},
        "action": {"from": "إصلاح الطريق", "to": "ترميم الجسر"},
        "due_edtf": {"from": "", "to": "2031-05"},
        "meeting": {"from": None, "to": str(meeting.pk)},
    }


def test_a_meeting_is_edited() -> None:
    meeting = proposed("meeting")
    assert isinstance(meeting, Meeting)
    changes = {
        "title": "جلسة",
        "date_edtf": "2015-10",
        "time": time(9, 5),
        "place": "القاعة",
        "planned": True,
    }
    review = reviews.edit(meeting, changes, by=make.user())
    meeting.refresh_from_db()
    assert (meeting.title_folded, meeting.latest_on, meeting.place) == ("جلسه", date(2015, 10, 31), "القاعة")
    assert (meeting.time, meeting.planned) == (time(9, 5), True)
    assert review is not None and review.changes["time"] == {"from": None, "to": "09:05"}


def test_parties_are_corrected_and_keep_the_names_as_written() -> None:
    commitment = proposed()
    assert isinstance(commitment, Commitment)
    first = commitment.parties.get()
    other = Actor.objects.create(name="سعيد الناصري", name_folded="سعيد الناصري")
    actors = {"committers": [other], "recipients": [first.actor, other]}
    review = reviews.edit(commitment, actors, by=make.user())
    parties = {(part.role, part.actor_id, part.name, part.position) for part in commitment.parties.all()}
    assert parties == {
        ("committer", other.pk, "سعيد الناصري", 0),
        ("recipient", first.actor_id, "أحمد العلمي", 0),
        ("recipient", other.pk, "سعيد الناصري", 1),
    }
    assert review is not None
    assert review.changes["committers"] == {"from": ["أحمد العلمي"], "to": ["سعيد الناصري"]}


def test_an_edit_that_changes_nothing_is_none() -> None:
    commitment = proposed()
    assert isinstance(commitment, Commitment)
    same = {"kind": commitment.kind, "action": f" {commitment.action} ", "due_edtf": ""}
    assert reviews.edit(commitment, same, by=make.user()) is None
    commitment.refresh_from_db()
    assert (commitment.version, commitment.touched_at) == (1, None)


BAD = [
    ("commitment", {"kind": "wish"}, ["kind"]),
    ("commitment", {"action": " \n"}, ["action"]),
    ("commitment", {"action": "x\0"}, ["action"]),
    ("commitment", {"due_edtf": "قريبا"}, ["due_edtf"]),
    ("commitment", {"due_edtf": "2031-02-30", "reported_status": "lost"}, ["due_edtf", "reported_status"]),
    ("commitment", {"due_text": "x" * 501}, ["due_text"]),
    ("commitment", {"status": "fulfilled"}, ["status"]),
    ("commitment", {"review": "accepted"}, ["review"]),
    ("meeting", {"title": "…"}, ["title"]),
    ("meeting", {"date_edtf": "2015/2014"}, ["date_edtf"]),
    ("meeting", {"place": "x" * 501}, ["place"]),
    ("meeting", {"action": "x"}, ["action"]),
]


@pytest.mark.parametrize(("kind", "changes", "named"), BAD)
def test_a_bad_edit_is_named_and_changes_nothing(
    kind: str, changes: dict[str, object], named: list[str]
) -> None:
    record = proposed(kind)
    with pytest.raises(InvalidInput) as caught:
        reviews.edit(record, {**changes, "kind": changes.get("kind", record.kind)}, by=make.user())
    assert sorted(caught.value.errors) == named
    record.refresh_from_db()
    assert (record.version, Review.objects.count()) == (1, 0)


def test_the_due_date_of_a_followed_commitment_is_revised_not_edited() -> None:
    commitment = proposed()
    reviews.accept(commitment, by=make.user())
    with pytest.raises(InvalidInput) as caught:
        reviews.edit(commitment, {"due_edtf": "2031"}, by=make.user())
    assert list(caught.value.errors) == ["due_edtf"]


def test_an_endless_reason_is_refused_and_nothing_is_decided() -> None:
    record = proposed()
    with pytest.raises(InvalidInput):
        reviews.accept(record, by=make.user(), reason="x" * 2001)
    record.refresh_from_db()
    assert record.review == "pending"
