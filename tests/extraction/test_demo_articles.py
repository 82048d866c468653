"""The demo articles are read as their `.expected.yaml` says, up to the shares asserted here.

What is expected is what a careful reader finds, not what the extractor gives: a miss stays a miss.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.matching import dice, parties_right
from extraction import extract
from extraction.types import Commitment, Meeting
from tests.stack import ROOT

DEMO = sorted((ROOT / "seeds").glob("*.json"))
SAME_ACTION = 0.6


@dataclass
class Counts:
    """How many were expected, given, and right in which respect."""

    expected: int = 0
    given: int = 0
    found: int = 0
    right: dict[str, int] = field(default_factory=dict)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.found / (self.expected + self.given)

    def note(self, respect: str, right: bool) -> None:
        """Count a respect in which a found record was right or not."""
        self.right[respect] = self.right.get(respect, 0) + right

    def share(self, respect: str) -> float:
        """Of the found records, the share that was right in a respect."""
        return self.right[respect] / self.found


def same_span(body: str, quote: str, start: int, end: int) -> bool:
    """Whether a span is about the place of a quote: shared characters over both lengths."""
    at = body.index(quote)
    return dice((at, at + len(quote)), (start, end)) >= SAME_ACTION


def compare(file: Path, commitments: Counts, meetings: Counts) -> None:
    """Count one article."""
    article = json.loads(file.read_text(encoding="utf-8"))
    expected = yaml.safe_load(file.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    body = article["body"]
    got = extract(body, date.fromisoformat(article["published_on"]))
    _commitments(body, expected["commitments"], list(got.commitments), commitments)
    _meetings(body, expected["meetings"], list(got.meetings), meetings)


def _commitments(body: str, expected: list[dict[str, Any]], given: list[Commitment], counts: Counts) -> None:
    counts.expected += len(expected)
    counts.given += len(given)
    for record in expected:
        found = next(
            (c for c in given if same_span(body, record["action"], c.action.start, c.action.end)), None
        )
        if found is None:
            continue
        given.remove(found)
        counts.found += 1
        counts.note("kind", found.kind == record["kind"])
        counts.note(
            "committer", parties_right(record["committers"], [party.name for party in found.committers])
        )
        value = found.deadline.value if found.deadline else None
        counts.note("deadline", value == record["deadline"])


def _meetings(body: str, expected: list[dict[str, Any]], given: list[Meeting], counts: Counts) -> None:
    counts.expected += len(expected)
    counts.given += len(given)
    for record in expected:
        at = body.index(record["mention"])
        inside = range(at, at + len(record["mention"]))
        found = next((m for m in given if any(span.start in inside for span in m.mentions)), None)
        if found is None:
            continue
        given.remove(found)
        counts.found += 1
        counts.note("kind", found.kind == record["kind"])
        counts.note("date", found.date == record["date"])
        counts.note("planned", found.planned == record["planned"])


@pytest.fixture(scope="module")
def counted() -> tuple[Counts, Counts]:
    """All nine articles, counted."""
    commitments, meetings = Counts(), Counts()
    for file in DEMO:
        compare(file, commitments, meetings)
    return commitments, meetings


def test_every_article_has_its_expectation() -> None:
    """Nine articles, each with a file of what is to be read in it; every quote stands in the text."""
    assert len(DEMO) >= 8
    for file in DEMO:
        body = json.loads(file.read_text(encoding="utf-8"))["body"]
        expected = yaml.safe_load(file.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
        assert expected["meetings"] and expected["commitments"]
        for record in expected["commitments"]:
            assert record["action"] in body and record["trigger"] in body


def test_commitments_of_the_demo(counted: tuple[Counts, Counts]) -> None:
    """Nearly all commitments are found, few others, with kind, committer and deadline."""
    commitments, _ = counted
    assert commitments.f1 >= 0.8
    assert commitments.share("kind") >= 0.85
    assert commitments.share("committer") >= 0.7
    assert commitments.share("deadline") >= 0.75


def test_meetings_of_the_demo(counted: tuple[Counts, Counts]) -> None:
    """Nearly all meetings are found, few others, with kind, date, and whether they were held."""
    _, meetings = counted
    assert meetings.f1 >= 0.8
    assert meetings.share("kind") >= 0.9
    assert meetings.share("date") >= 0.75
    assert meetings.share("planned") >= 0.85
