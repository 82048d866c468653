"""The workplace of a monitor as it behaves in a browser: read, decide, correct, on any screen."""

import os
import re
import struct
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visits, seed
from tests.stack import ROOT

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
LISTS = "/admin/tracker/commitment/"


def open_article(page: Page, title: str) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("[data-article-text]")).to_be_visible()


def cards(page: Page, kind: str = "commitment") -> Locator:
    return page.locator(f".record-{kind}")


def test_a_stranger_signs_in_in_arabic_from_right_to_left(visit: Visits) -> None:
    page = visit("")
    expect(page).to_have_url(re.compile(r"/admin/login/"))
    page.fill("#id_username", "viewer")
    page.fill("#id_password", "a long pass phrase")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("ما ينتظرك")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    brand, switch = page.locator("#site-name").bounding_box(), page.locator(".language-switch").bounding_box()
    assert brand and switch and brand["x"] > switch["x"]


def test_the_language_is_switched_and_stays(visit: Visits) -> None:
    page = visit("viewer")
    page.get_by_role("button", name="Français").click()
    expect(page.locator("h1")).to_have_text("Ce qui attend")
    page.goto(LISTS)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("h1")).to_have_text("Engagements")
    page.reload()
    expect(page.get_by_role("button", name="Français")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="العربيّة").click()
    expect(page).to_have_url(re.compile(LISTS))
    expect(page.locator("h1")).to_have_text("الالتزامات")


def test_an_article_is_pasted_read_by_the_worker_and_shown(visit: Visits) -> None:
    article = seed("08")
    page = visit("editor")
    page.get_by_role("link", name="إرسال مقال").first.click()
    page.fill("[name=source]", article["source"])
    page.fill("[name=published_on]", article["published_on"])
    page.fill("[name=title]", article["title"])
    page.fill("[name=body]", article["body"])
    page.get_by_role("button", name="إرسال").click()
    # The page looks again by itself until the worker has read the article.
    expect(cards(page).first).to_be_visible(timeout=30_000)
    expect(page.locator(".facts .badge").first).to_have_text("تمّ")
    assert page.locator("[data-article-text]").inner_text().split() == article["body"].split()


def test_words_lead_to_their_record_and_back(visit: Visits) -> None:
    page = visit("editor")
    open_article(page, seed("06")["title"])
    word = page.locator("[data-article-text] .hl-action").last
    target = word.get_attribute("href") or ""
    word.click()
    card = page.locator(target)
    expect(card).to_be_focused()
    expect(card).to_have_class(re.compile("is-lit"))
    expect(card).to_be_in_viewport()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    card.locator("[data-show]").click()
    lit = page.locator("[data-article-text] a.is-flashing")
    expect(lit.first).to_be_in_viewport()
    assert target[1:] in str(lit.first.get_attribute("data-records"))


def test_words_and_records_are_walked_by_keyboard_alone(visit: Visits) -> None:
    page = visit("editor")
    open_article(page, seed("06")["title"])
    first = page.locator("[data-article-text] a:not([tabindex='-1'])").first
    first.focus()
    page.keyboard.press("Enter")
    opened = page.evaluate("document.activeElement.dataset.record")
    assert opened == (first.get_attribute("href") or "")[1:]
    cards(page).first.focus()
    page.keyboard.press("ArrowDown")
    expect(cards(page).nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-article-text] a:focus")).to_have_count(1)


def test_a_commitment_is_accepted_beside_its_words(visit: Visits) -> None:
    page = visit("editor")
    open_article(page, seed("06")["title"])
    card = page.locator(".record-commitment:has(.act-good)").first
    name = card.get_attribute("id")
    card.get_by_role("button", name="قبول").click()
    decided = page.locator(f"#{name}")
    expect(decided.locator(".tone-good").first).to_have_text("مقبول")
    expect(decided.get_by_role("button", name="إرجاع إلى المراجعة")).to_be_visible()
    expect(decided).to_be_in_viewport()


def test_it_works_without_javascript(visit: Visits) -> None:
    page = visit("editor", java_script_enabled=False)
    open_article(page, seed("07")["title"])
    card = page.locator(".record-commitment:has(.act-bad)").first
    name = card.get_attribute("id")
    card.get_by_role("button", name="رفض").click()
    expect(page.locator(f"#{name} .tone-bad")).to_have_text("مرفوض")
    page.locator("[data-article-text] a.hl-action").first.click()
    expect(page).to_have_url(re.compile(r"#commitment-"))


def test_several_are_rejected_at_once_with_a_reason(visit: Visits) -> None:
    page = visit("editor")
    page.goto(f"{LISTS}?review__exact=pending")
    boxes = page.locator("#result_list .action-select")
    before = boxes.count()
    assert before >= 2
    for place in (0, 1):
        boxes.nth(place).check()
    page.select_option("select[name=action]", "reject_selected")
    page.fill("input[name=reason]", "خارج الموضوع")
    page.get_by_role("button", name="نفّذ").click()
    expect(page.locator(".messagelist .success")).to_have_text("رُفض سجلان.")
    expect(page.locator("#result_list .action-select")).to_have_count(before - 2)


def test_two_edit_at_once_and_the_second_is_told(visit: Visits) -> None:
    first, second = visit("editor"), visit("editor")
    first.goto(f"{LISTS}?review__exact=pending")
    first.locator("#result_list tbody th a").first.click()
    edit = first.get_by_role("link", name="تعديل", exact=True).get_attribute("href") or ""
    first.goto(edit)
    second.goto(edit)
    action = first.input_value("[name=action]")
    first.fill("[name=action]", f"{action} كله")
    first.get_by_role("button", name="حفظ").click()
    expect(first.locator(".messagelist")).to_contain_text("حُفظ.")
    second.fill("[name=due_edtf]", "2031-05")
    second.get_by_role("button", name="حفظ").click()
    expect(second.locator(".errorlist").first).to_contain_text("غيّر شخص آخر")
    expect(second.locator(".field.errors").first).to_contain_text(f"المحفوظ الآن: {action} كله")
    second.fill("[name=action]", f"{action} كله")
    second.get_by_role("button", name="حفظ").click()
    expect(second.locator(".messagelist")).to_contain_text("حُفظ.")
    expect(second.locator(".steps-line")).to_contain_text("31 مايو 2031")


def test_an_actor_is_chosen_while_typing(visit: Visits) -> None:
    page = visit("editor")
    page.goto(f"{LISTS}?review__exact=pending")
    page.locator("#result_list tbody th a").last.click()
    page.get_by_role("link", name="تعديل", exact=True).click()
    field = page.locator(".field", has=page.locator("[name=recipients]"))
    field.locator(".select2-selection").click()
    page.keyboard.type("رئيس")
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("رئيس")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="حفظ").click()
    promised_to = page.locator(".steps-line > div", has_text="لفائدة من؟")
    expect(promised_to.get_by_role("link")).to_have_count(1)


def test_a_commitment_is_closed_with_its_evidence_on_its_own_page(visit: Visits) -> None:
    page = visit("editor")
    page.goto(f"{LISTS}?due=open")
    page.locator("#result_list tbody th a").first.click()
    page.locator(".act-status summary").click()
    form = page.locator(".act-status form")
    form.locator("[name=status]").select_option("fulfilled")
    form.locator("[name=reason]").fill("عاينت المشروع")
    form.locator(".button-row button").click()
    expect(page.locator(".act-status .errorlist").first).to_contain_text("دليل")
    form.locator("[name=url]").fill("https://example.org/photo")
    form.locator("[name=kind]").select_option("observation")
    form.locator(".button-row button").click()
    expect(page.locator(".messagelist .success")).to_have_text("تغيّرت الحالة.")
    expect(page.locator("#timeline")).to_contain_text("عاينت المشروع")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_page_is_wider_than_a_phone(visit: Visits, language: str) -> None:
    page = visit("editor", language, **PHONE)
    addresses = ["/admin/", "/admin/me/", "/admin/tracker/article/", LISTS, "/admin/tracker/article/add/"]
    for table in ("article", "commitment", "meeting", "actor"):
        page.goto(f"/admin/tracker/{table}/")
        addresses.append(page.locator("#result_list tbody th a").first.get_attribute("href") or "")
    for address in addresses:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, address
    page.goto(LISTS)
    expect(page.locator("#result_list tbody th a").first).to_be_in_viewport()


def test_a_viewer_finds_nothing_to_press_but_following(visit: Visits) -> None:
    page = visit("viewer")
    open_article(page, seed("06")["title"])
    expect(page.locator(".record button")).to_have_count(0)
    page.goto(LISTS)
    expect(page.locator("select[name=action]")).to_have_count(0)


def test_the_article_page_is_pictured_for_the_documentation(visit: Visits, tmp_path: Path) -> None:
    page = visit("editor", viewport={"width": 1360, "height": 900})
    open_article(page, seed("06")["title"])
    page.locator("[data-article-text] .hl-action").first.hover()
    asked = os.environ.get("AHD_PICTURES", "").lower() in ("1", "true")
    picture = (ROOT / "docs" if asked else tmp_path) / "article-page-ar.png"
    page.screenshot(path=picture)
    assert shades(picture) > 200


def shades(picture: Path) -> int:
    """How many different rows of pixels a PNG has: one or two where the page stayed blank."""
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    place, packed, width, height = 8, b"", 0, 0
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height = struct.unpack(">II", body[:8])
        packed += body if kind == b"IDAT" else b""
        place += length + 12
    pixels = zlib.decompress(packed)
    row = len(pixels) // height
    assert width > 1000
    return len({pixels[start : start + row] for start in range(0, len(pixels), row)})
