"""The evaluation reads gold by path, prints every figure beside its bar and fails when asked to."""

import json
from pathlib import Path

import pytest

from benchmarks import evaluate
from extraction import extract
from extraction.records import Article, record

TEXT = "تعهد رئيس البلدية خلال اجتماع عقد أمس ببناء مدرسة جديدة."


@pytest.fixture
def gold(shared: Path, tmp_path: Path) -> Path:
    """A gold folder of one article whose right answer is what is extracted, and one that has none."""
    (tmp_path / "score.py").symlink_to(shared / "eval" / "score.py")
    article = Article("right", TEXT)
    right = {**record(article, extract(TEXT)), "text": TEXT}
    wrong = {"id": "wrong", "published": None, "text": TEXT, "meetings": [], "commitments": []}
    for name in evaluate.SETS:
        rows = [right] if name != "train" else [right, wrong]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_figures_and_false_alarms_are_printed(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--gold-dir", str(gold)]) == 0
    shown = capsys.readouterr().out
    for bar in evaluate.BARS:
        assert bar.name in shown
    items = next(line for line in shown.splitlines() if line.strip().startswith("items F1"))
    assert items.split() == ["items", "F1", "0.667", "1.000", "≥", "0.62", "pass", "0.970"]
    assert "precision" in shown and "recommendation" in shown
    false = shown.partition("false alarms on train:")[2]
    assert "wrong" in false and "تعهد" in false and "pledge" in false


def test_json_holds_the_whole_reports(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--gold-dir", str(gold), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["reports"]) == set(evaluate.SETS)
    assert found["reports"]["dev"]["items"]["f1"] == 1.0
    assert found["reports"]["train"]["items"]["p"] == 0.5


def test_strict_fails_where_a_bar_is_missed(gold: Path) -> None:
    # Nothing in this gold names organisers, so that figure cannot be reached.
    assert evaluate.main(["--gold-dir", str(gold), "--strict", "--json"]) == 1


def test_training_articles_alone(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--gold-dir", str(gold), "--train-only", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["reports"]) == {"train", "train_ordinary"}


def test_no_gold_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--gold-dir", str(tmp_path)]) == 2
    assert "--gold-dir" in capsys.readouterr().err
