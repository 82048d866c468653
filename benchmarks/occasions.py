"""Learn which mentions are one occasion and which are occasions at all, from gold given by path.

usage: python -m benchmarks.occasions GOLD.jsonl... [--write] [--folds 5]

Prints for each file the figures of cross-validation over all articles; one that follows
(`after`) another is tested with it. `--write` then learns from all and writes
`extraction/occasion_weights.json`.
"""

import argparse
import json
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.learning import Linear, fit_logistic, fit_softmax
from benchmarks.matching import name_words, parties_right, same_party
from extraction import merging
from extraction.actors import Entities
from extraction.dating import Dater
from extraction.gatherings import CONVENING
from extraction.genuine import occasion_features
from extraction.meetings import (
    MAX_OPEN,
    Occasion,
    Occasions,
    cluster,
    find_meetings,
    is_alone,
    read_views,
)  # fmt: skip
from extraction.merging import Cluster, View, link_features, read_models
from extraction.phrases import Phrases
from extraction.roles import ROLES, Caster
from extraction.timex import recognise
from extraction.tokens import read
from extraction.types import MeetingKind

# The least log-odds at which a commitment is said to be made in a meeting.
MADE_THERE = -2.0
# Total penalties of the models, by name.
L2 = {"links": 8.0, "occasions": 8.0, "meetings": 3.0, "dates": 6.0, "roles": 4.0}
Spans = list[list[int]]
Rows = tuple[list[dict[str, float]], list[bool]]


@dataclass(eq=False)
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
    data: dict[str, Any]


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
    return Article(table, dater, views, parts, gold, len(spans), entities, published, made, data)


def _gold(table: Phrases, view: View, meetings: Sequence[Spans]) -> int:
    """The gold meeting whose span holds the head; of a body and its verb of convening, any part of them."""
    mention = view.frame.mention
    token = table.doc.tokens[mention.head]
    stop = table.doc.tokens[mention.end - 1].end if mention.entry == CONVENING else token.start + 1
    for number, spans in enumerate(meetings):
        if any(start < stop and token.start < end and token.end > start for start, end in spans):
            return number
    return -1


@cache
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


@cache
def date_rows(article: Article) -> list[Rows]:
    """For each gold meeting the dates it may have, and which is right; none where it is not among them."""
    heads = [view.frame.mention.head for view in article.views]
    sets = []
    for number, meeting in enumerate(article.data["meetings"]):
        frames = [v.frame for v, g in zip(article.views, article.gold, strict=True) if g == number]
        if frames:
            candidates = article.dater.candidates(frames, heads)
            right = [candidate.value == meeting["date"] for candidate in candidates]
            sets.append(([candidate.features for candidate in candidates], right))
    return sets


@cache
def role_rows(article: Article, role: str) -> list[Rows]:
    """For each gold meeting every party near its mentions, and whether gold gives it that role."""
    caster = Caster(article.table, article.entities, [view.frame.mention.head for view in article.views])
    sets = []
    for number, meeting in enumerate(article.data["meetings"]):
        frames = [v.frame for v, g in zip(article.views, article.gold, strict=True) if g == number]
        if frames:
            candidates = caster.candidates(frames, MeetingKind(meeting["kind"]))
            names = [article.entities.party(candidate.phrase).name for candidate in candidates]
            right = [any(same_party(gold, name) for gold in meeting[role]) for name in names]
            sets.append(([candidate.features for candidate in candidates], right))
    return sets


def learn(articles: Sequence[Article], link_threshold: float, threshold: float) -> dict[str, Any]:
    """Both models from a list of articles, as the weights file has them."""
    links = _fit([link_rows(article) for article in articles], L2["links"])
    data: dict[str, Any] = {name: {"bias": 0.0, "weights": {}} for name in ("occasions", "meetings")}
    data |= {f"roles.{role}": {"bias": 0.0, "weights": {}} for role in ROLES}
    dates = [rows for article in articles for rows in date_rows(article)]
    candidates, right = [rows for rows, _ in dates], [labels for _, labels in dates]
    data["dates"] = _data(fit_softmax(candidates, right, l2=L2["dates"]))
    data |= {"links": _data(links), "link_threshold": link_threshold, "occasion_threshold": threshold}
    data["meeting_threshold"] = MADE_THERE
    for role in ROLES:
        data[f"roles.{role}"] = _data(_fit([r for a in articles for r in role_rows(a, role)], L2["roles"]))
    learned = read_models(data)
    real = [occasion_rows(article, learned) for article in articles]
    data["occasions"] = _data(_fit(real, L2["occasions"]))
    learned = read_models(data)
    made = [rows for article in articles for rows in meeting_rows(article, learned)]
    return data | {"meetings": _data(_fit(made, L2["meetings"]))}


def _fit(sets: Sequence[Rows], l2: float) -> Linear:
    return fit_logistic([row for rows, _ in sets for row in rows], [y for _, ys in sets for y in ys], l2=l2)


def _data(model: Linear) -> dict[str, Any]:
    weights = {name: round(w, 3) for name, w in sorted(model.weights.items()) if abs(w) >= 0.02}
    return {"bias": round(model.bias, 3), "weights": weights}


def figures(articles: Sequence[Article], data: dict[str, Any]) -> Counter[str]:
    """Occasions found, given and in gold, and of those found how often each field is right."""
    learned = read_models(data)
    n: Counter[str] = Counter()
    for article in articles:
        found = _found(article, learned)
        names = _names(article, found)
        n.update(right=sum(name >= 0 for name in names), given=len(names), gold=article.meetings)
        for occasion, name in zip(found.all, names, strict=True):
            if name >= 0:
                n.update(_fields(article.data["meetings"][name], occasion))
    return n


def _fields(gold: dict[str, Any], found: Occasion) -> Counter[str]:
    """Each field that gold has (or a date that is given), and whether it is right."""
    n = Counter({"kind.n": 1, "kind": int(gold["kind"] == found.kind)})
    if gold["date"] or found.date:
        n.update({"date.n": 1, "date": int(gold["date"] == found.date)})
    for field in ("chair", "organizers", "participants"):
        if gold[field]:
            given = [party.name for party in getattr(found, field)]
            n.update({f"{field}.n": 1, field: int(parties_right(gold[field], given))})
    if gold["place"]:
        shared = name_words(gold["place"]) & name_words(found.place or "")
        n.update({"place.n": 1, "place": int(bool(shared))})
    return n


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


def linked(articles: Sequence[Article], data: dict[str, Any]) -> Counter[str]:
    """Commitments linked rightly of those with a findable meeting; left alone rightly of the others."""
    learned = read_models(data)
    n: Counter[str] = Counter()
    for article in articles:
        for rows, labels in meeting_rows(article, learned):
            scores = [learned.meetings.score(row) for row in rows]
            best = max(range(len(scores)), key=lambda k: scores[k], default=-1)
            given = best >= 0 and scores[best] > learned.meeting_threshold
            if any(labels):
                n.update({"linked.n": 1, "linked": int(given and labels[best])})
            else:
                n.update({"alone.n": 1, "alone": int(not given)})
    return n


def cross_validate(sets: Mapping[str, Sequence[Article]], folds: int, floors: tuple[float, float]) -> None:
    """Print for each set the figures over articles that were not learned from, nor any of the same form."""
    everything = [article for articles in sets.values() for article in articles]
    origins = {name: k for k, name in enumerate(sorted({_origin(article) for article in everything}))}
    found: dict[str, Counter[str]] = {name: Counter() for name in sets}
    for fold in range(folds):
        data = learn([a for a in everything if origins[_origin(a)] % folds != fold], *floors)
        for name, articles in sets.items():
            rest = [a for a in articles if origins[_origin(a)] % folds == fold]
            found[name] += figures(rest, data) + linked(rest, data)
    for name, n in found.items():
        report(name, n)


def _origin(article: Article) -> str:
    """The id of the article whose form an article follows, else its own."""
    return str(article.data.get("after") or article.data["id"])


def report(name: str, n: Counter[str]) -> None:
    """Print counts as figures."""
    precision, recall = n["right"] / max(1, n["given"]), n["right"] / max(1, n["gold"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    fields = ("date", "kind", "chair", "organizers", "participants", "place", "linked", "alone")
    shares = " ".join(f"{field} {n[field] / max(1, n[f'{field}.n']):.3f}" for field in fields)
    print(f"{name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} of {n['gold']}; {shares}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=5, help="0 for no cross-validation")
    parser.add_argument("--link", type=float, default=-1.0, help="least log-odds of a link")
    parser.add_argument("--threshold", type=float, default=-0.45, help="least log-odds of an occasion")
    options = parser.parse_args(arguments)
    sets = {path: load([path]) for path in options.gold}
    if options.folds:
        cross_validate(sets, options.folds, (options.link, options.threshold))
    if options.write:
        data = learn([a for articles in sets.values() for a in articles], options.link, options.threshold)
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
        merging.FILE.write_text(text + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
