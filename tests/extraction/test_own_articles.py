"""Articles written for this project to learn from: well formed, our own, refused where they are not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.articles import FOLDER, Source, gold, main, split

FILES = sorted(FOLDER.glob("*.txt"))
RUN = 6
ARTICLE = """=== t-1 | 2016-03-14 | after some/model
عقد المجلس اجتماعا طارئا يوم الأحد. وقرر المجلس إحداث لجنة، ثم قرر إحداث لجنة ثانية قبل متم ماي.
---
M m1 | session | اجتماعا طارئا | date=2016-03-13 | org=المجلس
C decision | قرر | إحداث لجنة #2 | by=المجلس | due=قبل متم ماي => ../2016-05-31 | in=m1
"""


def sources() -> Iterator[Source]:
    for path in FILES:
        yield from split(path)


def test_all_articles_are_well_formed_and_named_once() -> None:
    found = list(sources())
    golds = [gold(source) for source in found]
    assert [error for source in found for error in source.errors] == []
    assert len({one["id"] for one in golds}) == len(golds) > 1000
    assert any(not one["commitments"] for one in golds)


def test_a_quote_is_found_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, "utf-8")
    (source,) = split(path)
    found = gold(source)
    (record,) = found["commitments"]
    text = found["text"]
    assert source.errors == []
    assert record["action"][0] == text.rindex("إحداث لجنة")
    assert record["trigger"][0] == text.rindex("قرر")
    assert record["deadline"] == {"text": "قبل متم ماي", "value": "../2016-05-31"}
    assert (found["published"], found["after"]) == ("2016-03-14", "some/model")
    assert found["meetings"][0]["organizers"] == ["المجلس"]


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("إحداث لجنة #2", "إحداث لجنة", "occurs 2 times"),
        ("إحداث لجنة #2", "إحداث لجنة #3", "occurs 2 times only"),
        ("| قرر |", "| تعهد |", "trigger not in the text"),
        ("by=المجلس", "by=البلدية", "not in the text: البلدية"),
        ("by=المجلس", "who=المجلس", "unknown field"),
        ("C decision", "C wish", "kind of commitment: wish"),
        ("in=m1", "in=m2", "unknown meeting: m2"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    old: str,
    new: str,
    error: str,
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE.replace(old, new), "utf-8")
    monkeypatch.setattr("sys.argv", ["articles", str(path)])
    assert main() == 1
    assert error in capsys.readouterr().err


def test_no_article_repeats_six_words_of_another_source(shared: Path) -> None:
    known: set[tuple[str, ...]] = set()
    for path in sorted((shared / "eval").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            known.update(_runs(json.loads(line)["text"]))
    shared_runs = [(source.head, run) for source in sources() for run in _runs(source.text) if run in known]
    assert shared_runs == []


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    plain = re.sub("[أإآ]", "ا", re.sub("[\u064b-\u0652\u0670\u0640]", "", text))
    words = re.findall(r"\w+", plain)
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
