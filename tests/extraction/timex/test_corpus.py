"""The corpus of time expressions passes whole: every sentence gives its words and values, and no others."""

from collections import Counter
from pathlib import Path

import pytest

from extraction.timex import clock_of, recognise, resolve
from extraction.timex.types import Timex
from extraction.tokens import read
from tests.extraction.timex.corpus import Case, cases

ALL = tuple(cases())


def value(case: Case, timex: Timex) -> str | None:
    return clock_of(timex) or resolve(
        timex, case.reference, published=case.published, direction=case.direction
    )


@pytest.mark.parametrize("form", sorted({case.form for case in ALL}))
def test_every_sentence_of_a_form_gives_its_words_and_values(form: str) -> None:
    wrong = []
    for case in ALL:
        if case.form == form:
            found = tuple((timex.text, value(case, timex)) for timex in recognise(read(case.text)))
            if found != case.expected:
                wrong.append(f"line {case.line}: {case.text}\n  expected {case.expected}\n  found    {found}")
    assert not wrong, "\n".join(wrong)


def test_the_corpus_is_as_large_and_as_varied_as_promised() -> None:
    sizes = Counter(case.form for case in ALL for _ in case.expected)
    assert sum(sizes.values()) >= 500
    assert len(sizes) >= 45
    assert len({case.text for case in ALL}) == len(ALL)


def test_a_sentence_whose_marks_and_values_differ_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("@ form 2026-05-13\nيعود [غدا] = 2026-05-14 | 2026-05-15\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        list(cases(bad))
