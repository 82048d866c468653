"""The speed benchmark measures what it says over the articles it is given."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import extraction
from tests.stack import ROOT


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    bodies = [
        json.loads(p.read_text(encoding="utf-8"))["body"] for p in sorted((ROOT / "seeds").glob("*.json"))
    ]
    path.write_text("\n".join(json.dumps({"text": body}) for body in bodies[:3]), encoding="utf-8")
    return path


def test_all_figures(articles: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.extraction", str(articles), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["articles"] == 3 and found["characters"] > 300
    assert found["p99_ms"] >= found["p50_ms"] > 0
    assert found["ratio"] == pytest.approx(found["per_second"] / found["dateparser_per_second"])
    assert 20 < found["memory_mb"] < extraction.MOST_MEMORY_MB
    assert 0.1 < found["cold_start_s"] < 30


def test_hostile_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert extraction.main(["--hostile", "digits", "only diacritics", "--size", "20000"]) == 0
    shown = capsys.readouterr().out
    assert "only diacritics" in shown and "worst" in shown


def test_missing_articles_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extraction.main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
