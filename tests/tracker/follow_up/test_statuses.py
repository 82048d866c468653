"""Statuses: every pair of the ten, what closing and reopening ask for, and two people at once."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
import time_machine

from tests.tracker.follow_up import make
from tracker.models import Commitment, EvidenceKind, Stance, Status, StatusChange
from tracker.services import statuses
from tracker.services.errors import Conflict, InvalidInput, NotAllowed, StaleVersion
from tracker.services.evidence import NewEvidence

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 20)
CLOSED = {"fulfilled", "partially_fulfilled", "not_fulfilled", "withdrawn"}
OPEN = {"not_rated", "not_started", "in_progress", "stalled", "postponed"}
# The whole table once more, written from the rules and not from the code.
ILLEGAL = (
    {(status, status) for status in Status.values}
    | {
        (one, other)
        for one, other in product(CLOSED, CLOSED)
        if (one, other) != ("partially_fulfilled", "fulfilled")
    }
    | {(one, "unverifiable") for one in CLOSED}
    | {("unverifiable", one) for one in CLOSED}
    | {("in_progress", "not_started"), ("stalled", "not_started")}
)


@pytest.fixture(autouse=True)
def frozen() -> Any:
    with time_machine.travel("2026-05-20 10:00 +00:00", tick=False):
        yield


def closing(commitment: Commitment, by: Any, **changes: Any) -> dict[str, Any]:
    """Everything that closing asks for, with changes."""
    if "evidence" not in changes:
        changes["evidence"] = [make.evidence(commitment, by)]
    return {"by": by, "reason": "محضر التسليم", "effective_on": TODAY, **changes}


@pytest.mark.parametrize(("one", "other"), list(product(Status.values, Status.values)))
def test_every_transition(one: str, other: str) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(status=one)
    if (one, other) in ILLEGAL:
        with pytest.raises(Conflict) as refusal:
            statuses.change_status(commitment, other, **closing(commitment, reviewer))
        assert refusal.value.code == "illegal_transition"
        assert not StatusChange.objects.exists()
        assert Commitment.objects.get().status == one and Commitment.objects.get().version == 1
    else:
        row = statuses.change_status(commitment, other, **closing(commitment, reviewer))
        stored = Commitment.objects.get()
        assert (stored.status, stored.version) == (other, 2)
        assert (row.from_status, row.to_status, row.by, row.effective_on) == (one, other, reviewer, TODAY)
        assert row.evidence.count() == 1
    assert (other in statuses.allowed(make.commitment(status=one))) is ((one, other) not in ILLEGAL)


@pytest.mark.parametrize("to", sorted(CLOSED))
@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"effective_on": None}, "effective_on"),
        ({"evidence": []}, "evidence"),
        ({"effective_on": TODAY + timedelta(1)}, "effective_on"),
    ],
)
def test_closing_asks_for_everything(to: str, missing: dict[str, Any], field: str) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    with pytest.raises(InvalidInput) as refusal:
        statuses.change_status(commitment, to, **closing(commitment, reviewer, **missing))
    assert list(refusal.value.errors) == [field]
    assert Commitment.objects.get().status == "not_rated" and not StatusChange.objects.exists()


def test_an_announcement_does_not_close() -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    announced = make.evidence(commitment, reviewer, EvidenceKind.ANNOUNCEMENT)
    with pytest.raises(InvalidInput) as refusal:
        statuses.change_status(commitment, "fulfilled", **closing(commitment, reviewer, evidence=[announced]))
    assert list(refusal.value.errors) == ["evidence"]
    shown = make.evidence(commitment, reviewer, EvidenceKind.OBSERVATION)
    statuses.change_status(
        commitment, "fulfilled", **closing(commitment, reviewer, evidence=[announced, shown])
    )
    assert Commitment.objects.get().status == "fulfilled"


def test_evidence_of_another_commitment_does_not_close() -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    foreign = make.evidence(make.commitment(), reviewer)
    with pytest.raises(InvalidInput) as refusal:
        statuses.change_status(commitment, "fulfilled", **closing(commitment, reviewer, evidence=[foreign]))
    assert list(refusal.value.errors) == ["evidence"]


def test_closing_with_new_evidence_is_one_act() -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    new = NewEvidence(EvidenceKind.REPORT, Stance.SUPPORTS, url="https://example.org/done")
    row = statuses.change_status(
        commitment, "fulfilled", **closing(commitment, reviewer, evidence=[], new_evidence=[new])
    )
    assert [one.url for one in row.evidence.all()] == ["https://example.org/done"]


def test_refused_new_evidence_changes_nothing() -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    bad = NewEvidence(EvidenceKind.REPORT, Stance.SUPPORTS, url="ftp://example.org/x")
    with pytest.raises(InvalidInput) as refusal:
        statuses.change_status(
            commitment, "fulfilled", **closing(commitment, reviewer, evidence=[], new_evidence=[bad])
        )
    assert list(refusal.value.errors) == ["url"]
    assert commitment.status == "not_rated" and commitment.version == 1
    assert not commitment.evidence.exists()


def test_reopening_asks_for_a_reason() -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(status="withdrawn")
    with pytest.raises(InvalidInput) as refusal:
        statuses.change_status(commitment, "in_progress", by=reviewer)
    assert list(refusal.value.errors) == ["reason"]
    statuses.change_status(commitment, "in_progress", by=reviewer, reason="استؤنفت الأشغال")
    assert Commitment.objects.get().status == "in_progress"


@pytest.mark.parametrize("review", ["pending", "rejected", "merged"])
def test_only_accepted_commitments_have_a_status(review: str) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(review=review)
    with pytest.raises(Conflict):
        statuses.change_status(commitment, "in_progress", by=reviewer)


def test_unknown_status_names_the_field() -> None:
    with pytest.raises(InvalidInput) as refusal:
        statuses.change_status(make.commitment(), "finished", by=make.user("reviewer"))
    assert list(refusal.value.errors) == ["status"]


@pytest.mark.parametrize(
    ("role", "owns", "may"),
    [
        ("viewer", False, False),
        ("viewer", True, True),
        ("submitter", False, False),
        ("reviewer", False, True),
        ("editor", False, True),
        ("", False, False),
        ("", True, True),
    ],
)
def test_who_may_change_a_status(role: str, owns: bool, may: bool) -> None:
    person = make.user(role)
    commitment = make.commitment(owner=person if owns else make.user())
    if may:
        statuses.change_status(commitment, "in_progress", by=person)
    else:
        with pytest.raises(NotAllowed):
            statuses.change_status(commitment, "in_progress", by=person)


def test_a_version_that_is_not_current_is_refused() -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    seen = commitment.version
    statuses.change_status(commitment, "in_progress", by=reviewer, version=seen)
    with pytest.raises(StaleVersion):
        statuses.change_status(Commitment.objects.get(), "stalled", by=reviewer, version=seen)
    assert StatusChange.objects.count() == 1


def test_an_object_read_before_is_refused() -> None:
    reviewer, early = make.user("reviewer"), make.commitment()
    statuses.change_status(Commitment.objects.get(), "in_progress", by=reviewer)
    with pytest.raises(StaleVersion) as refusal:
        statuses.change_status(early, "stalled", by=reviewer)
    assert refusal.value.current == 2
    assert early.status == "not_rated"
