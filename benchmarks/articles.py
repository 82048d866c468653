"""Read the articles that were written and annotated for this project: text, then one line a record.

usage: python -m benchmarks.articles FILE... [--out GOLD.jsonl] [--check]

An article begins with `=== ID | PUBLISHED` (or `-`) and may name, after `| after`, the article of
another set whose form it follows. Its text goes on to a line `---`; then one line a record:

    M m1 | meeting | MENTION ;; MENTION | date=2016-03-12 | time=10:00 | place=… | org=A ;; B | chair=…
       (and part=…, planned)
    C decision | TRIGGER | ACTION | by=COMMITTERS | to=ASSIGNEES | for=RECIPIENTS | due=WORDS => EDTF
       (and st=broken, in=m1)

Quotes are verbatim. `quote #2` is its second occurrence. A trigger is the occurrence nearest to its action.
Prints what is wrong by article and line; exit status 1 then.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "articles"
KINDS = frozenset({"pledge", "agreement", "decision", "plan", "directive", "recommendation"})
MEETING_KINDS = frozenset(
    {"session", "meeting", "assembly", "forum", "training", "visit", "ceremony", "protest"}
)
STATUSES = frozenset({"open", "fulfilled", "broken"})
_MEETING_LISTS = {"org": "organizers", "chair": "chair", "part": "participants"}
_LISTS = {"by": "committers", "to": "assignees", "for": "recipients"}


@dataclass
class Source:
    """One article as it stands in a file; `line` is the number of its first line."""

    path: str
    line: int
    head: str
    text: str
    records: list[tuple[int, str]]
    errors: list[str] = field(default_factory=list)

    def wrong(self, line: int, what: str) -> None:
        """Note an error."""
        self.errors.append(f"{self.path}:{line}: {what}")


def split(path: Path) -> Iterator[Source]:
    """The articles of a file, in order."""
    source: Source | None = None
    text: list[str] = []
    told = False
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), "=== "], 1):
        if line.startswith("==="):
            if source is not None:
                source.text = "\n".join(text).strip("\n")
                yield source
            source, text, told = Source(str(path), number, line[3:].strip(), "", []), [], False
        elif line.strip() == "---":
            told = True
        elif told and source is not None:
            if line.strip():
                source.records.append((number, line.strip()))
        else:
            text.append(line)


def occurrences(text: str, quote: str) -> list[int]:
    """Where a quote begins in a text."""
    found, at = [], text.find(quote)
    while quote and at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _locate(source: Source, line: int, quote: str, what: str) -> tuple[list[int], str, bool]:
    """The places a quote may mean, the quote, and whether one was chosen by number."""
    number = 0
    head, mark, tail = quote.rpartition("#")
    if mark and tail.strip().isdigit():
        quote, number = head.strip(), int(tail)
    places = occurrences(source.text, quote)
    if not places:
        source.wrong(line, f"{what} not in the text: {quote}")
    elif number > len(places):
        source.wrong(line, f"{what} occurs {len(places)} times only: {quote}")
        places = []
    elif number:
        places = [places[number - 1]]
    return places, quote, bool(number)


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.split(";;") if part.strip()]


def _fields(source: Source, line: int, parts: Sequence[str], known: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in parts:
        name, _, value = part.partition("=")
        name = name.strip()
        if name not in known:
            source.wrong(line, f"unknown field: {part}")
        found[name] = value.strip()
    return found


def _meeting(source: Source, line: int, parts: Sequence[str]) -> dict[str, Any]:
    name, kind, quotes = parts[0], parts[1], parts[2]
    if kind not in MEETING_KINDS:
        source.wrong(line, f"kind of meeting: {kind}")
    values = _fields(
        source, line, parts[3:], frozenset({"date", "time", "place", "planned", *_MEETING_LISTS})
    )
    mentions = []
    for quote in _list(quotes):
        places, plain, _ = _locate(source, line, quote, "mention")
        if places:
            mentions.append([places[0], places[0] + len(plain)])
    place = values.get("place") or None
    _named(source, line, [place] if place else [])
    found: dict[str, Any] = {
        "id": name, "kind": kind, "mentions": mentions, "date": values.get("date") or None,
        "time": values.get("time") or None, "place": place,
    }  # fmt: skip
    for short, long in _MEETING_LISTS.items():
        found[long] = _list(values.get(short, ""))
        _named(source, line, found[long])
    found["planned"] = "planned" in values
    return found


def _named(source: Source, line: int, names: Sequence[str]) -> None:
    for name in names:
        missing = [word for word in name.split() if word not in source.text]
        if missing:
            source.wrong(line, f"not in the text: {' '.join(missing)} (of {name})")


def _commitment(source: Source, line: int, parts: Sequence[str], number: int) -> dict[str, Any] | None:
    kind, trigger, action = parts[0], parts[1], parts[2]
    if kind not in KINDS:
        source.wrong(line, f"kind of commitment: {kind}")
    values = _fields(source, line, parts[3:], frozenset({"due", "st", "in", *_LISTS}))
    places, action, _ = _locate(source, line, action, "action")
    if len(places) > 1:
        source.wrong(line, f"action occurs {len(places)} times, say which (#n): {action}")
    triggers, trigger, _ = _locate(source, line, trigger, "trigger")
    if not places or not triggers:
        return None
    start, end = places[0], places[0] + len(action)

    def far(at: int) -> int:
        return max(start - at - len(trigger), at - end, 0)

    at = min(triggers, key=lambda t: (far(t), abs(start - t)))
    if far(at) > 400:
        source.wrong(line, f"trigger lies {far(at)} characters from its action: {trigger}")
    status = values.get("st", "open")
    if status not in STATUSES:
        source.wrong(line, f"status: {status}")
    found: dict[str, Any] = {
        "id": f"c{number}", "kind": kind, "trigger": [at, at + len(trigger)], "action": [start, end],
    }  # fmt: skip
    for short, long in _LISTS.items():
        found[long] = _list(values.get(short, ""))
        _named(source, line, found[long])
    phrase, _, value = values.get("due", "").partition("=>")
    _named(source, line, [phrase.strip()])
    found["deadline"] = {"text": phrase.strip(), "value": value.strip() or None} if phrase.strip() else None
    found["status"], found["meeting"] = status, values.get("in") or None
    return found


def gold(source: Source) -> dict[str, Any]:
    """An article in the form of the evaluation's gold; errors are noted in `source`."""
    head = [part.strip() for part in source.head.split("|")]
    published = head[1] if len(head) > 1 and head[1] != "-" else None
    meetings: list[dict[str, Any]] = []
    commitments: list[dict[str, Any]] = []
    for line, record in source.records:
        mark, _, rest = record.partition(" ")
        parts = [part.strip() for part in rest.split(" | ")]
        if mark not in ("M", "C") or len(parts) < 3:
            source.wrong(line, f"neither M nor C with three fields: {record}")
        elif mark == "M":
            meetings.append(_meeting(source, line, parts))
        else:
            found = _commitment(source, line, parts, len(commitments) + 1)
            commitments += [found] if found else []
    names = {meeting["id"] for meeting in meetings}
    for commitment in commitments:
        if commitment["meeting"] and commitment["meeting"] not in names:
            source.wrong(source.line, f"unknown meeting: {commitment['meeting']}")
    after = head[2].removeprefix("after").strip() if len(head) > 2 else None
    return {
        "id": head[0], "published": published, "text": source.text, "meetings": meetings,
        "commitments": commitments, "after": after,
    }  # fmt: skip


def main() -> int:
    """Read, check and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", help="default: all of benchmarks/articles/")
    parser.add_argument("--out", help="write the gold here")
    args = parser.parse_args()
    paths = [Path(name) for name in args.files] or sorted(FOLDER.glob("*.txt"))
    sources = [source for path in paths for source in split(path)]
    golds = [gold(source) for source in sources]
    errors = [error for source in sources for error in source.errors]
    print("\n".join(errors), file=sys.stderr, end="\n" if errors else "")
    records = sum(len(one["commitments"]) for one in golds)
    meetings = sum(len(one["meetings"]) for one in golds)
    print(
        f"{len(golds)} articles, {records} commitments, {meetings} meetings, {len(errors)} errors",
        file=sys.stderr,
    )
    if args.out:
        lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in golds]
        Path(args.out).write_text("".join(lines), "utf-8")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
