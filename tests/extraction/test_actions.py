"""Where actions begin and end, and where conjuncts part, on sentences written for each rule."""

import pytest

from extraction.actions import Choices, find_actions
from extraction.conjuncts import Joint
from extraction.context import read_context
from extraction.endings import Ending
from extraction.triggers import find_triggers


def never(joint: Joint) -> bool:
    return False


def always(joint: Joint) -> bool:
    return True


def open_ended(ending: Ending) -> bool:
    return False


def actions(text: str, parted: bool = False) -> list[str]:
    """The quotes of the actions of the first trigger that has any."""
    ctx = read_context(text)
    for trigger in find_triggers(ctx):
        found = find_actions(ctx, trigger, Choices(always if parted else never, open_ended))
        if found:
            return [ctx.doc.quote(action.start, action.end) for action in found]
    return []


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("تعهد الوزير بإصلاح الطريق.", "بإصلاح الطريق"),
        ("اتفق الطرفان على فتح المعبر.", "فتح المعبر"),
        ("قرر المجلس البلدي بناء سوق أسبوعي.", "بناء سوق أسبوعي"),
        ("قررت اللجنة خلال اجتماعها الأخير تنظيم يوم دراسي.", "تنظيم يوم دراسي"),
        ("اتفق الطرفان على ضرورة فتح المعبر.", "فتح المعبر"),
        ("تعهد الوزير بعدم إغلاق المدرسة.", "بعدم إغلاق المدرسة"),
        ("وعد الوزير المكلف بتشكيل الحكومة بسحب القانون.", "بسحب القانون"),
        ("ستعمل الجماعة على إصلاح الطريق.", "إصلاح الطريق"),
        ("سيتم إصلاح الطريق.", "إصلاح الطريق"),
        ("سيتم العمل على إصلاح الطريق.", "إصلاح الطريق"),
        ("وعد المدير بأن العمل سينتهي قريبا.", "العمل سينتهي قريبا"),
        ("اتفق الأعضاء على أن تتولى اللجنة تتبع المشروع.", "تتولى اللجنة تتبع المشروع"),
    ],
)
def test_begins_after_what_the_trigger_takes(text: str, action: str) -> None:
    assert actions(text) == [action]


@pytest.mark.parametrize(
    "text",
    [
        "اتفق الجميع على أن الوتيرة سريعة.",
        "اتفق الحاضرون على أن الأشغال تسير ببطء.",
        "تعهد الوزير.",
        "قرر المجلس.",
    ],
)
def test_agreeing_that_something_is_so_is_no_action(text: str) -> None:
    assert actions(text) == []


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("تعهد الوزير بإصلاح الطريق مؤكدا أن الأشغال متواصلة.", "بإصلاح الطريق"),
        ("تعهد الوزير بإصلاح الطريق، حيث اكتملت الدراسات.", "بإصلاح الطريق"),
        ("تعهد الوزير بإصلاح الطريق وقال إن الأشغال متواصلة.", "بإصلاح الطريق"),
        ("تعهد الوزير بإصلاح الطريق حسب بلاغ للوزارة.", "بإصلاح الطريق"),
        ("قررت النقابة تنظيم إضراب احتجاجا على التأخر.", "تنظيم إضراب"),
        ("تعهد الوزير بإصلاح الطريق وفي هذا الإطار تم تخصيص اعتماد مالي.", "بإصلاح الطريق"),
        ("تعهد الوزير بإصلاح الطريق وفق معايير حديثة.", "بإصلاح الطريق وفق معايير حديثة"),
        ("قرر المجلس بناء السوق الذي احترق.", "بناء السوق الذي احترق"),
    ],
)
def test_ends_where_something_else_is_said(text: str, action: str) -> None:
    assert actions(text) == [action]


def test_conjuncts_part_at_parallel_masdars() -> None:
    text = "أوصى المشاركون بإحداث مرصد وطني وتنظيم ملتقى سنوي، وكذلك إنشاء موقع للتوثيق."
    assert actions(text, parted=True) == ["بإحداث مرصد وطني", "وتنظيم ملتقى سنوي", "إنشاء موقع للتوثيق"]


def test_a_proviso_is_a_further_action() -> None:
    text = "قرر المجلس إحداث لجنة مختلطة على أن تتولى البلدية توفير المقر."
    assert actions(text, parted=True) == ["إحداث لجنة مختلطة", "تتولى البلدية توفير المقر"]


def test_a_list_goes_on_after_an_interrupting_clause() -> None:
    text = "تم الاتفاق على إحداث لجنة، وتضم اللجنة ممثلين عن السكان، وتنظيم لقاء شهري."
    assert "وتنظيم لقاء شهري" in actions(text, parted=True)


def test_what_takes_place_may_stand_before_its_verb() -> None:
    text = "أوضح المدير أن عملية تسجيل المترشحين ستنطلق يوم الاثنين."
    assert actions(text) == ["عملية تسجيل المترشحين ستنطلق يوم الاثنين"]


def test_marked_lists_over_lines() -> None:
    text = "وخرج اللقاء بالتوصيات التالية:\n1- إحداث مرصد وطني.\n2- تنظيم ملتقى سنوي.\n3- دعم الجمعيات."
    assert actions(text) == ["إحداث مرصد وطني", "تنظيم ملتقى سنوي", "دعم الجمعيات"]


def test_dashes_inside_a_line() -> None:
    text = "قرر المجلس ما يلي: - بناء سوق أسبوعي - إصلاح المسالك."
    assert actions(text) == ["بناء سوق أسبوعي", "إصلاح المسالك"]
