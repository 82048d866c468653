"""Due dates: revising, what is kept, and the figures and flags derived from them."""

from datetime import date
from typing import Any

import pytest

from tests.tracker.follow_up import make
from tracker.models import Commitment, DueDateRevision
from tracker.queries import followups
from tracker.services import assignments, due_dates, statuses
from tracker.services.errors import Conflict, InvalidInput, NotAllowed, StaleVersion

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 20)


def delays(commitment: Commitment) -> Commitment:
    """The commitment with its derived figures."""
    return followups.with_delays(Commitment.objects.all()).get(pk=commitment.pk)


def test_a_revision_keeps_the_old_date_and_who_announced_the_new_one(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(date(2026, 6, 1))
    row = due_dates.revise(
        commitment, "2026-09", by=reviewer, announced_by="الوزير", announced_on=TODAY, reason="تأخر التمويل"
    )
    assert (row.from_edtf, row.to_edtf, row.from_basis, row.to_basis) == (
        "2026-06-01",
        "2026-09",
        "explicit",
        "assigned",
    )
    stored = Commitment.objects.get()
    assert (stored.due_edtf, stored.due_basis, stored.version) == ("2026-09", "assigned", 2)
    assert (stored.due_earliest_on, stored.due_latest_on) == (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("dates", "first", "times", "slipped"),
    [
        ([], date(2026, 6, 1), 0, 0),
        (["2026-07-01"], date(2026, 6, 1), 1, 30),
        (["2026-07-01", "2026-08-01"], date(2026, 6, 1), 2, 61),
        (["2026-07-01", "2026-05-30"], date(2026, 6, 1), 1, -2),
        (["", "2026-07-01"], date(2026, 6, 1), 0, 30),
        (["2026-07-01", ""], date(2026, 6, 1), 1, None),
        (["2026-06", "2027"], date(2026, 6, 1), 2, 578),
        (["2026-07-01/.."], date(2026, 6, 1), 0, None),
    ],
)
def test_postponements_and_slipped_days(
    dates: list[str], first: date, times: int, slipped: int | None, clock: Any
) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(date(2026, 6, 1))
    for one in dates:
        due_dates.revise(commitment, one, by=reviewer)
    found = delays(commitment)
    assert (found.first_due_on, found.times_postponed, found.days_slipped) == (first, times, slipped)  # type: ignore[attr-defined]


def test_a_first_date_given_by_a_reviewer_is_no_postponement(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    assert delays(commitment).first_due_on is None  # type: ignore[attr-defined]
    due_dates.revise(commitment, "2026-06-30", by=reviewer)
    found = delays(commitment)
    assert (found.first_due_on, found.times_postponed, found.days_slipped) == (date(2026, 6, 30), 0, 0)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("effective", "late"), [(date(2026, 5, 9), False), (date(2026, 5, 10), False), (date(2026, 5, 11), True)]
)
@pytest.mark.parametrize("status", ["fulfilled", "partially_fulfilled", "withdrawn"])
def test_delivered_late(effective: date, late: bool, status: str, clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(date(2026, 5, 10))
    shown = make.evidence(commitment, reviewer)
    statuses.change_status(
        commitment, status, by=reviewer, reason="تم", effective_on=effective, evidence=[shown]
    )
    assert delays(commitment).delivered_late is (late and status != "withdrawn")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("edtf", "field"),
    [
        ("2026-13", "due_edtf"),
        ("tomorrow", "due_edtf"),
        ("2026-06-01", "due_edtf"),
        ("2026-02-30", "due_edtf"),
    ],
)
def test_a_date_that_is_none_names_the_field(edtf: str, field: str, clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(date(2026, 6, 1))
    with pytest.raises(InvalidInput) as refusal:
        due_dates.revise(commitment, edtf, by=reviewer)
    assert list(refusal.value.errors) == [field]
    assert not DueDateRevision.objects.exists() and Commitment.objects.get().version == 1


def test_refusals(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment(date(2026, 6, 1))
    with pytest.raises(NotAllowed):
        due_dates.revise(commitment, "2027", by=make.user("viewer"))
    with pytest.raises(StaleVersion):
        due_dates.revise(commitment, "2027", by=reviewer, version=7)
    with pytest.raises(Conflict):
        due_dates.revise(make.commitment(review="pending"), "2027", by=reviewer)
    with pytest.raises(InvalidInput) as refusal:
        due_dates.revise(commitment, "2027", by=reviewer, announced_on=date(2026, 5, 21))
    assert list(refusal.value.errors) == ["announced_on"]


def flags(today: date, **fields: Any) -> list[str]:
    """The flags that hold for a commitment with these columns."""
    commitment = make.commitment(**fields)
    found = followups.with_flags(Commitment.objects.filter(pk=commitment.pk), today).get()
    return [flag for flag in ("due_soon", "overdue", "long_overdue") if getattr(found, f"is_{flag}")]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 6, 4), []),
        (date(2026, 6, 3), ["due_soon"]),
        (date(2026, 5, 20), ["due_soon"]),
        (date(2026, 5, 19), ["overdue"]),
        (date(2026, 4, 21), ["overdue"]),
        (date(2026, 4, 20), ["overdue", "long_overdue"]),
        (None, []),
    ],
)
def test_flags_by_due_date(due: date | None, expected: list[str], clock: Any) -> None:
    assert flags(TODAY, due=due) == expected
    assert flags(TODAY, due=due, status="fulfilled") == []
    assert flags(TODAY, due=due, status="unverifiable") == []
    assert flags(TODAY, due=due, review="pending") == []


def test_stale_until_somebody_records_anything(clock: Any) -> None:
    reviewer, commitment = make.user("reviewer"), make.commitment()
    assert Commitment.objects.filter(followups.stale(TODAY)).exists()
    assignments.add_note(commitment, "اتصلنا بالجماعة", by=reviewer)
    assert not Commitment.objects.filter(followups.stale(TODAY)).exists()
    assert not Commitment.objects.filter(followups.stale(date(2026, 7, 19))).exists()
    assert Commitment.objects.filter(followups.stale(date(2026, 7, 20))).exists()
