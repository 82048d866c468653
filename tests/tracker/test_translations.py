"""Everything that people read is in Arabic and French: complete, current, and with its placeholders."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.conftest import absent
from tests.stack import ROOT

LANGUAGES = ("ar", "fr")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|%%")
ARABIC = re.compile("[\u0621-\u064a]")


def catalogue(language: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(root / "tracker" / "locale" / language / "LC_MESSAGES" / "django.po"))


def name(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_fuzzy_or_left_over(language: str) -> None:
    found = catalogue(language)
    assert [name(entry) for entry in found.untranslated_entries()] == []
    assert [name(entry) for entry in found.fuzzy_entries()] == []
    assert [name(entry) for entry in found.obsolete_entries()] == []
    assert len(found) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language: str) -> None:
    wrong = []
    for entry in catalogue(language):
        asked = sorted(PLACEHOLDER.findall(entry.msgid))
        if not entry.msgid_plural:
            wrong += [name(entry)] if sorted(PLACEHOLDER.findall(entry.msgstr)) != asked else []
            continue
        forms = [sorted(PLACEHOLDER.findall(text)) for text in entry.msgstr_plural.values()]
        # Arabic says "one" and "two" in words: those forms may do without the number.
        wrong += [name(entry)] if forms[-1] != asked or any(form not in (asked, []) for form in forms) else []
    assert wrong == []


@pytest.mark.parametrize(("language", "forms"), [("ar", 6), ("fr", 2)])
def test_plurals_have_all_forms_of_their_language(language: str, forms: int) -> None:
    plurals = [entry for entry in catalogue(language) if entry.msgid_plural]
    assert {len(entry.msgstr_plural) for entry in plurals} == {forms}


def test_arabic_is_arabic() -> None:
    lone = {"%(number)s%%", "%(n)s%%"}
    latin = [
        name(entry)
        for entry in catalogue("ar")
        if not ARABIC.search(entry.msgstr or entry.msgstr_plural[0])
        and entry.msgid not in lone
        and re.search("[a-z]{3}", PLACEHOLDER.sub("", entry.msgid))
    ]
    assert latin == []


def test_the_catalogues_hold_what_the_code_says_today(tmp_path: Path) -> None:
    """Extract anew from a copy; whoever adds a text runs `manage.py extract_translations`."""
    if not shutil.which("xgettext"):
        absent("no xgettext on this machine: install gettext")
    shutil.copytree(
        ROOT / "tracker", tmp_path / "tracker", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    command = ["makemessages", "-l", "ar", "--no-obsolete", "--no-location", "-v", "0"]
    subprocess.run(
        [sys.executable, "-m", "django", *command],
        cwd=tmp_path / "tracker",
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        check=True,
        timeout=120,
    )
    said = {name(entry) for entry in catalogue("ar", tmp_path)}
    for language in LANGUAGES:
        assert {name(entry) for entry in catalogue(language)} ^ said == set(), language


def test_compiling_needs_no_gettext_and_what_it_makes_is_read(tmp_path: Path) -> None:
    source = tmp_path / "django.po"
    shutil.copy(ROOT / "tracker" / "locale" / "ar" / "LC_MESSAGES" / "django.po", source)
    polib.pofile(str(source)).save_as_mofile(str(tmp_path / "django.mo"))

    with (tmp_path / "django.mo").open("rb") as compiled:
        texts = gettext.GNUTranslations(compiled)
    assert texts.gettext("Accept") == "قبول"
    counted = [texts.ngettext("%(n)d meeting", "%(n)d meetings", n) for n in (1, 2, 5, 11, 100)]
    assert counted == ["اجتماع واحد", "اجتماعان", "%(n)d اجتماعات", "%(n)d اجتماعا", "%(n)d اجتماع"]
