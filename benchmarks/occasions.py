"""Learn which mentions are one occasion and which are occasions at all, from gold given by path.

usage: python -m benchmarks.occasions GOLD.jsonl... [--write] [--folds 5]

Prints the figures of cross-validation over articles; `--write` then learns from all
articles and writes `extraction/occasion_weights.json`.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.learning import Linear, fit_logistic
from extraction import merging
from extraction.actors import Entities
from extraction.meetings import MAX_OPEN, Dater, cluster, is_alone, read_views
from extraction.merging import Cluster, View, link_features, occasion_features, read_models
from extraction.phrases import Phrases
from extraction.timex import recognise
from extraction.tokens import read

Spans = list[list[int]]


@dataclass
class Article:
    """A gold article with its mentions; `gold[i]` is the gold meeting that view i names, or -1."""

    table: Phrases
    dater: Dater
    views: list[View]
    parts: dict[int, int]
    gold: list[int]
    meetings: int


def load(paths: Iterable[str]) -> list[Article]:
    """The articles of gold files, read and aligned."""
    lines = (line for path in paths for line in Path(path).read_text("utf-8").splitlines() if line)
    return [_article(json.loads(line)) for line in lines]


def _article(data: dict[str, Any]) -> Article:
    table = Phrases(read(data["text"]))
    published = date.fromisoformat(data["published"]) if data["published"] else None
    dater, views, parts = read_views(table, Entities(table), recognise(table.doc), published)
    spans = [meeting["mentions"] for meeting in data["meetings"]]
    gold = [_gold(table, view, spans) for view in views]
    return Article(table, dater, views, parts, gold, len(spans))


def _gold(table: Phrases, view: View, meetings: Sequence[Spans]) -> int:
    token = table.doc.tokens[view.frame.mention.head]
    for number, spans in enumerate(meetings):
        if any(start <= token.start < end or token.start < start < token.end for start, end in spans):
            return number
    return -1


def link_rows(article: Article) -> tuple[list[dict[str, float]], list[bool]]:
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
                rows.append(link_features(article.table, view, candidate, rank, clash, alone))
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


def occasion_rows(article: Article, learned: merging.Models) -> tuple[list[dict[str, float]], list[bool]]:
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


def learn(articles: Sequence[Article], link_threshold: float, threshold: float) -> dict[str, Any]:
    """Both models from a list of articles, as the weights file has them."""
    links = _fit([link_rows(article) for article in articles], 3.0)
    data: dict[str, Any] = {"links": _data(links), "occasions": {"bias": 0.0, "weights": {}}}
    data |= {"link_threshold": link_threshold, "occasion_threshold": threshold}
    learned = read_models(data)
    occasions = _fit([occasion_rows(article, learned) for article in articles], 4.0)
    return data | {"occasions": _data(occasions)}


def _fit(sets: Sequence[tuple[list[dict[str, float]], list[bool]]], l2: float) -> Linear:
    return fit_logistic([row for rows, _ in sets for row in rows], [y for _, ys in sets for y in ys], l2=l2)


def _data(model: Linear) -> dict[str, Any]:
    weights = {name: round(w, 3) for name, w in sorted(model.weights.items()) if abs(w) >= 0.02}
    return {"bias": round(model.bias, 3), "weights": weights}


def counts(articles: Sequence[Article], data: dict[str, Any]) -> tuple[int, int, int]:
    """Occasions found, given and in gold."""
    learned = read_models(data)
    right = given = gold = 0
    for article in articles:
        rows, labels = occasion_rows(article, learned)
        scores = [learned.occasions.score(x) > learned.occasion_threshold for x in rows]
        kept = [y for keep, y in zip(scores, labels, strict=True) if keep]
        right, given, gold = right + sum(kept), given + len(kept), gold + article.meetings
    return right, given, gold


def cross_validate(articles: Sequence[Article], folds: int, link_threshold: float, threshold: float) -> float:
    """F1 over articles that were not learned from."""
    total = [0, 0, 0]
    for fold in range(folds):
        data = learn([a for i, a in enumerate(articles) if i % folds != fold], link_threshold, threshold)
        part = counts([a for i, a in enumerate(articles) if i % folds == fold], data)
        total = [x + y for x, y in zip(total, part, strict=True)]
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
    parser.add_argument("--threshold", type=float, default=-0.5, help="least log-odds of an occasion")
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
