"""Command line: articles in, one JSON line each out; or, with --explain, the reasons for a reader."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from extraction import extract
from extraction.errors import ExtractionError
from extraction.records import Article, InputError, articles, parse_date, record

EPILOG = """\
A file holds the text of one article, or JSON lines with id, text and published.
Without files, standard input is read. Exit codes: 0 done, 1 an input could not be
read (the others are still written), 2 wrong usage, 130 interrupted.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = _parser().parse_args(arguments)
    failed = _Failures()
    try:
        if options.explain:
            from extraction.explain import show

            for article in _read(options.files, options.published, failed):
                show(article, extract(article.text, article.published))
        else:
            _write(_read(options.files, options.published, failed), sys.stdout)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return 1 if failed.count else 0


class _Failures:
    """Counts inputs that could not be read and says why."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, error: Exception) -> None:
        """Report one input on standard error."""
        self.count += 1
        print(f"python -m extraction: {error}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m extraction",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="text or JSON lines; - is standard input")
    parser.add_argument(
        "--published", type=_date, metavar="YYYY-MM-DD", help="publication date of articles that name none"
    )
    parser.add_argument(
        "--explain", action="store_true", help="show clause, trigger, rule and features behind each record"
    )
    return parser


def _date(value: str) -> date:
    try:
        return parse_date("--published", value)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _read(files: list[str], published: date | None, failed: _Failures) -> Iterator[Article]:
    for name in files or ["-"]:
        try:
            content = _content(name)
        except (OSError, UnicodeDecodeError) as error:
            failed.add(InputError(f"{name}: {_reason(error)}"))
            continue
        found = articles(name, content, published)
        try:
            yield from found
        except ExtractionError as error:
            failed.add(error)


def _content(name: str) -> str:
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 text (byte {error.start})"
    return getattr(error, "strerror", None) or str(error)


def _write(found: Iterable[Article], out: TextIO) -> None:
    for article in _progress(found):
        line = json.dumps(record(article, extract(article.text, article.published)), ensure_ascii=False)
        # A lone surrogate of the input can stand in a name: JSON escapes it.
        out.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def _progress(found: Iterable[Article]) -> Iterable[Article]:
    """The same articles, with a bar on standard error where that is a terminal and results go elsewhere."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return found
    from rich.console import Console
    from rich.progress import track

    known = list(found)
    return track(known, description="Articles", console=Console(stderr=True))


if __name__ == "__main__":
    sys.exit(main())
