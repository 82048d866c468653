"""Whole records from sentences: what is one, what is none, who, to whom, in which words."""

import pytest

from extraction import extract, triggers
from extraction.commitments import drafts, select
from extraction.confidence import models
from extraction.context import read_context
from extraction.types import Commitment, CommitmentKind, ReportedStatus


def only(text: str) -> Commitment:
    found = extract(text).commitments
    assert len(found) == 1, [c.action.quote(text) for c in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "committer", "action"),
    [
        ("تعهد وزير الصحة بإصلاح المستشفى.", CommitmentKind.PLEDGE, "وزير الصحة", "بإصلاح المستشفى"),
        ("قرر المجلس البلدي بناء سوق أسبوعي.", CommitmentKind.DECISION, "المجلس البلدي", "بناء سوق أسبوعي"),
        ("اتفق الطرفان على إحداث لجنة مشتركة.", CommitmentKind.AGREEMENT, "الطرفان", "إحداث لجنة مشتركة"),
        ("أوصى المشاركون بإحداث مرصد وطني.", CommitmentKind.RECOMMENDATION, "المشاركون", "بإحداث مرصد وطني"),
        (
            "تعتزم وزارة التعليم إطلاق برنامج جديد.",
            CommitmentKind.PLAN,
            "وزارة التعليم",
            "إطلاق برنامج جديد",
        ),
    ],
)
def test_a_plain_record(text: str, kind: CommitmentKind, committer: str, action: str) -> None:
    record = only(text)
    assert (record.kind, record.action.quote(text)) == (kind, action)
    assert [party.name for party in record.committers] == [committer]
    assert record.status is ReportedStatus.OPEN
    assert record.sentence.contains(record.trigger) and record.sentence.contains(record.action)


@pytest.mark.parametrize(
    "text",
    [
        "اتفق الجميع على أن الوتيرة سريعة.",
        "لم يتعهد الوزير بإصلاح الطريق.",
        "نفى الوزير تعهده بإصلاح الطريق.",
        "طالب السكان الوزير بإصلاح الطريق.",
        "سيؤدي الجفاف إلى ارتفاع الأسعار.",
        "يأمل السكان إصلاح الطريق.",
        "رفض الوزير إصلاح الطريق.",
        "زار الوزير المدرسة أمس.",
        "ستكون الحرارة مرتفعة غدا.",
        "سيواجه الفريق ضيفه يوم الأحد في ملعب المدينة.",
    ],
)
def test_no_record(text: str) -> None:
    assert extract(text).commitments == ()


def test_a_directive_names_its_addressee() -> None:
    text = "كلف وزير الداخلية لجنة التفتيش بإعداد تقرير مفصل."
    record = only(text)
    assert record.kind is CommitmentKind.DIRECTIVE
    assert [p.name for p in record.committers] == ["وزير الداخلية"]
    assert [p.name for p in record.assignees] == ["لجنة التفتيش"]


def test_actions_of_one_trigger_bind_the_same_party() -> None:
    text = "قررت جمعية الأمل تنظيم لقاء مع سكان الحي وإحداث لجنة مشتركة مع البلدية."
    records = extract(text).commitments
    assert len(records) == 2
    assert {tuple(p.name for p in record.committers) for record in records} == {("جمعية الأمل",)}


def test_conjuncts_share_trigger_and_committer() -> None:
    text = "قرر المجلس البلدي بناء سوق أسبوعي وإصلاح المسالك القروية."
    records = extract(text).commitments
    assert [r.action.quote(text).lstrip("و") for r in records] == ["بناء سوق أسبوعي", "إصلاح المسالك القروية"]
    assert len({r.trigger for r in records}) == 1
    assert {tuple(p.name for p in r.committers) for r in records} == {("المجلس البلدي",)}


def test_the_explicit_promise_wins_over_the_future_verb_inside_it() -> None:
    text = "تعهد وزير الصحة بأنه سيصلح المستشفى."
    record = only(text)
    assert record.kind is CommitmentKind.PLEDGE
    assert record.trigger.quote(text) == "تعهد"


def test_records_are_numbered_by_position_and_explained() -> None:
    text = "تعهد وزير الصحة بإصلاح المستشفى. وقرر المجلس البلدي بناء سوق أسبوعي."
    records = extract(text).commitments
    assert [r.id for r in records] == ["c1", "c2"]
    assert [r.rule for r in records] == ["verb.taahhada", "verb.qarrara"]
    for record in records:
        assert models().threshold <= record.confidence <= 1
        assert record.features and all(f.contribution for f in record.features)


def test_an_article_without_one_strong_candidate_reports_none() -> None:
    ctx = read_context("تم إعداد خطة. هناك تعليمات للموظفين بالحضور.")
    found = drafts(ctx)
    for draft in found:
        draft.log_odds = -1.0
    assert models().confidence(-1.0) < models().gate
    assert select(found, models()) == []


def test_the_same_text_gives_the_same_records() -> None:
    text = "تعهد وزير الصحة بإصلاح المستشفى ودعم الجمعيات وتنظيم لقاء."
    assert extract(text) == extract(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "وكانت البلدية قد تعهدت العام الماضي ببناء مدرسة في الحي، ولم تبن إلى الآن.",
            ReportedStatus.BROKEN,
        ),
        ("وكان المجلس قد قرر في مارس غلق السوق القديم، وهو ما تم بالفعل.", ReportedStatus.FULFILLED),
        ("تعهدت البلدية ببناء مدرسة في الحي قبل نهاية السنة.", ReportedStatus.OPEN),
    ],
)
def test_what_became_of_it(text: str, status: ReportedStatus) -> None:
    assert only(text).status is status


def test_an_assurance_to_those_concerned_is_a_pledge() -> None:
    text = "وأكد مدير المصنع للعمال أنه لن يسرح أي عامل بعد اليوم."
    assert [c.kind for c in extract(text).commitments] in ([], [CommitmentKind.PLEDGE])


@pytest.mark.parametrize(
    ("text", "assignees"),
    [
        ("كلف الوزير المفتشية العامة بإعداد تقرير مفصل.", ["المفتشية العامة"]),
        ("وأعطى الوالي تعليماته إلى المصالح التقنية بإصلاح الطريق.", ["المصالح التقنية"]),
        ("قرر الوزير إحداث لجنة مشتركة.", []),
    ],
)
def test_who_must_act(text: str, assignees: list[str]) -> None:
    assert [party.name for party in only(text).assignees] == assignees


def test_a_text_of_triggers_alone_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triggers, "MAX_TRIGGERS", 2)
    ctx = read_context("تعهد المجلس ببناء مدرسة. وقرر المجلس بناء سوق. ووعد الرئيس بفتح الطريق.")
    assert [t.rule for t in triggers.find_triggers(ctx)] == ["verb.taahhada", "verb.qarrara"]
