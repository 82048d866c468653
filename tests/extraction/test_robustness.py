"""Hostile texts take time in proportion to their length, and a short run of the fuzzer finds nothing."""

import importlib.util
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from benchmarks.hostile import SHAPES
from extraction import extract
from tests.extraction.invariants import check
from tests.stack import ROOT

CHARACTERS = 12_000
# 20 s for 1 MB is the promise; the constant covers a cold cache and a busy machine.
SECONDS = 20 * CHARACTERS / 1_000_000 + 0.4
WHOLE = ("digits", "ال in one word", "only diacritics", "white space", "Chinese")


def seconds(text: str) -> float:
    """Processor time of one extraction, which other work on the machine does not lengthen."""
    started = time.process_time()
    check(text, extract(text, date(2024, 1, 1)))
    return time.process_time() - started


@pytest.mark.parametrize("name", SHAPES)
def test_hostile_text(name: str) -> None:
    assert seconds(SHAPES[name](CHARACTERS)) < SECONDS


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_megabyte(name: str) -> None:
    assert seconds(SHAPES[name](1_000_000)) < 20


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="the fuzzer has no wheel for this platform"
)
def test_a_short_run_of_the_fuzzer(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.extraction.fuzz", "--seconds", "6", "--corpus", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=120)
    assert done.returncode == 0, done.stderr[-4000:]
