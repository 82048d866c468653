"""Where a name starts and ends in running text."""

import itertools

import pytest

from extraction.phrases import Phrases
from extraction.tokens import read


def phrase(text: str, start: str) -> str:
    """The text of the phrase that starts at the first token beginning with `start`."""
    doc = read(text)
    index = next(token.index for token in doc.tokens if text.startswith(start, token.start))
    table = Phrases(doc)
    found = table.at(index)
    assert found is not None, f"no phrase at {start}"
    return table.text(found)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("أعلن وزير الصحة كمال الرامي أمس عن الخطة", "وزير", "وزير الصحة كمال الرامي"),
        ("أعلن وزير الصحة، كمال الرامي، عن الخطة", "وزير", "وزير الصحة، كمال الرامي"),
        ("قال مدير عام المعهد كمال الرامي إن العمل جار", "مدير", "مدير عام المعهد كمال الرامي"),
        ("صرح كاتب عام نقابة الصيد بذلك", "كاتب", "كاتب عام نقابة الصيد"),
        (
            "أوضح كمال الرامي المتحدث الرسمي باسم أمانة الساحل أن العمل جار",
            "كمال",
            "كمال الرامي المتحدث الرسمي باسم أمانة الساحل",
        ),
        (
            "صرح سعيد الرامي الأمين العام المساعد للنقابة بذلك",
            "سعيد",
            "سعيد الرامي الأمين العام المساعد للنقابة",
        ),
        ("أعلنت اللجنة المحلية للانتخابات البلدية النتائج", "اللجنة", "اللجنة المحلية للانتخابات البلدية"),
        ("استقبل خالد بن سالم الدرعي الوفد", "خالد", "خالد بن سالم الدرعي"),
        ("أفاد عبد الواحد كردوس بذلك", "عبد", "عبد الواحد كردوس"),
        ("قالت إنغريد هولم، وزيرة البيئة، إن العمل جار", "إنغريد", "إنغريد هولم، وزيرة البيئة"),
        ("اتفق الطرفان المغربي على ذلك", "الطرفان", "الطرفان المغربي"),
        ("التزمت الأطراف الموقعة بالأجل", "الأطراف", "الأطراف الموقعة"),
        ("قالت سميرة بنعلي، رئيسة جمعية الأمل، إن العمل جار", "سميرة", "سميرة بنعلي، رئيسة جمعية الأمل"),
        (
            "حضر السيد كمال الرامي الأمين العام لنقابة التعليم",
            "السيد",
            "السيد كمال الرامي الأمين العام لنقابة التعليم",
        ),
        ("التقى بنائب برلماني عن حزب الوسط أمس", "بنائب", "نائب برلماني عن حزب الوسط"),
        ("أفادت وزارة الشباب والرياضة بأن الأشغال انطلقت", "وزارة", "وزارة الشباب والرياضة"),
        ("قررت الهيئة الوطنية لحماية المعطيات إحداث لجنة", "الهيئة", "الهيئة الوطنية لحماية المعطيات"),
        ("استقبل رئيس الحكومة الوفد", "رئيس", "رئيس الحكومة"),
        ("حضره عدد من نواب المدينة ثم انصرفوا", "عدد", "عدد من نواب المدينة"),
        ("دعا الدكتور علي حسن إلى الهدوء", "الدكتور", "الدكتور علي حسن"),
        ("صرح رئيس المجلس على هامش اللقاء", "رئيس", "رئيس المجلس"),
        ("منحت الجائزة لوزير الثقافة", "لوزير", "وزير الثقافة"),
        ("أوصى رؤساء وأعضاء اللجان بذلك", "رؤساء", "رؤساء وأعضاء اللجان"),
        ('نظمت منظمة "البحر النظيف" حملة', "منظمة", 'منظمة "البحر النظيف"'),
        ("قرر الحاضرون المشروع الجديد", "الحاضرون", "الحاضرون"),
    ],
)
def test_a_name_is_cut_where_it_ends(text: str, start: str, expected: str) -> None:
    assert phrase(text, start) == expected


def test_marks_and_hamza_seats_change_nothing() -> None:
    plain = phrase("أعلن وزير الصحة كمال الرامي أمس", "وزير")
    marked = phrase("أعلن وزيرُ الصِّحَّة كمال الرامي أمس", "وزير")
    assert plain == "وزير الصحة كمال الرامي"
    assert marked == "وزيرُ الصِّحَّة كمال الرامي"


def test_a_proclitic_is_not_part_of_the_name() -> None:
    text = "والتقى بِوزيرة الصحة"
    doc = read(text)
    table = Phrases(doc)
    found = table.at(1)
    assert found is not None
    assert table.span(found).quote(text) == "وزيرة الصحة"


def test_a_list_of_parties_is_read_in_order() -> None:
    doc = read("بحضور رئيس الجهة ووالي المنطقة، ومدير المعهد وعدد من المنتخبين.")
    table = Phrases(doc)
    names = [table.text(item) for item in table.coordinated(1)]
    assert names == ["رئيس الجهة", "والي المنطقة", "مدير المعهد", "عدد من المنتخبين"]


def test_no_phrase_crosses_a_sentence() -> None:
    doc = read("التقى وزير الصحة. كمال الرامي غادر.")
    found = Phrases(doc).at(1)
    assert found is not None
    assert doc.quote(found.start, found.end) == "وزير الصحة"


def test_outer_phrases_do_not_overlap() -> None:
    doc = read("عقد مجلس المدينة اجتماعا مع جمعية الأمل بحضور السيد كمال الرامي رئيس اللجنة.")
    outer = Phrases(doc).outer()
    assert all(a.end <= b.start for a, b in itertools.pairwise(outer))
    assert any(doc.quote(p.start, p.end) == "جمعية الأمل" for p in outer)
