"""How well the times of annotated articles are read, given the annotated actions and meetings.

usage: python benchmarks/timex_gold.py GOLD.jsonl [GOLD.jsonl ...] [--misses]

Three figures for each file: the deadlines whose words are found and resolved to the
day that gold has; deadline precision, recall and F1 when every action and trigger is
taken from gold; the meeting dates that some time beside the meeting gives. `--misses`
prints single errors, and is for training files only.
"""

import argparse
import json
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extraction.timex import edtf, recognise
from extraction.timex.context import TimeContext
from extraction.tokens import Document, read

Json = dict[str, Any]


def tokens_of(doc: Document, span: list[int]) -> range:
    """The token indexes that a span of characters touches."""
    starts = [token.start for token in doc.tokens]
    first = max(0, bisect_right(starts, span[0]) - 1)
    if doc.tokens and doc.tokens[first].end <= span[0]:
        first += 1
    return range(first, max(first + 1, bisect_left(starts, span[1])))


def last_day(value: str | None) -> str | None:
    """What deadlines are compared on: the last day a value admits."""
    if not value:
        return None
    parsed = edtf.parse(value)
    end = parsed.end or parsed.start if isinstance(parsed, edtf.EdtfInterval) else parsed
    return str(end.last() or end) if end else None


class Article:
    """One annotated article with its times."""

    def __init__(self, gold: Json) -> None:
        self.gold = gold
        self.doc = read(gold["text"])
        published = date.fromisoformat(gold["published"]) if gold["published"] else None
        self.context = TimeContext.build(self.doc, recognise(self.doc), published)
        self.dates = {meeting["id"]: meeting["date"] for meeting in gold["meetings"]}

    def reference(self, commitment: Json) -> date | None:
        """The day of the meeting that the commitment was made in, where it has one."""
        value = self.dates.get(commitment["meeting"])
        if not value:
            return None
        first, _ = edtf.bounds(value)
        return first

    def is_future(self, commitment: Json) -> bool:
        """Whether the trigger is a future verb."""
        trigger = tokens_of(self.doc, commitment["trigger"])
        return any(token.facts.is_future for token in self.doc.tokens[trigger.start : trigger.stop])

    def predicted(self) -> Iterator[tuple[Json, Any]]:
        """Every commitment with the deadline that the context gives its action."""
        group = sorted(self.gold["commitments"], key=lambda commitment: commitment["action"])
        actions = [tokens_of(self.doc, commitment["action"]) for commitment in group]
        deadlines = [
            self.context.deadline_for(
                action,
                tokens_of(self.doc, commitment["trigger"]),
                ahead=self.is_future(commitment),
                reference=self.reference(commitment),
            )
            for commitment, action in zip(group, actions, strict=True)
        ]
        yield from zip(group, self.context.shared_deadlines(actions, deadlines), strict=True)


def words_found(article: Article, misses: bool) -> tuple[int, int]:
    """(right, all) deadlines with a value whose words are found and resolved."""
    right = total = 0
    for commitment in article.gold["commitments"]:
        deadline = commitment["deadline"]
        if not deadline or not deadline["value"]:
            continue
        total += 1
        text, words = article.gold["text"], deadline["text"]
        places = [i for i in range(len(text)) if text.startswith(words, i)]
        values = {
            last_day(article.context.value(timex, reference=article.reference(commitment), direction=1))
            for timex in article.context.timexes
            if any(timex.span.start < place + len(words) and place < timex.span.end for place in places)
        }
        hit = last_day(deadline["value"]) in values
        right += hit
        if misses and not hit:
            print("WORDS", article.gold["published"], words, "|", deadline["value"], "|", values)
    return right, total


def deadlines(article: Article, misses: bool) -> tuple[int, int, int]:
    """(right, given, gold) deadlines with a value, as score.py counts them."""
    right = given = gold = 0
    for commitment, deadline in article.predicted():
        expected = (commitment["deadline"] or {}).get("value")
        value = deadline.value if deadline else None
        hit = bool(expected) and last_day(expected) == last_day(value)
        right, given, gold = right + hit, given + bool(value), gold + bool(expected)
        if misses and not hit and (value or expected):
            text = article.gold["text"]
            quote = text[slice(*commitment["action"])].replace("\n", " ")
            print("DEADLINE", article.gold["published"], commitment["kind"], "| gold", commitment["deadline"])
            print(
                "    given",
                deadline,
                article.reference(commitment),
                text[slice(*commitment["trigger"])],
                quote,
            )
    return right, given, gold


def meetings(article: Article, misses: bool) -> tuple[int, int]:
    """(right, all) dated meetings whose date some time in a sentence of theirs gives."""
    right = total = 0
    for meeting in article.gold["meetings"]:
        if not meeting["date"]:
            continue
        total += 1
        homes = {
            article.doc.tokens[tokens_of(article.doc, mention).start].sentence
            for mention in meeting["mentions"]
        }
        values = [
            article.context.meeting_date(timex, planned=meeting["planned"])
            for timex in article.context.timexes
            if article.doc.tokens[timex.start].sentence in homes
        ]
        right += meeting["date"] in values
        if misses and meeting["date"] not in values and any(values):
            start, end = meeting["mentions"][0]
            text = article.gold["text"][max(0, start - 60) : end + 80].replace("\n", " ")
            print("MEETING", article.gold["published"], meeting["date"], values, "|", text)
    return right, total


def main() -> None:
    """Print the figures of every file named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="print single errors (training files only)")
    args = parser.parse_args()
    print(f"{'file':24}{'words':>12}{'P':>7}{'R':>7}{'F1':>7}{'meetings':>12}")
    for path in args.gold:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        articles = [Article(json.loads(line)) for line in lines]
        words = [sum(column) for column in zip(*(words_found(a, args.misses) for a in articles), strict=True)]
        due = [sum(column) for column in zip(*(deadlines(a, args.misses) for a in articles), strict=True)]
        dated = [sum(column) for column in zip(*(meetings(a, args.misses) for a in articles), strict=True)]
        p, r = due[0] / max(1, due[1]), due[0] / max(1, due[2])
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        shares = f"{words[0]:>7}/{words[1]:<4}{p:7.3f}{r:7.3f}{f1:7.3f}{dated[0]:>7}/{dated[1]:<4}"
        print(f"{path.name:24}{shares}")


if __name__ == "__main__":
    main()
