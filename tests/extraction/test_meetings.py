"""The occasions of an article: which there are, and what is told of each."""

from datetime import date

import pytest

from extraction import extract
from extraction.actors import Entities
from extraction.meetings import find_meetings
from extraction.phrases import Phrases
from extraction.timex import recognise
from extraction.tokens import read
from extraction.types import Meeting, MeetingKind

PUBLISHED = date(2017, 3, 9)  # a Thursday


def meetings(text: str, published: date | None = PUBLISHED) -> tuple[Meeting, ...]:
    table = Phrases(read(text))
    return find_meetings(table, Entities(table), recognise(table.doc), published).records()


def only(text: str, published: date | None = PUBLISHED) -> Meeting:
    """The one meeting of a text."""
    found = meetings(text, published)
    assert len(found) == 1, [[span.quote(text) for span in m.mentions] for m in found]
    return found[0]


def names(parties: tuple[object, ...]) -> list[str]:
    return [party.name for party in parties]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("عقدت لجنة التعليم أمس الأربعاء اجتماعا بمقر الجماعة.", MeetingKind.MEETING),
        ("صادق النواب على القانون خلال جلسة عامة انعقدت أمس بمجلس النواب.", MeetingKind.SESSION),
        ("انعقدت أمس بمقر الولاية جلسة عمل بين الوالي والنقابات.", MeetingKind.MEETING),
        ("تعقد الجمعية يوم السبت جمعها العام بالرباط.", MeetingKind.ASSEMBLY),
        ("نظمت الكلية أمس ندوة علمية حول الماء بمراكش.", MeetingKind.FORUM),
        ("قال الوزير في مؤتمر صحفي عقده أمس إن العمل جار.", MeetingKind.FORUM),
        ("نظمت الوزارة أمس ورشة عمل لفائدة المديرين بطنجة.", MeetingKind.TRAINING),
        ("قام وزير الصحة أمس بزيارة ميدانية إلى مدينة فاس.", MeetingKind.VISIT),
        ("أقامت البلدية أمس حفل تكريم للمتقاعدين بقاعة الأفراح.", MeetingKind.CEREMONY),
        ("نفذ الأعوان أمس وقفة احتجاجية أمام مقر الوزارة.", MeetingKind.PROTEST),
        ("عقد حزب الوسط أمس مؤتمره الوطني الثالث بسوسة.", MeetingKind.ASSEMBLY),
    ],
)
def test_the_kind_follows_the_head_and_the_words_beside_it(text: str, kind: MeetingKind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "يعرف مجلس النواب تركيبة جديدة.",
        "السبب الاجتماعي للظاهرة معروف.",
        "قام المعلم بدوره كاملا في المدرسة.",
        "فاز الفريق بمباراة القمة في الدوري.",
        "جلس المدير في قاعة الاجتماعات وحيدا.",
        "ينشط في حزب المؤتمر منذ سنوات.",
    ],
)
def test_what_is_no_meeting(text: str) -> None:
    assert meetings(text) == ()


def test_all_mentions_of_one_occasion_are_one_record() -> None:
    text = (
        "عقد مجلس المدينة أمس الأربعاء اجتماعا بمقر الجماعة. وناقش الاجتماع ملف النقل. "
        "وفي ختام هذا الاجتماع شكر الرئيس الحاضرين."
    )
    found = only(text)
    assert [span.quote(text).split()[0] for span in found.mentions] == ["اجتماعا", "الاجتماع", "الاجتماع"]


def test_two_days_are_two_occasions() -> None:
    text = "عقدت اللجنة يوم 2 مارس 2017 اجتماعا بالرباط. وستعقد اللجنة يوم 20 مارس 2017 اجتماعا آخر بفاس."
    assert [m.date for m in meetings(text)] == ["2017-03-02", "2017-03-20"]


def test_a_mention_starts_at_its_head_word() -> None:
    text = "ترأس والي الجهة أمس اجتماعا موسعا مع رؤساء الجماعات."
    assert only(text).mentions[0].quote(text).startswith("اجتماعا")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("عقد المجلس أمس الأربعاء اجتماعا بمقر الجماعة.", "2017-03-08"),
        ("تنظم الجمعية يومي 24 و25 مارس الجاري ملتقى علميا بقابس.", "2017-03-24/2017-03-25"),
        ("انعقد الاجتماع يوم 2 فبراير 2016 بالرباط.", "2016-02-02"),
        ("يعقد الحزب مؤتمره الوطني خلال شهر أكتوبر المقبل بمراكش.", "2017-10"),
        ("عقد المجلس اجتماعا بمقر الجماعة مع ممثلي النقابات.", None),
    ],
)
def test_the_date_is_that_of_the_occasion(text: str, value: str | None) -> None:
    assert only(text).date == value


def test_the_day_of_a_decision_is_not_that_of_the_meeting() -> None:
    text = "قرر مجلس المدينة اليوم الخميس عقد اجتماع بمقر الجماعة يوم 20 مارس 2017."
    assert only(text).date == "2017-03-20"


def test_the_hour_is_read() -> None:
    text = "تعقد اللجنة يوم 20 مارس 2017 على الساعة العاشرة صباحا اجتماعا بمقر الجماعة."
    assert only(text).time == "10:00"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("عقد المجلس أمس اجتماعا بمقر وزارة الصحة.", "مقر وزارة الصحة"),
        ("احتضنت مدينة صفاقس أمس ملتقى حول البيئة.", "مدينة صفاقس"),
        ("نظم المحتجون أمس وقفة احتجاجية أمام مقر الولاية.", "أمام مقر الولاية"),
        ("قام الوفد أمس بزيارة رسمية إلى تونس.", "تونس"),
        ("عقدت أمس بالرباط ندوة صحفية حول الموضوع.", "الرباط"),
    ],
)
def test_the_place_is_quoted(text: str, place: str) -> None:
    assert only(text).place == place


@pytest.mark.parametrize(
    "text",
    [
        "انعقد أمس بمقر الولاية اجتماع برئاسة والي الجهة كمال الرامي.",
        "انعقد أمس بمقر الولاية اجتماع تحت إشراف والي الجهة كمال الرامي.",
        "ترأس والي الجهة كمال الرامي أمس اجتماعا بمقر الولاية.",
        "انعقد أمس بمقر الولاية اجتماع ترأسه والي الجهة كمال الرامي.",
        "أكد والي الجهة كمال الرامي، خلال إشرافه أمس على اجتماع بمقر الولاية، أهمية الملف.",
        "انعقد أمس بمقر الولاية اجتماع أداره والي الجهة كمال الرامي.",
        "شدد والي الجهة كمال الرامي، عقب اجتماع ترأسه أمس بمقر الولاية، على أهمية الملف.",
        "أشرف والي الجهة كمال الرامي أمس على اجتماع بمقر الولاية.",
        "ذكر البلاغ أن والي الجهة كمال الرامي ترأس اجتماعا للجنة اليقظة أمس.",
    ],
)
def test_the_chair_is_found_by_noun_verb_and_masdar(text: str) -> None:
    assert names(only(text).chair) == ["والي الجهة كمال الرامي"]


@pytest.mark.parametrize(
    "text",
    [
        "نظمت جمعية الأمل أمس ندوة حول الماء بمراكش.",
        "ندوة حول الماء نظمتها جمعية الأمل أمس بمراكش.",
        "انعقدت أمس بمراكش ندوة حول الماء من تنظيم جمعية الأمل.",
    ],
)
def test_the_organizer_is_found(text: str) -> None:
    assert names(only(text).organizers) == ["جمعية الأمل"]


def test_participants_are_listed_in_order() -> None:
    text = "انعقد أمس اجتماع بمقر الولاية بحضور رئيس الجهة ومدير التعليم وعدد من المنتخبين."
    assert names(only(text).participants) == ["رئيس الجهة", "مدير التعليم", "عدد من المنتخبين"]


@pytest.mark.parametrize(
    "text",
    [
        "التقى وزير الصحة كمال الرامي أمس رئيس النقابة سعيد الفاسي.",
        "انعقد أمس لقاء بين وزير الصحة كمال الرامي ورئيس النقابة سعيد الفاسي.",
        "انعقد أمس لقاء جمع وزير الصحة كمال الرامي برئيس النقابة سعيد الفاسي.",
    ],
)
def test_the_two_sides_take_part(text: str) -> None:
    found = only(text)
    both = set(names(found.participants)) | set(names(found.organizers))
    assert {"وزير الصحة كمال الرامي", "رئيس النقابة سعيد الفاسي"} <= both


def test_a_participant_has_the_fullest_name() -> None:
    text = "صرح وزير الصحة كمال الرامي بأن العمل جار. وعقدت النقابة أمس بمقرها اجتماعا بحضور الوزير."
    assert "وزير الصحة كمال الرامي" in names(only(text).participants)


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("سيعقد المجلس يوم 20 مارس 2017 اجتماعا بالرباط.", True),
        ("تعتزم الجمعية تنظيم ندوة علمية حول الماء بمراكش.", True),
        ("عقد المجلس يوم 2 مارس 2017 اجتماعا بالرباط.", False),
        ("وأكد الوزير خلال الاجتماع الذي عقد أمس بالرباط أهمية الملف.", False),
    ],
)
def test_planned_or_held(text: str, planned: bool) -> None:
    assert only(text).planned is planned


def test_a_commitment_is_linked_to_the_meeting_it_was_made_in() -> None:
    text = (
        "عقد مجلس المدينة أمس الأربعاء اجتماعا بمقر الجماعة مع ممثلي السكان. "
        "وتعهد رئيس المجلس كمال الرامي خلال الاجتماع بإصلاح الطريق."
    )
    found = extract(text, PUBLISHED)
    assert [c.meeting for c in found.commitments] == [found.meetings[0].id]


def test_spelling_noise_moves_offsets_only() -> None:
    plain = "عقد مجلس المدينة أمس الأربعاء اجتماعا بمقر الجماعة برئاسة كمال الرامي."
    noisy = "عَقَدَ مجلس المدينة امس الاربعاء اجتماعًا بمقر الجماعة برئاسة كمال الرامـي."
    one, other = only(plain), only(noisy)
    assert (one.kind, one.date, one.planned) == (other.kind, other.date, other.planned)
    assert [span.quote(noisy)[:4] for span in other.mentions] == ["اجتم"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("دعت النقابة العمال إلى وقفة يوم السبت أمام المعمل.", "2017-03-11"),
        ("نظم العمال وقفة السبت أمام المعمل.", "2017-03-04"),
        (
            "اختتم أمس الأربعاء بفاس المؤتمر الوطني للماء الذي نظمته الجمعية على مدى يومين.",
            "2017-03-07/2017-03-08",
        ),
        ("تنظم الكلية يوم 20 مارس 2017 ندوة حول الماء لمدة يومين.", "2017-03-20/2017-03-21"),
    ],
)
def test_a_date_turns_with_its_verb_and_lasts_as_told(text: str, date: str) -> None:
    assert only(text).date == date


@pytest.mark.parametrize(
    "text",
    ["يلتئم غدا الجمعة بمدينة فاس المكتب التنفيذي للنقابة.", "قال إن المكتب التنفيذي سيلتئم غدا الجمعة."],
)
def test_a_body_that_convenes_is_an_occasion(text: str) -> None:
    assert only(text).date == "2017-03-10"


def test_a_sitting_in_which_somebody_meets_is_one_with_the_verb() -> None:
    found = only("التقى وزير الصحة رؤساء الجماعات أمس بمدينة الرباط في اجتماع خصص للميزانية.")
    assert len(found.mentions) == 2
