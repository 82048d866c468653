"""Time expressions side by side with dateparser, over the corpus of the project: one table, one run.

usage: python -m benchmarks.timex [--sentences N]

Both read the same sentences against the same reference day. Ahd must find the exact
words and give the exact EDTF value (or hour). dateparser has no intervals and no open
ends, so it is judged kindly: its one date is right when it falls on the first or the
last day of the expected value, or in the expected month or year, or shows the expected
hour; for words without a date it is right when it gives none. It runs twice: `parse` is
handed the words cut out for it, `search_dates` finds them in the sentence as Ahd does.
Speed is CPU time over all sentences, best of three, warm.
"""

import argparse
import os
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import groupby

import dateparser
from dateparser.search import search_dates
from rich.console import Console
from rich.table import Table

from extraction.timex import clock_of, edtf, recognise, resolve
from extraction.tokens import read
from tests.extraction.timex.corpus import Case, cases

NOON = (12, 0)
Verdicts = Counter[str]


def ours(case: Case) -> list[tuple[str, str | None]]:
    """The words and values that Ahd finds in a sentence."""
    return [
        (
            timex.text,
            clock_of(timex)
            or resolve(timex, case.reference, published=case.published, direction=case.direction),
        )
        for timex in recognise(read(case.text))
    ]


def judge_ours(case: Case) -> list[str]:
    """A verdict for every expected expression, one for every false alarm."""
    found = ours(case)
    verdicts = []
    for words, value in case.expected:
        near = [given for text, given in found if text == words]
        verdicts.append("right" if value in near else "wrong" if any(near) else "none")
    extra = len(found) - len(case.expected)
    return verdicts + ["wrong"] * max(0, extra)


def settings(case: Case) -> dict[str, object]:
    """dateparser's settings for a case: its reference day at noon, and where to look."""
    base = case.reference or date(2026, 5, 13)
    prefer = {1: "future", -1: "past"}.get(case.direction or 0, "current_period")
    return {"RELATIVE_BASE": datetime(base.year, base.month, base.day, *NOON), "PREFER_DATES_FROM": prefer}


def kindly_right(given: datetime, value: str) -> bool:
    """Whether one date and hour can pass for a value."""
    if ":" in value:
        return f"{given:%H:%M}" == value
    if value.startswith("XXXX"):
        return f"{given:%m-%d}" == value[5:10] or f"{given:%m}" == value[5:]
    if "/" not in value and len(value) < 10:
        return given.date().isoformat().startswith(value)
    return given.date() in edtf.bounds(value)


def judge_parse(case: Case) -> list[str]:
    """dateparser handed the words themselves."""
    verdicts = []
    for words, value in case.expected:
        given = dateparser.parse(words, languages=["ar"], settings=settings(case))
        if given is None:
            verdicts.append("right" if value is None else "none")
        else:
            verdicts.append("right" if value and kindly_right(given, value) else "wrong")
    return verdicts


def search(case: Case) -> list[tuple[str, datetime]]:
    """The dates that dateparser finds in a sentence."""
    return search_dates(case.text, languages=["ar"], settings=settings(case)) or []


def judge_search(case: Case) -> list[str]:
    """dateparser left to find the words."""
    found = search(case)
    verdicts = []
    for words, value in case.expected:
        near = [given for text, given in found if text in words or words in text]
        if not near:
            verdicts.append("right" if value is None else "none")
        else:
            verdicts.append("right" if value and any(kindly_right(g, value) for g in near) else "wrong")
    extra = len(found) - len(case.expected)
    return verdicts + ["wrong"] * max(0, extra)


def count(group: Iterable[Case], judge: Callable[[Case], list[str]]) -> Verdicts:
    """The verdicts of a group of sentences."""
    return Counter(verdict for case in group for verdict in judge(case))


def seconds(work: Callable[[Case], object], over: list[Case]) -> float:
    """The best CPU time of three runs over the sentences."""
    times = []
    for _ in range(3):
        started = time.process_time()
        for case in over:
            work(case)
        times.append(time.process_time() - started)
    return min(times)


def cell(verdicts: Verdicts) -> str:
    """Right, wrong and none as one table cell."""
    return " ".join(f"{verdicts[name]:3}" for name in ("right", "wrong", "none"))


def main() -> None:
    """Print the table and the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=120, help="sentences timed (default 120)")
    args = parser.parse_args()
    os.environ.setdefault("TZ", "UTC")
    warnings.simplefilter("ignore")
    every = sorted(cases(), key=lambda case: case.form)
    table = Table(title="right / wrong / none, by form")
    table.add_column("form")
    for system in ("Ahd", "dateparser.parse", "search_dates"):
        table.add_column(system, justify="right")
    totals: list[Verdicts] = [Counter(), Counter(), Counter()]
    for form, members in groupby(every, key=lambda case: case.form):
        group = list(members)
        columns = [count(group, judge) for judge in (judge_ours, judge_parse, judge_search)]
        for total, column in zip(totals, columns, strict=True):
            total.update(column)
        table.add_row(form, *map(cell, columns))
    table.add_section()
    table.add_row("all", *map(cell, totals))
    console = Console(width=100)
    console.print(table)
    timed = every[:: max(1, len(every) // args.sentences)]
    mine, theirs = seconds(ours, timed), seconds(search, timed)
    console.print(
        f"{len(timed)} sentences: Ahd {1000 * mine / len(timed):.2f} ms each, "
        f"search_dates {1000 * theirs / len(timed):.2f} ms each: {theirs / mine:.0f} times as fast"
    )


if __name__ == "__main__":
    main()
