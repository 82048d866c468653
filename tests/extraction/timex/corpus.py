"""The corpus of time expressions (`corpus.txt`), parsed; its own header says how it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PATH = Path(__file__).with_name("corpus.txt")
_MARKED = re.compile(r"\[(.*?)\]")
_DIRECTIONS = {"back": -1, "ahead": 1}


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the day it is read on, and the (words, value) pairs expected of it, in order."""

    form: str
    line: int
    text: str
    reference: date | None
    published: date | None
    direction: int | None
    expected: tuple[tuple[str, str | None], ...]


def cases(path: Path = PATH) -> Iterator[Case]:
    """The cases of the corpus in order."""
    form, days, direction = "", (None, None), None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("@"):
            form, *given = line[1:].split()
            reference = _day(given[0])
            days = (reference, _day(given[1]) if len(given) > 1 else reference)
            direction = _DIRECTIONS[given[2]] if len(given) > 2 else None
        elif line and not line.startswith("#"):
            yield _case(form, number, line, days, direction)


def _case(
    form: str, number: int, line: str, days: tuple[date | None, date | None], direction: int | None
) -> Case:
    sentence, _, given = line.rpartition(" =")
    stripped = [value.strip() for value in given.split("|") if value.strip()]
    values = [None if value == "null" else value for value in stripped]
    words = _MARKED.findall(sentence)
    if len(words) != len(values):
        raise ValueError(f"corpus line {number}: {len(words)} marked, {len(values)} values")
    text = sentence.replace("[", "").replace("]", "")
    return Case(form, number, text, *days, direction, tuple(zip(words, values, strict=True)))


def _day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)
