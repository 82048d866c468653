"""How fast, how lean and how robust extraction is, beside a search for dates alone.

usage: python -m benchmarks.extraction [FILE.jsonl] [--hostile [SHAPE …]] [--size N] [--json]

Without --hostile: one process, one core, every article of the file (default: dev.jsonl of
the evaluation folder) once to warm up and then timed, in the same run as
`dateparser.search.search_dates(languages=["ar"])` over the same texts; peak memory and
cold start are of fresh processes. With --hostile: the seconds that each hostile text of
`benchmarks.hostile` takes at 1 MB, and at half of that, to show that time is linear.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from benchmarks.hostile import SHAPES
from extraction import extract, version
from extraction.records import Article, articles

ROOT = Path(__file__).resolve().parent.parent
MOST_MEMORY_MB = 200
MOST_COLD_SECONDS = 1.5
MOST_HOSTILE_SECONDS = 20
COLD_STARTS = 5


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a bar is missed, 2 where there is nothing to measure."""
    options = _parser().parse_args(arguments)
    if options.memory_of:
        print(_memory(options.memory_of))
        return 0
    if options.hostile is not None:
        return _hostile(options.hostile or list(SHAPES), options.size)
    path = options.file or Path(os.environ.get("AHD_SHARED", ROOT.parent / "shared")) / "eval" / "dev.jsonl"
    if not path.is_file():
        print(f"no articles in {path}: name a file of JSON lines", file=sys.stderr)
        return 2
    figures = measure(path)
    print(json.dumps(figures, indent=1)) if options.json else _print(figures)
    return 0 if all(passed for _, _, passed in _bars(figures)) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="articles as JSON lines")
    parser.add_argument(
        "--hostile", nargs="*", metavar="SHAPE", choices=[*SHAPES, []], help="time hostile texts"
    )
    parser.add_argument(
        "--size", type=int, default=1_000_000, help="characters of a hostile text (1,000,000)"
    )
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    parser.add_argument("--memory-of", type=Path, help=argparse.SUPPRESS)
    return parser


def measure(path: Path) -> dict[str, Any]:
    """All figures over the articles of a file."""
    found = list(_articles(path))
    ours = _timed(found, lambda article: extract(article.text, article.published))
    theirs = _timed(found, _search_dates())
    seconds = statistics.quantiles(ours, n=100, method="inclusive")
    return {
        "version": version(),
        "articles": len(found),
        "characters": round(statistics.mean(len(article.text) for article in found)),
        "per_second": len(found) / sum(ours),
        "p50_ms": 1000 * statistics.median(ours),
        "p99_ms": 1000 * seconds[98],
        "dateparser_per_second": len(found) / sum(theirs),
        "ratio": sum(theirs) / sum(ours),
        "memory_mb": _fresh_memory(path),
        "cold_start_s": _cold_start(found[0]),
    }


def _articles(path: Path) -> Iterator[Article]:
    return articles(path.name, path.read_text(encoding="utf-8"))


def _timed(found: list[Article], run: Callable[[Article], object]) -> list[float]:
    """Seconds for each article, after one round to warm up; the better of two rounds."""
    for article in found:
        run(article)
    rounds = [[_seconds(run, article) for article in found] for _ in range(2)]
    return min(rounds, key=sum)


def _seconds(run: Callable[[Article], object], article: Article) -> float:
    """Processor seconds, which other work on the machine does not lengthen; there is one thread."""
    started = time.process_time()
    run(article)
    return time.process_time() - started


def _search_dates() -> Callable[[Article], object]:
    from dateparser.search import search_dates

    return lambda article: search_dates(article.text, languages=["ar"])


def _memory(path: Path) -> float:
    """Peak resident memory of this process, in MB, after all articles of a file."""
    for article in _articles(path):
        extract(article.text, article.published)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


def _fresh_memory(path: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.extraction", "--memory-of", str(path)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def _cold_start(article: Article) -> float:
    """Seconds of `python -m extraction` for one article: the best of some starts."""
    command = [sys.executable, "-m", "extraction"]
    taken = []
    for _ in range(COLD_STARTS):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, input=article.text.encode(), capture_output=True, check=True)
        taken.append(time.perf_counter() - started)
    return min(taken)


def _bars(figures: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """(figure, bar, whether it is met)."""
    return [
        ("ratio", "≥ 1", figures["ratio"] >= 1),
        ("memory_mb", f"≤ {MOST_MEMORY_MB}", figures["memory_mb"] <= MOST_MEMORY_MB),
        ("cold_start_s", f"≤ {MOST_COLD_SECONDS}", figures["cold_start_s"] <= MOST_COLD_SECONDS),
    ]


def _print(figures: dict[str, Any]) -> None:
    names = {
        "articles": "articles",
        "characters": "characters an article, mean",
        "per_second": "extraction, articles/s",
        "p50_ms": "  p50 an article, ms",
        "p99_ms": "  p99 an article, ms",
        "dateparser_per_second": "dateparser (dates only), articles/s",
        "ratio": "extraction against dateparser, times as fast",
        "memory_mb": "peak memory, MB",
        "cold_start_s": "cold start of python -m extraction, s",
    }
    bars = {name: (bar, passed) for name, bar, passed in _bars(figures)}
    table = Table("figure", Column("value", justify="right"), Column("bar", justify="right"), "", box=None)
    for name, shown in names.items():
        bar, passed = bars.get(name, ("", None))
        verdict = "" if passed is None else "[green]pass[/]" if passed else "[red]FAIL[/]"
        value = figures[name]
        table.add_row(shown, f"{value:.2f}" if isinstance(value, float) else str(value), bar, verdict)
    out = Console(highlight=False)
    out.print(f"extractor {figures['version']}")
    out.print(table)


def _hostile(shapes: list[str], size: int) -> int:
    out = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    worst = 0.0
    out.print(f"extractor {version()}, texts of {size:,} characters, seconds")
    extract("تعهد المجلس ببناء مدرسة.", date(2024, 1, 1))
    for name in shapes:
        half, whole = (_hostile_seconds(name, characters) for characters in (size // 2, size))
        worst = max(worst, whole)
        verdict = "[red]FAIL[/]" if whole > MOST_HOSTILE_SECONDS else ""
        out.print(f"  {name:28} half {half:7.2f}  whole {whole:7.2f}  {verdict}")
    out.print(f"worst {worst:.1f} s (bar: {MOST_HOSTILE_SECONDS} s for 1 MB)")
    return 0 if worst <= MOST_HOSTILE_SECONDS else 1


def _hostile_seconds(name: str, size: int) -> float:
    text = SHAPES[name](size)
    return _seconds(
        lambda article: extract(article.text, article.published), Article(name, text, date(2024, 1, 1))
    )


if __name__ == "__main__":
    sys.exit(main())
