"""Numbers in words and digits, read where a length or a date uses them."""

import pytest

from extraction.timex import recognise
from extraction.timex.types import CalendarDate, Length
from extraction.timex.words import islands
from extraction.tokens import read


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("ثلاثة", 3),
        ("خمس", 5),
        ("عشرة", 10),
        ("أحد عشر", 11),
        ("إحدى عشرة", 11),
        ("اثني عشر", 12),
        ("اثنتا عشرة", 12),
        ("ثلاثة عشر", 13),
        ("تسع عشرة", 19),
        ("عشرين", 20),
        ("واحد وعشرين", 21),
        ("خمسة وعشرون", 25),
        ("تسعة وتسعين", 99),
        ("مائة", 100),
        ("مئة", 100),
        ("مائة وخمسين", 150),
        ("مائة وخمسة وستين", 165),
        ("مائتي", 200),
        ("ثلاثمائة", 300),
        ("ثلاث مائة", 300),
        ("خمسمائة وأربعة عشر", 514),
        ("ألف", 1000),
        ("ألف ومائة", 1100),
        ("ألفين وخمسمائة", 2500),
        ("ثلاثة آلاف", 3000),
        ("ستة آلاف وستمائة وستة وستين", 6666),
        ("15", 15),
        ("١٥", 15),
        ("۴۵", 45),
        ("120", 120),
    ],
)
def test_a_count_before_a_unit(words: str, count: int) -> None:
    (timex,) = recognise(read(f"ينجز العمل خلال {words} يوما كاملة"))
    assert isinstance(timex.moment, Length)
    assert timex.moment.count == count


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("الأول", 1),
        ("الثاني", 2),
        ("العاشر", 10),
        ("الحادي عشر", 11),
        ("الثاني عشر", 12),
        ("التاسع عشر", 19),
        ("العشرين", 20),
        ("الحادي والعشرين", 21),
        ("الثامن والعشرين", 28),
        ("الثلاثين", 30),
        ("الحادي والثلاثين", 31),
        ("الـ27", 27),
        ("٠٧", 7),
    ],
)
def test_a_day_before_a_month(words: str, day: int) -> None:
    (timex,) = recognise(read(f"ينعقد الجمع في {words} من غشت بالمقر"))
    assert isinstance(timex.moment, CalendarDate)
    assert (timex.moment.day, timex.moment.month) == (day, 8)


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("ألفين", 2000),
        ("ألفين وستة", 2006),
        ("ألفين وستة وعشرين", 2026),
        ("ألف وتسعمائة وست وخمسين", 1956),
        ("2026", 2026),
        ("٢٠٢٦", 2026),
    ],
)
def test_a_year(words: str, year: int) -> None:
    (timex,) = recognise(read(f"تأسست الجمعية سنة {words} بالمدينة"))
    assert isinstance(timex.moment, CalendarDate)
    assert timex.moment.year == year


def test_numbers_that_only_stand_side_by_side_stay_apart() -> None:
    (island,) = islands(read("الثالث والرابع"))
    assert [(atom.label, atom.value) for atom in island if atom.label == "ORD"] == [("ORD", 3), ("ORD", 4)]
