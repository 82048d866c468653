"""Command line of the database builder: `python -m extraction.paradigms [--check]`."""

import argparse
import sys

from extraction.errors import ExtractionError
from extraction.paradigms.build import TARGET, database, is_current


def main(arguments: list[str] | None = None) -> int:
    """Build the database, or only compare it; returns the exit code (1: stale, 2: bad lists)."""
    parser = argparse.ArgumentParser(prog="python -m extraction.paradigms", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare with the stored database, write nothing"
    )
    options = parser.parse_args(arguments)
    try:
        if options.check:
            return 0 if is_current() else _stale()
        text = database()
    except ExtractionError as error:
        print(error, file=sys.stderr)
        return 2
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {text.count(chr(10))} lines, {len(text.encode()) // 1024} KiB")
    return 0


def _stale() -> int:
    print(
        f"{TARGET.name} is not what the word lists give: run python -m extraction.paradigms", file=sys.stderr
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
