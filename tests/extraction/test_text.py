"""Folding keeps a way back to the original; sentences end where a reader stops."""

import pytest

from extraction.text import fold, fold_word, paragraphs, sentences
from extraction.types import Span

PLAIN = "اتفق المجلس على بناء المدرسة"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("إِنْشَاءُ", "انشاء"),
        ("مدرســـة", "مدرسه"),
        ("مسؤول", "مسوول"),
        ("شؤون الهيئة", "شوون الهييه"),
        ("مصطفى", "مصطفي"),
        ("آل", "ال"),
        ("ٱلعهد", "العهد"),
        ("٢٠٢٤ و۱۴۰۲", "2024 و1402"),
        ("کمیته", "كميته"),
        ("ﻻ ﻷن", "لا لان"),
        ("\ufe8d\ufedf\ufecc\ufeec\ufeaa", "العهد"),
        ("\u202bنص\u202c", "نص"),
        ("مي\u200cخواهد", "ميخواهد"),
        ("ا\u0654مر", "امر"),
        ("٢٫٥٪", "2.5%"),
    ],
)
def test_spellings_fold_to_one(written: str, folded: str) -> None:
    assert fold(written).text == folded == fold_word(written)


def test_plain_text_maps_to_itself() -> None:
    folded = fold(PLAIN)
    assert list(folded.offsets) == list(range(len(PLAIN) + 1))
    assert folded.span(5, 11) == Span(5, 11)


def test_a_span_takes_the_marks_of_its_last_letter_and_no_control() -> None:
    text = "تمَّ\u200f الاتفاقُ"
    folded = fold(text)
    assert folded.text == "تم الاتفاق"
    assert folded.span(0, 2).quote(text) == "تمَّ"
    assert folded.span(3, 10).quote(text) == "الاتفاقُ"
    assert len(folded.offsets) == len(folded.text) + 1 and folded.offsets[-1] == len(text)


def test_both_letters_of_a_ligature_come_from_one_character() -> None:
    text = "قال ﻻ غير"
    folded = fold(text)
    assert folded.text == "قال لا غير"
    assert folded.span(4, 6).quote(text) == "ﻻ"
    assert folded.span(5, 6).quote(text) == "ﻻ"
    assert folded.span(7, 10).quote(text) == "غير"


@pytest.mark.parametrize("text", ["", "\u064b\u064b", "\u200f", "ـ"])
def test_text_without_a_letter_folds_to_nothing(text: str) -> None:
    assert fold(text).text == ""
    assert list(fold(text).offsets) == [len(text)]
    assert sentences(fold(text).text) == paragraphs(fold(text).text) == []


def pieces(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. بدا اللقاء!", ["وصل الوفد.", "بدا اللقاء!"]),
        ("صدر القرار.واضاف الرييس", ["صدر القرار.", "واضاف الرييس"]),
        ("خصصت 5.4 مليون درهم. انتهي", ["خصصت 5.4 مليون درهم.", "انتهي"]),
        ("قال د. سعيد ان الامر تم", ["قال د. سعيد ان الامر تم"]),
        ("حضر أ.د. سعيد", ["حضر أ.د. سعيد"]),
        ("سنة 1442ه. ثم عاد", ["سنة 1442ه.", "ثم عاد"]),
        ("1. بناء السوق\n2. فتح الطريق", ["1. بناء السوق", "2. فتح الطريق"]),
        ("زيارة موقع ahd.example.org اليوم", ["زيارة موقع ahd.example.org اليوم"]),
        ('قال: "تم الامر." ثم خرج', ['قال: "تم الامر."', "ثم خرج"]),
        ('تم الامر."هذا" صحيح', ["تم الامر.", '"هذا" صحيح']),
        ("هل حضر؟! نعم...", ["هل حضر؟!", "نعم..."]),
        ("سنة 2024. وبعدها", ["سنة 2024.", "وبعدها"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_paragraphs_skip_blank_lines() -> None:
    text = "اول\r\n\n  \nثان\u2028ثالث"
    assert [text[a:b] for a, b in paragraphs(text)] == ["اول", "ثان", "ثالث"]
