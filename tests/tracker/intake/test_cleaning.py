"""What pasted text becomes, what is refused, and that neither takes longer than the text is long."""

import time
from datetime import date

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from tracker.services import cleaning
from tracker.services.cleaning import Refused
from tracker.services.markup import plain

MARKUP = [
    ("<p>قرر المجلس</p><p>بناء مدرسة</p>", "قرر المجلس\nبناء مدرسة"),
    ("قرر&nbsp;المجلس &laquo;بناء&raquo; &#1605;درسة", "قرر\xa0المجلس «بناء» مدرسة"),
    ("<ul><li>أولا<li>ثانيا</ul>ثم", "أولا\nثانيا\nثم"),
    ("سطر <b>غليظ</b>\nسطر آخر", "سطر غليظ\nسطر آخر"),
    ("سطر<br>آخر<br/>ثالث", "سطر\nآخر\nثالث"),
    ("<script>alert('x')</script>نص<style>p{color:red}</style>", "نص"),
    ("<p>قبل<!-- ملاحظة <b>خفية</b> -->بعد</p>", "قبلبعد"),
    ("&lt;p&gt;نص هرب وسمه&lt;/p&gt;", "نص هرب وسمه"),
    ("<!DOCTYPE html><html><head><title>ع</title></head><body>نص</body></html>", "نص"),
    ("3 < 5 و 7 > 2 و AT&T", "3 < 5 و 7 > 2 و AT&T"),
    ("بريد <someone@example.org> هنا", "بريد <someone@example.org> هنا"),
    ("<a href='https://example.org/?a=1&b=2'>رابط</a> ونص", "رابط ونص"),
    ("نص بلا وسم\n\n  وفراغ  ", "نص بلا وسم\n\n  وفراغ  "),
    ("<p>غير مغلق <b>نص", "غير مغلق نص"),
    ("نص <!-- لا يغلق", "نص <!-- لا يغلق"),
]


@pytest.mark.parametrize(("pasted", "stored"), MARKUP)
def test_markup_becomes_text(pasted: str, stored: str) -> None:
    assert plain(pasted) == stored


@pytest.mark.parametrize(("pasted", "_stored"), MARKUP)
def test_clean_text_stays_as_it_is(pasted: str, _stored: str) -> None:
    once = plain(pasted)
    assert plain(once) == once


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0&<"), max_size=200))
def test_text_without_markup_is_kept_to_the_letter(text: str) -> None:
    assert plain(text) == text


@given(st.text(alphabet="<>/!-&;#x1aApbdiv \"'=\nسم", max_size=120))
def test_no_text_breaks_the_cleaning(text: str) -> None:
    assert "\0" not in plain(text)


SHAPES = [
    *(
        "<div>",
        "<a ",
        "<!--",
        "<b>",
        "<",
        "&",
        "&amp;",
        "&#",
        "<li>x",
        "</b>",
        "<script>",
        "<style>a",
        "<![CDATA[",
    ),
    *(
        "<p>ا</p>",
        "<a href='",
        '<p x="',
        "&lt;p&gt;",
        "<table><tr><td>",
        "<svg>",
        "</script",
        "<?",
        "<!doctype ",
    ),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_length_only(shape: str) -> None:
    started = time.perf_counter()
    plain("<p>س" + shape * (200_000 // len(shape)))
    assert time.perf_counter() - started < 3


def test_lines_end_alike_and_control_characters_go() -> None:
    assert cleaning.body("سطر\r\nسطر\rسطر\x07\x1b[1m") == "سطر\nسطر\nسطر[1m"


@pytest.mark.parametrize("text", ["", " \n\t ", "<p>&nbsp;</p>", "<script>x</script>", "<!-- x -->"])
def test_nothing_is_not_an_article(text: str) -> None:
    with pytest.raises(Refused):
        cleaning.body(text)


@pytest.mark.parametrize(("text", "position"), [("نص\0", "2"), ("\udc00نص", "0"), ("نص \ud83d نص", "3")])
def test_what_no_database_can_hold_is_refused_with_its_place(text: str, position: str) -> None:
    with pytest.raises(Refused, match=position):
        cleaning.body(text)


def test_the_limit_counts_bytes_of_utf8(settings: object) -> None:
    settings.AHD_MAX_BODY_BYTES = 1000  # type: ignore[attr-defined]
    assert len(cleaning.body("ع" * 500)) == 500
    with pytest.raises(Refused, match="1002"):
        cleaning.body("ع" * 501)


def test_a_title_is_one_clean_line() -> None:
    assert cleaning.line(" <b>عنوان</b>\n &amp; آخر ") == "عنوان & آخر"
    with pytest.raises(Refused):
        cleaning.line("ع" * 501)


@pytest.mark.parametrize("name", ["", "  ", "...", "<p></p>", "—"])
def test_a_name_needs_a_letter(name: str) -> None:
    with pytest.raises(Refused):
        cleaning.name(name)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org", "example.org", "https://", "//x"]
)
def test_only_web_addresses_are_kept(address: str) -> None:
    with pytest.raises(Refused):
        cleaning.url(address)


def test_an_arabic_address_is_kept() -> None:
    assert cleaning.url(" https://example.org/أخبار?id=٣ ") == "https://example.org/أخبار?id=٣"


@time_machine.travel("2026-06-10 23:30:00+00:00")
def test_publication_days_end_with_tomorrow() -> None:
    assert cleaning.publication_day(None) is None
    assert cleaning.publication_day(date(2026, 6, 12)) == date(2026, 6, 12)
    for absurd in (date(2026, 6, 13), date(1899, 12, 31), date(1, 1, 1), date.max):
        with pytest.raises(Refused):
            cleaning.publication_day(absurd)


@pytest.mark.parametrize("tag", ["ar", "ar-MA", "fr", "ber-Tfng", ""])
def test_language_tags(tag: str) -> None:
    assert cleaning.language(tag) == (tag or "ar")


@pytest.mark.parametrize("tag", ["عربي", "a", "ar_MA", "arabic-language", "ar-", "٢٢"])
def test_what_is_no_language_tag(tag: str) -> None:
    with pytest.raises(Refused):
        cleaning.language(tag)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("نص عربي", 1.0),
        ("texte", 0.0),
        ("1234 !?", 0.0),
        ("نص ab", 0.5),
        ("", 0.0),
        ("ﻣﺪرﺳﺔ", 1.0),
        ("عَهْد", 1.0),
        ("تقرير ٣", 1.0),
    ],
)
def test_the_share_of_arabic_letters(text: str, share: float) -> None:
    assert cleaning.arabic_share(text) == share
