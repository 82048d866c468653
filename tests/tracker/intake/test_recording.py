"""What was read becomes rows with their words; a second reading changes only what nobody touched."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from extraction.types import CommitmentKind, MeetingKind, PartyKind, ReportedStatus
from tests.tracker.intake import make
from tracker.models import Actor, Commitment, Meeting, Mention
from tracker.services import reviews

pytestmark = pytest.mark.django_db

TEXT = (
    "عقد المجلس القروي لوادي النخيل دورته العادية يوم الأحد 4 أكتوبر 2015 "
    "بقاعة البلدية برئاسة السيد أحمد العلمي. "
    "وتعهد أحمد العلمي بإصلاح الطريق قبل نهاية شهر مارس 2016، ووعدت جمعية نخيل الواحة للتنمية بغرس ألف شجرة."
)


def session(**fields: object) -> object:
    """The session that the text reports."""
    values = {
        "date": "2015-10-04",
        "time": "10:30",
        "place": "قاعة البلدية",
        "chair": ["السيد أحمد العلمي"],
        "organizers": [make.party(TEXT, "المجلس القروي لوادي النخيل", PartyKind.ORGANIZATION)],
        "id": "m1",
        **fields,
    }
    return make.meeting(TEXT, "دورته العادية", **values)


def road(**fields: object) -> object:
    """The pledge to repair the road."""
    values = {
        "committers": [make.party(TEXT, "أحمد العلمي")],
        "meeting": "m1",
        "due": "2016-03",
        "due_text": "قبل نهاية شهر مارس 2016",
        **fields,
    }
    return make.commitment(TEXT, "تعهد", "إصلاح الطريق", **values)


def trees(**fields: object) -> object:
    """The promise to plant trees."""
    by = [make.party(TEXT, "جمعية نخيل الواحة للتنمية", PartyKind.ORGANIZATION)]
    return make.commitment(TEXT, "وعدت", "غرس ألف شجرة", committers=by, **fields)


def test_every_field_is_kept() -> None:
    article = make.submitted(TEXT)
    run = make.read(article, session(), road(), trees(status=ReportedStatus.FULFILLED))
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.date_edtf, meeting.earliest_on, meeting.latest_on) == (
        "session", "2015-10-04", make.day("2015-10-04"), make.day("2015-10-04"),
    )  # fmt: skip
    assert (meeting.title, meeting.place, str(meeting.time)) == ("دورته العادية", "قاعة البلدية", "10:30:00")
    assert {(part.role, part.name) for part in meeting.participations.all()} == {
        ("chair", "السيد أحمد العلمي"),
        ("organizer", "المجلس القروي لوادي النخيل"),
    }
    pledge = Commitment.objects.get(action="إصلاح الطريق")
    assert (pledge.meeting, pledge.due_edtf, pledge.due_text) == (
        meeting,
        "2016-03",
        "قبل نهاية شهر مارس 2016",
    )
    assert (pledge.due_earliest_on, pledge.due_latest_on, pledge.due_basis) == (
        make.day("2016-03-01"), make.day("2016-03-31"), "explicit",
    )  # fmt: skip
    assert (pledge.confidence, pledge.rule, pledge.extractor_version) == (0.75, "pledge.verb", "1.0+test")
    assert pledge.features == [{"name": "bias", "value": 1.0, "contribution": 1.1}]
    assert Commitment.objects.get(action="غرس ألف شجرة").reported_status == "fulfilled"
    assert run.counts["commitments_new"] == 2 and run.counts["meetings_new"] == 1


def test_every_mention_quotes_the_stored_text() -> None:
    article = make.submitted(f"<p>{TEXT}</p><p>ثم انصرف الجميع.</p>")
    make.read(article, session(), road(), trees())
    mentions = Mention.objects.select_related("article")
    assert {mention.part for mention in mentions} == {
        "meeting",
        "sentence",
        "trigger",
        "action",
        "deadline",
        "actor",
    }
    for mention in mentions:
        assert mention.article.body[mention.start : mention.end] == mention.quote != ""


def test_two_spellings_of_a_name_are_one_actor() -> None:
    article = make.submitted(TEXT)
    make.read(article, session(), road())
    chair = Meeting.objects.get().participations.get(role="chair")
    committer = Commitment.objects.get().parties.get()
    assert chair.actor == committer.actor
    assert (chair.name, committer.name) == ("السيد أحمد العلمي", "أحمد العلمي")


def test_a_due_date_reckoned_from_the_text_says_so() -> None:
    text = "تعهد الرئيس بإصلاح الطريق في غضون أسبوعين."
    article = make.submitted(text)
    due = {"due": "2016-01-01/2016-01-15", "due_text": "في غضون أسبوعين"}
    make.read(article, make.commitment(text, "تعهد", "إصلاح الطريق", **due))
    assert Commitment.objects.get().due_basis == "relative"


@pytest.mark.parametrize(
    ("value", "latest"), [("XXXX-10-04", None), ("../2026-12-31", "2026-12-31"), ("garbage", None)]
)
def test_odd_dates_store_what_can_be_told(value: str, latest: str | None) -> None:
    article = make.submitted(TEXT)
    make.read(article, road(due=value, meeting=None))
    due = Commitment.objects.get()
    assert (due.due_edtf, due.due_earliest_on) == (value, None)
    assert due.due_latest_on == (make.day(latest) if latest else None)


def test_a_newer_reading_updates_what_nobody_touched() -> None:
    article = make.submitted(TEXT)
    make.read(article, session(), road(), version="1")
    before = Commitment.objects.get()
    better = session(kind=MeetingKind.ASSEMBLY, chair=[], date="2015-10-05", time=None)
    run = make.read(article, better, road(kind=CommitmentKind.PLAN, due=None), trees(), version="2")
    pledge = Commitment.objects.get(pk=before.pk)
    assert (pledge.kind, pledge.due_edtf, pledge.extractor_version) == ("plan", "", "2")
    assert pledge.version == before.version + 1
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.date_edtf, meeting.time) == ("assembly", "2015-10-05", None)
    assert [part.role for part in meeting.participations.all()] == ["organizer"]
    assert not pledge.mentions.filter(part="deadline").exists()
    assert run.counts["commitments_updated"] == 1 and run.counts["commitments_new"] == 1


@pytest.mark.parametrize("act", ["accept", "reject", "edit"])
def test_a_newer_reading_leaves_what_a_person_touched(act: str) -> None:
    article, user = make.submitted(TEXT), make.user()
    make.read(article, session(), road(), version="1")
    pledge, meeting = Commitment.objects.get(), Meeting.objects.get()
    for record in (pledge, meeting):
        if act == "edit":
            reviews.edit(record, {"kind": "plan" if record is pledge else "visit"}, by=user)
        else:
            getattr(reviews, act)(record, by=user)
    before = _snapshot(pledge, meeting)
    better = session(kind=MeetingKind.FORUM, chair=[], date=None)
    run = make.read(article, better, road(kind=CommitmentKind.DECISION, due=None), version="2")
    assert _snapshot(pledge, meeting) == before
    assert Commitment.objects.count() == Meeting.objects.count() == 1
    assert run.counts["commitments_known"] == run.counts["meetings_known"] == 1


def _snapshot(*records: Commitment | Meeting) -> list[object]:
    found: list[object] = []
    for record in records:
        values = type(record).objects.filter(pk=record.pk).values().get()
        parts = record.parties if isinstance(record, Commitment) else record.participations
        found += [values, list(parts.values()), list(record.mentions.order_by("pk").values())]
    return found


def test_what_a_newer_reading_misses_stays_to_be_reviewed() -> None:
    article = make.submitted(TEXT)
    make.read(article, road(meeting=None), trees(), version="1")
    run = make.read(article, trees(), version="2")
    assert run.counts["commitments_kept"] == 1
    assert Commitment.objects.get(action="إصلاح الطريق").extractor_version == "1"


def test_the_same_reading_again_changes_no_row_count() -> None:
    article = make.submitted(TEXT)
    make.read(article, session(), road(), trees())
    counts = [model.objects.count() for model in (Actor, Meeting, Commitment, Mention)]
    for _time in range(2):
        make.read(article, session(), road(), trees())
    assert [model.objects.count() for model in (Actor, Meeting, Commitment, Mention)] == counts


def test_one_action_split_in_two_updates_one_and_adds_one() -> None:
    text = "تعهد أحمد العلمي بإصلاح الطريق وبناء الجسر الجديد."
    article = make.submitted(text)
    make.read(article, make.commitment(text, "تعهد", "إصلاح الطريق وبناء الجسر الجديد"), version="1")
    parts = [
        make.commitment(text, "تعهد", "إصلاح الطريق"),
        make.commitment(text, "تعهد", "بناء الجسر الجديد"),
    ]
    make.read(article, *parts, version="2")
    assert {row.action for row in Commitment.objects.all()} == {"إصلاح الطريق", "بناء الجسر الجديد"}


def test_an_actor_without_a_letter_in_its_name_is_none() -> None:
    text = "تعهد «...» بإصلاح الطريق."
    article = make.submitted(text)
    make.read(
        article, make.commitment(text, "تعهد", "إصلاح الطريق", committers=[make.party(text, "...", None)])
    )
    assert not Commitment.objects.get().parties.exists()


def test_very_long_names_and_actions_fit() -> None:
    name, action = "أحمد " * 200, "إصلاح الطريق " * 200
    text = f"تعهد {name}ب{action}."
    article = make.submitted(text)
    long = make.commitment(text, "تعهد", action.strip(), committers=[name.strip()])
    make.read(article, long)
    row = Commitment.objects.get()
    assert row.action == action.strip()
    assert len(row.parties.get().name) == 500


def test_more_records_take_no_more_queries() -> None:
    """A long article is stored in as many statements as a short one."""

    def queries(count: int) -> int:
        text = " ".join(f"تعهد أحمد العلمي{i} بإصلاح الطريق رقم {i} في الدورة رقم {i}." for i in range(count))
        article = make.submitted(text)
        found = [
            record
            for i in range(count)
            for record in (
                make.commitment(
                    text, f"تعهد أحمد العلمي{i} ", f"إصلاح الطريق رقم {i} ", committers=[f"أحمد العلمي{i}"]
                ),
                make.meeting(text, f"الدورة رقم {i}.", date="2015-10-04", chair=[f"أحمد العلمي{i}"]),
            )
        ]
        with CaptureQueriesContext(connection) as captured:
            make.read(article, *found)
        return len(captured)

    queries(2)
    assert queries(3) == queries(9)
