"""The admin is readable: colours stand out enough in light and dark, every field has its label."""

import re
from itertools import product

import pytest
from django.test import Client

from tests.stack import ROOT
from tests.tracker.admin.pages import get, url
from tests.tracker.api import rows
from tracker.models import Commitment, Meeting

CSS = (ROOT / "tracker" / "static" / "tracker" / "ahd.css").read_text()
TONES = ("wait", "good", "bad", "info", "calm")
MARKS = ("trigger", "action", "deadline", "meeting")
READABLE, VISIBLE = 4.5, 3.0


def theme(name: str) -> dict[str, str]:
    """The colours of a theme; dark ones fall back on light ones, as in the browser."""
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r'html\[data-theme="(?:light|dark)"\] \{(.*?)\}', CSS, re.S)[:2]
    )
    return light if name == "light" else light | dark


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(name: str) -> None:
    colours = theme(name)
    pairs = [(f"tone-{tone}", f"tone-{tone}-bg") for tone in TONES]
    pairs += [("body-fg", f"{mark}-bg") for mark in MARKS]
    pairs += list(product(("body-fg", "body-quiet-color", "link-fg"), ("body-bg", "card-bg", "darkened-bg")))
    pairs += [("header-color", "header-bg"), ("header-branding-color", "header-bg")]
    dull = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in dull.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_marks_differ_by_a_line_that_can_be_seen_and_not_by_colour_alone(name: str) -> None:
    colours = theme(name)
    lines = {mark: contrast(colours[f"{mark}-line"], colours["card-bg"]) for mark in MARKS}
    assert {mark: ratio for mark, ratio in lines.items() if ratio < VISIBLE} == {}
    styles = re.findall(r"\.hl-(trigger|action|deadline) \{(.*?)\}", CSS, re.S)
    assert len({re.sub(r"var\(--\w+-(line|bg)\)", "", style) for _mark, style in styles}) == 3


def test_the_two_dark_themes_are_one() -> None:
    chosen, by_system = re.findall(r'data-theme="(?:dark|auto)"\] \{(.*?)\}', CSS, re.S)[:2]
    assert chosen.split() == by_system.split()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_field_has_a_label_and_every_button_a_name(editor: Client, language: str) -> None:
    editor.cookies["django_language"] = language
    article = rows.an_article()
    meeting = rows.a_meeting(article)
    commitment = rows.a_commitment(article, meeting, review="accepted")
    records: list[Commitment | Meeting] = [commitment, meeting]
    addresses = ["/admin/", "/admin/me/", "/admin/tracker/article/add/", url(article)]
    addresses += [url(record, act) for record in records for act in ("change", "edit")]
    for address in addresses:
        page = get(editor, address)
        named = {str(label["for"]) for label in page.select("label[for]")}
        for field in page.select("#content :is(input, select, textarea)"):
            if field.get("type") not in ("hidden", "submit") and not field.find_parent("label"):
                assert field.get("id") in named or field.get("aria-label"), (address, field)
        for button in page.select("button, a"):
            assert button.get_text().strip() or button.get("aria-label"), (address, button)
        assert len(page.select("h1")) == 1, address
        ids = [str(tag["id"]) for tag in page.select("#content [id]")]
        assert sorted(ids) == sorted(set(ids)), address


def test_an_english_browser_gets_arabic_until_its_reader_chooses(editor: Client) -> None:
    del editor.cookies["django_language"]
    page = editor.get("/admin/", headers={"accept-language": "en-GB,en"})
    assert b'<html lang="ar" dir="rtl">' in page.content
    editor.post("/i18n/setlang/", {"language": "fr", "next": "/admin/"})
    page = editor.get("/admin/", headers={"accept-language": "en-GB,en"})
    assert b'<html lang="fr" dir="ltr">' in page.content
