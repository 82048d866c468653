"""What a whole article settles: its day, its years, the dates of meetings, the deadlines of actions."""

from datetime import date

import pytest

from extraction.timex import recognise
from extraction.timex.context import TimeContext
from extraction.tokens import read

MAY = date(2026, 5, 13)


def context(text: str, published: date | None = MAY) -> TimeContext:
    doc = read(text)
    return TimeContext.build(doc, recognise(doc), published)


def values(text: str, published: date | None = MAY, **how: object) -> list[str | None]:
    times = context(text, published)
    return [times.value(timex, **how) for timex in times.timexes]  # type: ignore[arg-type]


def due(
    text: str,
    *,
    published: date | None = MAY,
    ahead: bool = False,
    reference: date | None = None,
) -> tuple[str, str | None] | None:
    """The deadline of the words in [ ] after the trigger in { }."""
    plain = text.translate(str.maketrans("", "", "[]{}"))
    times = context(plain, published)
    trigger, action = _marked(times, text, "{", "}"), _marked(times, text, "[", "]")
    found = times.deadline_for(action, trigger, ahead=ahead, reference=reference)
    return (found.text, found.value) if found else None


def _marked(times: TimeContext, text: str, opening: str, closing: str) -> range:
    bare = str.maketrans("", "", "[]{}")
    start = len(text[: text.index(opening)].translate(bare))
    end = len(text[: text.index(closing)].translate(bare))
    inside = [token.index for token in times.doc.tokens if token.start >= start and token.end <= end]
    return range(inside[0], inside[-1] + 1)


def test_the_day_of_writing_is_read_from_yesterday_and_its_full_date() -> None:
    times = context("اختتم الملتقى أمس الخميس 11 يونيو 2015 ويجتمع المكتب غدا.", None)
    assert times.today == date(2015, 6, 12)
    assert [times.value(timex) for timex in times.timexes] == ["2015-06-11", "2015-06-13"]


def test_a_weekday_beside_today_corrects_the_day_of_publication() -> None:
    text = "انعقد الاجتماع ظهر اليوم الثلاثاء بالساحة. ويعود الوفد غدا."
    assert context(text).today == date(2026, 5, 12)
    assert values(text) == ["2026-05-12", "2026-05-13"]


def test_without_any_day_relative_times_stay_unresolved() -> None:
    assert values("يجتمع المكتب غدا ثم يلتقي الوزير الأسبوع المقبل.", None) == [None, None]


def test_a_missing_year_comes_from_the_nearest_full_date() -> None:
    text = "تأسست التنسيقية بتاريخ 27 فبراير 2021. وفي يوم الثلاثاء 30 مارس نظمت وقفة. وبتاريخ 1 أبريل عاد."
    assert values(text, None) == ["2021-02-27", "2021-03-30", "2021-04-01"]


def test_a_weekday_that_disagrees_keeps_the_year_unknown() -> None:
    assert values("صدر المنشور في 3 أكتوبر 2012. وعقد اللقاء يوم الأحد 4 أكتوبر.", None) == [
        "2012-10-03",
        "XXXX-10-04",
    ]


def test_an_article_of_hijri_dates_counts_the_month_by_them() -> None:
    text = "يبدأ القيد يوم 5 ذو القعدة 1447 وتوزع البطاقات يوم 20 من الشهر الجاري."
    assert values(text, date(2026, 5, 1)) == ["2026-04-22", "2026-05-07"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{قرر} المجلس [بناء مدرسة قبل نهاية السنة]", ("قبل نهاية السنة", "../2026-12-31")),
        ("{تعهد} الوزير ب[صرف المنح في أقرب الآجال]", ("في أقرب الآجال", None)),
        (
            "{اتفق} الطرفان على [صرف المنح بداية من يناير 2026 في أجل أقصاه 30 يونيو 2026]",
            ("في أجل أقصاه 30 يونيو 2026", "../2026-06-30"),
        ),
        ("{التزم} ب[تسليم الملف في موعده يوم 20 يونيو]", ("يوم 20 يونيو", "2026-06-20")),
        ("{قرر} المكتب [تأجيل الإضراب المقرر غدا]", None),
        (
            "{قرر} المكتب [تأجيل اللقاء المقرر غدا إلى يوم الأحد المقبل]",
            ("إلى يوم الأحد المقبل", "2026-05-17"),
        ),
        ("{صادق} على [مشروع الميزانية لسنة 2027]", None),
        ("{وعد} ب[تنفيذ اتفاق 6 أبريل 2016]", None),
        ("{قرر} المجلس [مراجعة القرارات التي صدرت الشهر الماضي]", None),
        ("{تعهد} ب[مواصلة العمل الذي بدأ منذ شهرين]", None),
        ("{قرر} [عقد لقاء كل ثلاثة أشهر]", None),
        ("{قرر} [عقد اللقاء على الساعة العاشرة صباحا]", None),
        ("{وعد} [بتجديد العقد لمدة السنوات الخمس القادمة]", None),
        ("{أوصى} [بإحداث لجنة]، خلال شهر", ("خلال شهر", "2026-05-13/2026-06-13")),
        ("{أعلن} [إحداث لجنة] اليوم بالرباط", None),
        ("{قرر} المكتب المجتمع أمس [إحداث لجنة]", None),
    ],
)
def test_the_deadline_of_an_action(text: str, expected: tuple[str, str | None] | None) -> None:
    assert due(text) == expected


def test_a_time_between_verb_and_action_counts_for_a_future_verb_only() -> None:
    text = "{سيتم} مساء السبت المقبل [البت في الطلبات]"
    assert due(text, ahead=True) == ("مساء السبت المقبل", "2026-05-16")
    assert due(text) is None


def test_a_time_that_opens_the_clause_counts_for_a_future_verb_only() -> None:
    text = "وأضاف، في غضون أسبوعين {ستوزع} الجمعية [المنح على الطلبة]"
    assert due(text, ahead=True) == ("في غضون أسبوعين", "2026-05-13/2026-05-27")
    assert due(text) is None
    assert due("تحدث عن حصيلة الأسبوع المقبل وقال إنه {سينظم} [لقاء مفتوحا]", ahead=True) is None


def test_a_length_counts_from_its_meeting_and_tomorrow_from_today() -> None:
    meeting = date(2026, 5, 4)
    assert due("{تعهد} ب[رد مكتوب خلال أسبوع]", reference=meeting) == (
        "خلال أسبوع",
        "2026-05-04/2026-05-11",
    )
    assert due("{تعهد} ب[رد مكتوب غدا]", reference=meeting) == ("غدا", "2026-05-14")
    assert due("{تعهد} ب[رد مكتوب الأسبوع المقبل]", reference=meeting) == (
        "الأسبوع المقبل",
        "2026-05-11/2026-05-17",
    )


def test_next_week_does_not_count_from_a_meeting_of_long_ago_or_to_come() -> None:
    text = "{تعهد} ب[رد مكتوب الأسبوع المقبل]"
    for meeting in (date(2026, 1, 4), date(2026, 6, 20)):
        assert due(text, reference=meeting) == ("الأسبوع المقبل", "2026-05-18/2026-05-24")


def test_a_limit_at_the_end_binds_the_actions_before_it_in_the_sentence() -> None:
    times = context(
        "تم الاتفاق على دراسة النص ومناقشته وعرضه على المجلس في أجل لا يتجاوز شهرين. ونشر البلاغ."
    )
    actions = [range(3, 5), range(5, 6), range(6, 13), range(14, 15)]
    alone = [times.deadline_for(action, range(2)) for action in actions]
    assert [deadline is not None for deadline in alone] == [False, False, True, False]
    shared = times.shared_deadlines(actions, alone)
    assert [deadline and deadline.value for deadline in shared] == ["2026-05-13/2026-07-13"] * 3 + [None]


def test_a_day_at_the_end_binds_only_its_own_action() -> None:
    times = context("تم الاتفاق على دراسة النص وعقد لقاء يوم الجمعة المقبل.")
    actions = [range(3, 5), range(5, 10)]
    alone = [times.deadline_for(action, range(2)) for action in actions]
    assert times.shared_deadlines(actions, alone) == alone
    assert alone[0] is None and alone[1] is not None


def test_a_time_in_front_binds_the_actions_that_follow() -> None:
    times = context("وفي ظرف يومين ستتبلور الحلول وستعرض على اللجنة.")
    actions = [range(5), range(5, 8)]
    alone = [times.deadline_for(action, action, ahead=True) for action in actions]
    values = [deadline and deadline.value for deadline in times.shared_deadlines(actions, alone)]
    assert values == ["2026-05-13/2026-05-15"] * 2


@pytest.mark.parametrize(
    ("text", "planned", "expected"),
    [
        ("عقد اللقاء يوم الاثنين", False, "2026-05-11"),
        ("يعقد اللقاء يوم الاثنين", True, "2026-05-18"),
        ("زار الوفد المدينة مطلع الشهر الجاري", False, "2026-05"),
        ("يعقد المؤتمر نهاية يوليوز", True, "2026-07"),
        ("دخلوا في اعتصام منذ أمس", False, "2026-05-12"),
        ("يتواصل اللقاء إلى غاية 15 ماي 2026", True, "2026-05-15"),
        ("اجتمعوا قبل أسبوع", False, "2026-05-06"),
        ("عقد لقاء حول ميزانية لسنة 2025", False, None),
        ("عقد المجلس دورته العادية لشهر أكتوبر 2025", False, "2025-10"),
        ("عقد المجلس دورة فبراير العادية", False, "2026-02"),
        ("تحدث عن اتفاق 6 أبريل 2016", False, None),
        ("يجتمعون كل أسبوع", None, None),
        ("يعقد اللقاء قريبا", True, None),
        ("سلموا الملف قبل 20 ماي", True, None),
    ],
)
def test_what_a_time_says_of_the_date_of_a_meeting(
    text: str, planned: bool | None, expected: str | None
) -> None:
    times = context(text)
    (timex,) = times.timexes
    assert times.meeting_date(timex, planned=planned) == expected


def test_an_undated_meeting_has_the_day_that_the_news_told_before() -> None:
    text = (
        "قال الوزير، الاثنين، إن الملف جاهز. وأكد ذلك خلال ندوة صحفية. "
        + "ثم عاد. " * 4
        + "وشكر الجميع في لقاء."
    )
    times = context(text)
    place = {token.folded: token.index for token in times.doc.tokens}
    assert times.told_on(place["ندوه"]) == "2026-05-11"
    assert times.told_on(place["لقاء"]) is None
    assert times.told_on(0) is None


def test_times_that_point_ahead_tell_nothing_of_what_was_said() -> None:
    times = context("سيجتمع المكتب غدا وفق ما جاء في لقاء بالمقر.")
    assert times.told_on(len(times.doc.tokens) - 1) is None


def test_a_meeting_lasts_as_long_as_the_words_after_it_say() -> None:
    times = context("يعقد المؤتمر يوم 25 نونبر المقبل بالرباط لمدة يومين. ويدوم العقد لمدة سنة.")
    whole, after = range(1, 12), range(len(times.doc.tokens) - 2, len(times.doc.tokens))
    assert times.lasting("2026-11-25", [whole]) == "2026-11-25/2026-11-26"
    assert times.lasting("2026-11-25", [whole], ending=True) == "2026-11-24/2026-11-25"
    assert times.lasting("2026-11", [whole]) == "2026-11"
    assert times.lasting("2026-11-25/2026-11-28", [whole]) == "2026-11-25/2026-11-28"
    assert times.lasting("2026-11-25", [after]) == "2026-11-25"


def test_the_same_month_is_the_one_that_was_named_before() -> None:
    text = "يفتح التسجيل في 3 غشت 2026 وتعلن النتائج في الخامس عشر من الشهر نفسه."
    assert values(text) == ["2026-08-03", "2026-08-15"]
    assert values("تعلن النتائج في الخامس عشر من الشهر نفسه.") == ["2026-05-15"]


def test_a_limit_that_is_past_is_still_a_limit() -> None:
    assert due("{التزمت} الشركة [بتسليم القاعة قبل متم 2024]") == ("قبل متم 2024", "../2024-12-31")


def test_what_is_put_off_to_a_month_is_due_then() -> None:
    assert due("{قرر} المجلس [إرجاء الافتتاح إلى شتنبر]") == ("إلى شتنبر", "2026-09")


def test_a_time_after_an_action_may_stand_behind_small_words() -> None:
    due_then = ("قبل متم يونيو 2026", "../2026-06-30")
    assert due("{ستعلن} [لجنة التحكيم عن الفائزين] فيها وذلك قبل متم يونيو 2026", ahead=True) == due_then
    assert due("{ستعلن} [لجنة التحكيم عن الفائزين] بعد نقاش فتح قبل متم يونيو 2026", ahead=True) is None
