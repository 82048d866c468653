"""The builder refuses what it cannot inflect, and its command says whether the database is current."""

import subprocess
import sys
from pathlib import Path

import pytest

from extraction import lexicons
from extraction.errors import MorphologyError
from extraction.morphology import analyse
from extraction.paradigms import build
from extraction.paradigms.__main__ import main
from extraction.paradigms.verbs import conjugations
from tests.stack import ROOT


@pytest.mark.parametrize(
    ("written", "root", "form", "imperfect", "message"),
    [
        ("كتب", "كتب", 1, "", "needs its imperfect"),
        ("كتب", "كتب", 1, "كتب", "needs its imperfect"),
        ("برمج", "برمج", 2, "", "does not fit form 2"),
        ("كتب", "كتب", 11, "", "does not fit form 11"),
        ("كتب", "كت", 1, "يكتب", "does not fit form 1"),
    ],
)
def test_a_verb_that_cannot_be_conjugated(
    written: str, root: str, form: int, imperfect: str, message: str
) -> None:
    with pytest.raises(MorphologyError, match=message):
        list(conjugations(written, root, form, imperfect))


def test_a_bad_entry_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "ar"
    (folder / "morphology").mkdir(parents=True)
    for name in build.LISTS:
        (folder / "morphology" / f"{name}.yaml").write_text(
            "description: Trial.\nfields: {form: number, root: text}\n"
            "entries: [{id: bad-one, lemma: كتب, pos: verb, form: 1, root: كتب}]\n",
            encoding="utf-8",
        )
    monkeypatch.setattr("extraction.lexicons.FOLDER", folder)
    build.lexicons.load.cache_clear()
    try:
        with pytest.raises(MorphologyError, match=r"verbs\.yaml, entry bad-one: .*imperfect"):
            build.stems()
        assert main([]) == 2
    finally:
        build.lexicons.load.cache_clear()


def test_a_stale_database_is_noticed(tmp_path: Path) -> None:
    assert not build.is_current(tmp_path / "missing.almor")
    stale = tmp_path / "stale.almor"
    stale.write_text("###DEFINES###\n", encoding="utf-8")
    assert not build.is_current(stale)


def test_the_command_checks_and_explains_itself() -> None:
    check = subprocess.run(
        [sys.executable, "-m", "extraction.paradigms", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert check.returncode == 0, check.stderr
    usage = subprocess.run(
        [sys.executable, "-m", "extraction.paradigms", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert usage.returncode == 0 and "--check" in usage.stdout


@pytest.mark.parametrize("name", build.LISTS)
def test_every_entry_is_read_back(name: str) -> None:
    """Each dictionary form is read as itself, with its part of speech and label."""
    lost = [
        entry.id
        for entry in lexicons.load(f"morphology/{name}")
        if not any(
            (r.lemma, r.pos, r.label) == (entry.lemma, entry.pos, entry.label)
            for r in analyse(entry.lemma).readings
        )
    ]
    assert lost == []


def test_the_lists_are_as_wide_as_promised() -> None:
    words = {stem.word for stem in build.stems()}
    verbs = {word for word in words if word.pos == "verb"}
    masdars = {word.lemma for word in words if word.derived == "masdar"}
    heads = {word.lemma for word in words if word.label in ("title", "body")}
    assert len(verbs) >= 250 and len(masdars) >= 600 and len(heads) >= 150
