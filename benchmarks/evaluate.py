"""Every figure of extraction against its bar, on annotated articles that lie outside the project.

usage: python -m benchmarks.evaluate [--gold-dir DIR] [--train-only] [--strict] [--json]

The folder (default: AHD_SHARED/eval, or ../shared/eval beside the checkout) holds
score.py and train, dev, dev_ordinary and seeds as JSON lines. Errors are listed for
the training articles only: the others are for measuring.
"""

import argparse
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from extraction import extract, version
from extraction.records import articles, record

ROOT = Path(__file__).resolve().parent.parent
SETS = ("train", "dev", "train_ordinary", "dev_ordinary", "seeds")
Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: how to read it from a report, what it must reach, and what a second annotator reaches."""

    name: str
    read: Callable[[Report], float | None]
    floor: float
    annotator: float | None = None
    at_most: bool = False

    def met(self, value: float | None) -> bool:
        """Whether a value reaches the bar."""
        if value is None:
            return False
        return value <= self.floor if self.at_most else value >= self.floor


def _f1(name: str) -> Callable[[Report], float | None]:
    return lambda report: report[name]["f1"]


def _right(name: str) -> Callable[[Report], float | None]:
    return lambda report: report["accuracy_on_matched"][name]


BARS = (
    Bar("triggers F1", _f1("triggers"), 0.72, 0.94),
    Bar("items F1", _f1("items"), 0.62, 0.97),
    Bar("who-what F1", _f1("who_what"), 0.45, 0.72),
    Bar("committer right", _right("committer"), 0.72, 0.74),
    Bar("kind right", _right("kind"), 0.92, 1.0),
    Bar("deadlines F1", _f1("deadlines"), 0.50, 0.89),
    Bar("meetings F1", _f1("meetings"), 0.83, 1.0),
    Bar("meeting date right", _right("meeting_date"), 0.80, 0.83),
    Bar("meeting kind right", _right("meeting_kind"), 0.92, 1.0),
    Bar("chair right", _right("chair"), 0.65),
    Bar("organisers right", _right("organizers"), 0.50),
    Bar("participants right", _right("participants"), 0.45),
    Bar("place right", _right("meeting_place"), 0.60),
    Bar("meeting link", _right("meeting_link"), 0.70, 1.0),
)
ORDINARY = Bar("false items an ordinary article", lambda r: r["false_items_per_article"], 0.12, at_most=True)
SEEDS = (Bar("seeds items F1", _f1("items"), 0.85), Bar("seeds who-what F1", _f1("who_what"), 0.70))


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where --strict is given and a bar is missed, 2 where the gold is missing."""
    options = _parser().parse_args(arguments)
    folder = options.gold_dir or Path(os.environ.get("AHD_SHARED", ROOT.parent / "shared")) / "eval"
    if not (folder / "score.py").is_file():
        print(f"no score.py in {folder}: name the folder of gold files with --gold-dir", file=sys.stderr)
        return 2
    results = measure(folder, ("train", "train_ordinary") if options.train_only else SETS)
    rows = list(_rows(results))
    if options.json:
        reports = {name: result.report for name, result in results.items()}
        print(json.dumps({"version": version(), "reports": reports}, ensure_ascii=False, indent=1))
    else:
        _print(results, rows)
    missed = [bar.name for bar, values in rows if not bar.met(values[-1])]
    return 1 if options.strict and missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evaluate", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--gold-dir", type=Path, metavar="DIR", help="folder with score.py and the gold files"
    )
    parser.add_argument(
        "--train-only", action="store_true", help="only the articles that rules are written from"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a bar is missed")
    parser.add_argument("--json", action="store_true", help="print the whole reports of score.py as JSON")
    return parser


@dataclass(frozen=True, slots=True)
class Result:
    """One set: its gold, what was extracted, the report of score.py and the seconds that extraction took."""

    gold: dict[str, Any]
    found: dict[str, Any]
    report: Report
    diffs: dict[str, Any]
    seconds: float


def measure(folder: Path, names: tuple[str, ...]) -> dict[str, Result]:
    """Extract and score the named sets that the folder has."""
    scorer = _scorer(folder / "score.py")
    results = {}
    for name in names:
        path = folder / f"{name}.jsonl"
        if path.is_file():
            gold = scorer.load(path)
            started = time.perf_counter()
            read = articles(path.name, path.read_text(encoding="utf-8"))
            found = {a.id: record(a, extract(a.text, a.published)) for a in read}
            seconds = time.perf_counter() - started
            report, diffs = scorer.score(gold, found)
            results[name] = Result(gold, found, report, diffs, seconds)
    return results


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # The gold folder may be read-only: leave no byte code in it.
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


def _rows(results: dict[str, Result]) -> list[tuple[Bar, tuple[float | None, ...]]]:
    """(bar, (value on train, value that counts)); None where a set was not measured."""

    def value(bar: Bar, name: str) -> float | None:
        return bar.read(results[name].report) if name in results else None

    rows: list[tuple[Bar, tuple[float | None, ...]]] = [
        (bar, (value(bar, "train"), value(bar, "dev"))) for bar in BARS
    ]
    rows.append((ORDINARY, (value(ORDINARY, "train_ordinary"), value(ORDINARY, "dev_ordinary"))))
    rows += [(bar, (None, value(bar, "seeds"))) for bar in SEEDS]
    return rows


def _print(results: dict[str, Result], rows: list[tuple[Bar, tuple[float | None, ...]]]) -> None:
    out = Console(highlight=False, width=None if sys.stdout.isatty() else 110)
    count = sum(len(result.gold) for result in results.values())
    seconds = sum(result.seconds for result in results.values())
    out.print(f"extractor {version()}, {count} articles in {seconds:.1f} s\n")
    table = Table(
        "figure", *(_right_column(n) for n in ("train", "dev", "bar", "", "2nd annotator")), box=None
    )
    for bar, (train, dev) in rows:
        verdict = "" if dev is None else "[green]pass[/]" if bar.met(dev) else "[red]FAIL[/]"
        sign = "≤" if bar.at_most else "≥"
        table.add_row(
            bar.name, _show(train), _show(dev), f"{sign} {bar.floor:.2f}", verdict, _show(bar.annotator)
        )
    out.print(table)
    _print_kinds(out, results)
    _print_false_alarms(out, results["train"])


def _print_kinds(out: Console, results: dict[str, Result]) -> None:
    sides = [name for name in ("train", "dev") if name in results]
    heads = [head for side in sides for head in (f"{side}: gold", "given", "recall", "precision")]
    table = Table("kind", *map(_right_column, heads), box=None)
    for kind in results["train"].report["by_kind"]:
        cells = []
        for side in sides:
            row = results[side].report["by_kind"][kind]
            cells += [str(row["gold"]), str(row["pred"]), _show(row["recall"]), _show(row["precision"])]
        table.add_row(kind, *cells)
    out.print()
    out.print(table)


def _print_false_alarms(out: Console, train: Result) -> None:
    false = [(c, doc) for doc, diff in train.diffs.items() for c in diff["false"]]
    false.sort(key=lambda item: (-(item[0].get("confidence") or 0), item[1], item[0]["trigger"]))
    out.print("\nthe ten most confident false alarms on train:")
    for commitment, doc in false[:10]:
        text = train.gold[doc]["text"]
        trigger, action = (text[slice(*commitment[part])] for part in ("trigger", "action"))
        where = f"{commitment['confidence']:.2f} {commitment['kind']} by {commitment['rule']}, {doc}"
        out.print(f"  {where}\n      {trigger} | {' '.join(action.split())[:90]}", markup=False)


def _right_column(name: str) -> Column:
    return Column(name, justify="right")


def _show(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    sys.exit(main())
