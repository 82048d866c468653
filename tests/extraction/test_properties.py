"""Invariants of extraction on texts of every sort: what is written here holds for any text at all."""

import json
import os
import random
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extraction import extract
from extraction.records import Article, record
from extraction.text import fold, fold_word
from extraction.types import Extraction, Party, Span
from tests.extraction.invariants import check
from tests.stack import ROOT

DAY = date(2024, 5, 7)
SEEDS = [
    json.loads(path.read_text(encoding="utf-8"))["body"] for path in sorted((ROOT / "seeds").glob("*.json"))
]
_WORDS = (
    "تعهد تعهدت سيتم ستعمل قرر اتفق أوصى أكد قال أعلن وعد المجلس الوزير رئيس البلدية اللجنة السيد "
    "محمد العلوي الطرفان الحاضرون اجتماع لقاء ندوة دورة زيارة عقد خلال يوم الاثنين 12 مارس 2012 "
    "قبل نهاية السنة غدا أمس المقبل على ب ل في من أن إن ببناء وإحداث إنجاز تنظيم المدرسة مركز "
    'الطريق لم لن لا الذي التي و ، . : - « » " ( ) 1- التوصيات التالية'
)
_VOCABULARY = _WORDS.split(" ")
_SIGNS = list(
    ' \n\t.,،؛؟!:-–•"«»()[]/0123456789٠١٢\u064b\u0651\u0640\u200f\u202b\u2066\ufeffﻻ😀aZ\x00\ud800\u0301'
)
texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(_VOCABULARY), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(_VOCABULARY), st.sampled_from(_SIGNS)), max_size=80).map("".join),
    st.lists(
        st.one_of(st.sampled_from([f"{w} " for w in _VOCABULARY]), st.sampled_from(_SIGNS)), max_size=60
    ).map("".join),
)
days = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
slow = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@slow
@given(texts, days)
@example("تعهد", None)
@example("تعهد المجلس:", DAY)
@example("سيتم", DAY)
@example("- ", DAY)
def test_any_text(text: str, day: date | None) -> None:
    found = extract(text, day)
    check(text, found)
    assert extract(text, day) == found


@pytest.mark.parametrize("text", SEEDS, ids=range(len(SEEDS)))
def test_the_demo_articles(text: str) -> None:
    check(text, extract(text, DAY))


# -- spelling noise


def noised(text: str, seed: int) -> str:
    """The text with other diacritics, tatweel, hamza and digits."""
    dice = random.Random(seed)
    out: list[str] = []
    for char in text:
        out.append(dice.choice(_ALIKE.get(char, char)))
        if "\u0621" <= char <= "\u064a" and dice.random() < 0.3:
            out.append(dice.choice("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"))
    return "".join(out)


_ALIKE = {
    "أ": "أا",
    "إ": "إا",
    "آ": "آا",
    "ا": "اأإ",
    "ى": "ىي",
    "ة": "ةه",
    "ؤ": "ؤو",
    "ئ": "ئي",
    "1": "1١",
    "2": "2٢",
}


def shape(text: str, found: Extraction) -> object:
    """A result without its offsets: every span as the folded words that it covers."""

    def words(span: Span) -> tuple[int, str]:
        return len(fold(text[: span.start]).text), " ".join(fold_word(span.quote(text)).split())

    def names(parties: tuple[Party, ...]) -> list[str]:
        return [" ".join(fold_word(party.name).split()) for party in parties]

    meetings = [
        (m.kind, [words(s) for s in m.mentions], m.date, m.time, fold_word(m.place or ""),
         names(m.organizers), names(m.chair), names(m.participants), m.planned)
        for m in found.meetings
    ]  # fmt: skip
    commitments = [
        (c.kind, words(c.trigger), words(c.action),
         names(c.committers), names(c.assignees), names(c.recipients),
         c.deadline and (words(c.deadline.span), c.deadline.value), c.status, c.meeting, c.rule,
         round(c.confidence, 9))
        for c in found.commitments
    ]  # fmt: skip
    return meetings, commitments


@pytest.mark.parametrize("text", SEEDS, ids=range(len(SEEDS)))
def test_spelling_noise_changes_offsets_only(text: str) -> None:
    plain = shape(text, extract(text, DAY))
    for seed in range(3):
        other = noised(text, seed)
        assert shape(other, extract(other, DAY)) == plain


# -- the same in every process

_PRINT = """
import json, sys
from datetime import date
from extraction import extract
from extraction.records import Article, record
for text in json.load(sys.stdin):
    print(repr(extract(text, date(2024, 5, 7))))
"""


def test_every_process_finds_the_same() -> None:
    """Sets and hashes of strings differ between processes; results must not."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _PRINT], input=json.dumps(SEEDS).encode(),
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }  # fmt: skip
    assert len(outputs) == 1


def test_results_can_be_written_as_json() -> None:
    for text in SEEDS:
        json.dumps(record(Article("seed", text, DAY), extract(text, DAY)))
