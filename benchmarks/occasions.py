"""Learn which mentions are one occasion and which are occasions at all, from gold given by path.

usage: python -m benchmarks.occasions GOLD.jsonl... [--write] [--folds 5]

Prints the figures of cross-validation over articles; `--write` then learns from all
articles and writes `extraction/occasion_weights.json`.
"""

import argparse
import json
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.learning import Linear, fit_logistic
from extraction import merging
from extraction.actors import Entities
from extraction.meetings import (
    MAX_OPEN,
    Dater,
    Occasions,
    cluster,
    find_meetings,
    is_alone,
    read_views,
)  # fmt: skip
from extraction.merging import Cluster, View, link_features, occasion_features, read_models
from extraction.phrases import Phrases
from extraction.timex import recognise
from extraction.tokens import read

# The least log-odds at which a commitment is said to be made in a meeting.
MADE_THERE = -2.0
Spans = list[list[int]]
Rows = tuple[list[dict[str, float]], list[bool]]


@dataclass
class Article:
    """A gold article with its mentions; `gold[i]` is the gold meeting that view i names, or -1.

    `made` are the trigger tokens of the gold commitments with their meeting, or -1.
    """

    table: Phrases
    dater: Dater
    views: list[View]
    parts: dict[int, int]
    gold: list[int]
    meetings: int
    entities: Entities
    published: date | None
    made: list[tuple[int, int]]


def load(paths: Iterable[str]) -> list[Article]:
    """The articles of gold files, read and aligned."""
    lines = (line for path in paths for line in Path(path).read_text("utf-8").splitlines() if line)
    return [_article(json.loads(line)) for line in lines]


def _article(data: dict[str, Any]) -> Article:
    table = Phrases(read(data["text"]))
    published = date.fromisoformat(data["published"]) if data["published"] else None
    entities = Entities(table)
    dater, views, parts = read_views(table, entities, recognise(table.doc), published)
    spans = [meeting["mentions"] for meeting in data["meetings"]]
    gold = [_gold(table, view, spans) for view in views]
    names = {meeting["id"]: number for number, meeting in enumerate(data["meetings"])}
    starts = [token.start for token in table.doc.tokens]
    made = [
        (max(0, bisect_right(starts, c["trigger"][0]) - 1), names.get(c["meeting"], -1))
        for c in data["commitments"]
    ]
    return Article(table, dater, views, parts, gold, len(spans), entities, published, made)


def _gold(table: Phrases, view: View, meetings: Sequence[Spans]) -> int:
    token = table.doc.tokens[view.frame.mention.head]
    for number, spans in enumerate(meetings):
        if any(start <= token.start < end or token.start < start < token.end for start, end in spans):
            return number
    return -1


def link_rows(article: Article) -> Rows:
    """Pairs of a mention and an earlier cluster, built from gold; mentions outside gold stand alone."""
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    clusters: list[Cluster] = []
    known: dict[int, Cluster] = {}
    for view, gold in zip(article.views, article.gold, strict=True):
        home = known.get(gold) if gold >= 0 else None
        alone = is_alone(view, clusters)
        for rank, candidate in enumerate(reversed(clusters[-MAX_OPEN:])):
            if gold >= 0 and not _ignored(candidate, known):
                clash = article.dater.clash(view.date, candidate.dates)
                features = link_features(article.table, view, candidate, rank, clash, alone)
                if merging.FORBIDDEN not in features:
                    rows.append(features)
                    labels.append(candidate is home)
        if home is None:
            home = Cluster()
            clusters.append(home)
            if gold >= 0:
                known[gold] = home
        home.add(view)
    return rows, labels


def _ignored(candidate: Cluster, known: dict[int, Cluster]) -> bool:
    """A verb that gold leaves out may well name the occasion: it teaches nothing."""
    return candidate.last.verbal and all(candidate is not c for c in known.values())


def occasion_rows(article: Article, learned: merging.Models) -> Rows:
    """Clusters as the learned links make them; right is the first that holds a gold meeting."""
    heads = {view.frame.mention.head: gold for view, gold in zip(article.views, article.gold, strict=True)}
    clusters = cluster(article.table, article.dater, article.views, article.parts, learned)
    forum = any("forum" in c.families or "assembly" in c.families for c in clusters)
    rows, labels, seen = [], [], set()
    for c in clusters:
        names = [heads[frame.mention.head] for frame in c.frames]
        fresh = [name for name in names if name >= 0 and name not in seen]
        rows.append(occasion_features(article.table, c, forum))
        labels.append(bool(fresh))
        seen.update(fresh[:1])
    return rows, labels


def meeting_rows(
    article: Article, learned: merging.Models
) -> list[tuple[list[dict[str, float]], list[bool]]]:
    """For each gold commitment the evidence for every reported occasion, and whether it is the right one."""
    found = _found(article, learned)
    names = _names(article, found)
    sets = []
    for token, meeting in article.made:
        right = [meeting >= 0 and name == meeting for name in names]
        if meeting < 0 or any(right):
            sets.append((found.linker.rows(token), right))
    return sets


def learn(articles: Sequence[Article], link_threshold: float, threshold: float) -> dict[str, Any]:
    """Both models from a list of articles, as the weights file has them."""
    links = _fit([link_rows(article) for article in articles], 3.0)
    data: dict[str, Any] = {name: {"bias": 0.0, "weights": {}} for name in ("occasions", "meetings")}
    data |= {"links": _data(links), "link_threshold": link_threshold, "occasion_threshold": threshold}
    data["meeting_threshold"] = MADE_THERE
    learned = read_models(data)
    data["occasions"] = _data(_fit([occasion_rows(article, learned) for article in articles], 8.0))
    learned = read_models(data)
    made = [rows for article in articles for rows in meeting_rows(article, learned)]
    return data | {"meetings": _data(_fit(made, 3.0))}


def _fit(sets: Sequence[Rows], l2: float) -> Linear:
    return fit_logistic([row for rows, _ in sets for row in rows], [y for _, ys in sets for y in ys], l2=l2)


def _data(model: Linear) -> dict[str, Any]:
    weights = {name: round(w, 3) for name, w in sorted(model.weights.items()) if abs(w) >= 0.02}
    return {"bias": round(model.bias, 3), "weights": weights}


def counts(articles: Sequence[Article], data: dict[str, Any]) -> tuple[int, int, int]:
    """Occasions found, given and in gold."""
    learned = read_models(data)
    right = given = gold = 0
    for article in articles:
        names = _names(article, _found(article, learned))
        right, given = right + sum(name >= 0 for name in names), given + len(names)
        gold += article.meetings
    return right, given, gold


def _found(article: Article, learned: merging.Models) -> Occasions:
    times = article.dater.context.timexes
    return find_meetings(article.table, article.entities, times, article.published, learned)


def _names(article: Article, found: Occasions) -> list[int]:
    """The gold meeting that each reported occasion is the first to hold, or -1."""
    heads = {view.frame.mention.head: gold for view, gold in zip(article.views, article.gold, strict=True)}
    names: list[int] = []
    for occasion in found.all:
        held = [heads[head] for head in occasion.heads if heads[head] >= 0 and heads[head] not in names]
        names.append(held[0] if held else -1)
    return names


def linked(articles: Sequence[Article], data: dict[str, Any]) -> tuple[int, int, int, int]:
    """Commitments linked rightly, all with a findable meeting; left alone rightly, all without one."""
    learned = read_models(data)
    right = held = alone = none = 0
    for article in articles:
        for rows, labels in meeting_rows(article, learned):
            scores = [learned.meetings.score(row) for row in rows]
            best = max(range(len(scores)), key=lambda k: scores[k], default=-1)
            given = best >= 0 and scores[best] > learned.meeting_threshold
            if any(labels):
                held, right = held + 1, right + (given and labels[best])
            else:
                none, alone = none + 1, alone + (not given)
    return right, held, alone, none


def cross_validate(articles: Sequence[Article], folds: int, link_threshold: float, threshold: float) -> float:
    """F1 over articles that were not learned from."""
    total, made = [0, 0, 0], [0, 0, 0, 0]
    for fold in range(folds):
        data = learn([a for i, a in enumerate(articles) if i % folds != fold], link_threshold, threshold)
        rest = [a for i, a in enumerate(articles) if i % folds == fold]
        total = [x + y for x, y in zip(total, counts(rest, data), strict=True)]
        made = [x + y for x, y in zip(made, linked(rest, data), strict=True)]
    print(f"commitments linked: {made[0]} of {made[1]} right; left alone: {made[2]} of {made[3]}")
    precision, recall = total[0] / max(1, total[1]), total[0] / max(1, total[2])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    floors = f"links {link_threshold:+.1f} occasions {threshold:+.1f}"
    print(f"{floors}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    return f1


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--link", type=float, default=-1.0, help="least log-odds of a link")
    parser.add_argument("--threshold", type=float, default=-0.45, help="least log-odds of an occasion")
    options = parser.parse_args(arguments)
    articles = load(options.gold)
    cross_validate(articles, options.folds, options.link, options.threshold)
    if options.write:
        data = learn(articles, options.link, options.threshold)
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        merging.FILE.write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
