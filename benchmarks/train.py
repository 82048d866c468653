"""Learn the weights of the extractor from annotated articles and write them as readable JSON.

usage: python -m benchmarks.train GOLD.jsonl [GOLD.jsonl ...] [--own FILE ...] [--out FILE] [--folds N]
                                  [--quick | --dry] [--without PREFIX ...]

Learns, in this order: where conjuncts part and actions end, the filter of candidate records, the calibration
of its confidence, and the ranker of committers. Every printed figure is cross-validated by article:
whatever is learned for a figure has not seen the article it is measured on. The project's own
articles (`benchmarks/articles/*.txt`) are learned from and never measured on; one that was written
after the form of an article is left out where that article is measured.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import bonds
from benchmarks.articles import FOLDER, gold, split
from benchmarks.learning import Features, Linear, fit_logistic, fit_softmax, sigmoid
from benchmarks.matching import dice, parties_right
from extraction import confidence
from extraction.actions import Choices, find_actions
from extraction.commitments import Draft, drafts, same_action
from extraction.committers import candidates
from extraction.confidence import FILE
from extraction.conjuncts import Joint
from extraction.context import Context, read_context
from extraction.endings import Ending
from extraction.features import ARTICLE
from extraction.matter import matter_of, words_of
from extraction.triggers import find_triggers
from extraction.types import Party

ARTICLE_L2, JOINT_L2, ITEM_L2, WHO_L2 = 50.0, 3.0, 3.3, 13.0
# How much an article of our own counts beside one from a newspaper, and how much what an article is about.
OWN_WEIGHT, ARTICLE_SHARE = 0.5, 0.6
GATE = 0.35
GATES = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
THRESHOLDS = [round(0.16 + 0.02 * k, 2) for k in range(22)]
Gold = dict[str, Any]
Groups = tuple[list[list[dict[str, float]]], list[list[bool]], list[float]]


@dataclass
class Article:
    """One annotated article and what the fixed parts of extraction read in it."""

    gold: Gold
    ctx: Context

    @property
    def weight(self) -> float:
        """How much it counts in learning which candidates are records."""
        return OWN_WEIGHT if "after" in self.gold else 1.0


@dataclass
class Sample:
    """The drafts of one article under some choice of conjuncts, and which of them match gold."""

    article: Article
    drafts: list[Draft]
    spans: list[tuple[int, int]]
    right: list[bool]
    odds: list[float] = field(default_factory=list)


def read_articles(paths: Sequence[str]) -> list[Article]:
    """All articles of the gold files."""
    lines = [line for path in paths for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    return [_article(json.loads(line)) for line in lines]


def read_own(paths: Sequence[str]) -> list[Article]:
    """The articles of this project in files of `benchmarks.articles`."""
    return [_article(gold(source)) for path in paths for source in split(Path(path))]


def _article(gold: Gold) -> Article:
    published = gold.get("published")
    return Article(gold, read_context(gold["text"], date.fromisoformat(published) if published else None))


# -- spans


@dataclass
class Shapes:
    """What shapes spans: where conjuncts part and where actions end."""

    conjuncts: Linear
    endings: Linear

    def choices(self) -> Choices:
        """The choices that these weights make."""
        return Choices(
            lambda joint: self.conjuncts.score(joint.features) > 0,
            lambda ending: self.endings.score(ending.features) > 0,
        )


@dataclass
class ShapeRows:
    """Every place where an action that matches gold might part or end, and whether gold does so there."""

    joints: list[tuple[Features, bool]] = field(default_factory=list)
    endings: list[tuple[Features, bool]] = field(default_factory=list)


def shape_rows(articles: Sequence[Article]) -> ShapeRows:
    """The places of all articles."""
    rows = ShapeRows()
    for one in articles:
        for trigger in find_triggers(one.ctx):
            find_actions(one.ctx, trigger, _oracle(one, rows))
    return rows


def _oracle(one: Article, rows: ShapeRows) -> Choices:
    """Choices read from gold, which note what they were asked where gold has an answer."""
    actions = [g["action"] for g in one.gold["commitments"]]
    tokens = one.ctx.tokens

    def parts(joint: Joint) -> bool:
        token = tokens[joint.at]
        starts = any(token.start <= a[0] <= token.start + 2 < a[1] for a in actions)
        if starts or _inside(token.start - 2, token.end, actions):
            rows.joints.append((joint.features, starts))
        return starts

    def ends(ending: Ending) -> bool:
        before, token = tokens[ending.at - 1], tokens[ending.at]
        ended = any(a[0] <= before.start and before.end <= a[1] + 1 < token.end for a in actions)
        if ended or _inside(before.start, token.end, actions):
            rows.endings.append((ending.features, ended))
        return ended

    return Choices(parts, ends)


def _inside(start: int, end: int, actions: Sequence[Sequence[int]]) -> bool:
    return any(a[0] <= start and end <= a[1] for a in actions)


def fit_shapes(articles: Sequence[Article]) -> Shapes:
    """The choices where a joint parts two actions and where one ends."""
    rows = shape_rows(articles)
    return Shapes(_fit_choice(rows.joints), _fit_choice(rows.endings))


def _fit_choice(rows: Sequence[tuple[Features, bool]]) -> Linear:
    return fit_logistic([row for row, _ in rows], [chosen for _, chosen in rows], JOINT_L2)


# -- what articles are about


def fit_articles(articles: Sequence[Article]) -> Linear:
    """The words that speak for or against any commitment in an article."""
    rows = [dict.fromkeys(words_of(one.ctx), 1.0) for one in articles]
    return fit_logistic(rows, [bool(one.gold["commitments"]) for one in articles], ARTICLE_L2, 6, 120)


# -- records


def sample(one: Article, shapes: Shapes, articles: Linear) -> Sample:
    """The candidates of one article, marked right where they match a gold action."""
    found = drafts(one.ctx, shapes.choices())
    matter = matter_of(one.ctx, confidence.Linear(articles.bias, articles.weights))
    for draft in found:
        draft.features[ARTICLE] = matter
    spans = [(s.start, s.end) for s in (one.ctx.doc.span(d.action.start, d.action.end) for d in found)]
    return Sample(one, found, spans, _marked(one, found, spans))


def _marked(one: Article, found: Sequence[Draft], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Which drafts match a gold action: those with its trigger, or any where none has it."""
    right = [False] * len(found)
    triggers = [one.ctx.doc.span(d.trigger.start, d.trigger.end) for d in found]
    for record in one.gold["commitments"]:
        hits = [k for k, span in enumerate(spans) if dice(span, record["action"]) >= 0.5]
        start, end = record["trigger"]
        own = [k for k in hits if triggers[k].start < end and start < triggers[k].end]
        for k in own or hits:
            right[k] = True
    return right


def fit_items(samples: Sequence[Sample], without: tuple[str, ...] = ()) -> Linear:
    """The filter of candidate records, blind to features whose names begin with one of `without`.

    The article's own log-odds count by a fixed share: learned from the same articles they would seem
    surer than they are.
    """
    rows = [_seen(d.features, (ARTICLE, *without)) for s in samples for d in s.drafts]
    counts = [s.article.weight for s in samples for _ in s.drafts]
    found = fit_logistic(rows, [r for s in samples for r in s.right], ITEM_L2, weights=counts)
    return Linear(found.bias, {**found.weights, ARTICLE: ARTICLE_SHARE})


def _seen(features: dict[str, float], without: tuple[str, ...]) -> dict[str, float]:
    return {n: v for n, v in features.items() if not n.startswith(without)} if without else features


def calibrate(samples: Sequence[Sample]) -> tuple[float, float]:
    """Slope and offset that turn log-odds into the share that was right (Platt)."""
    rows = [{"z": z} for s in samples for z in s.odds]
    model = fit_logistic(rows, [r for s in samples for r in s.right], l2=0.01, least=1, steps=400)
    return model.weights["z"], model.bias


def kept(one: Sample, least: float, gate: float = -99.0) -> list[int]:
    """The drafts of log-odds `least` or more, without those that overlap a better one.

    None where the best of the article lies below `gate`.
    """
    found: list[int] = []
    if not one.odds or max(one.odds) < gate:
        return found
    for k in sorted(range(len(one.odds)), key=lambda k: -one.odds[k]):
        if one.odds[k] < least:
            break
        if not any(same_action(one.drafts[k].action, one.drafts[j].action) for j in found):
            found.append(k)
    return sorted(found)


def items_at(samples: Sequence[Sample], least: float, gate: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of items at a least log-odds and a gate."""
    given = right = gold = 0
    for one in samples:
        found = kept(one, least, gate)
        given += len(found)
        golds = one.article.gold["commitments"]
        gold += len(golds)
        right += sum(any(dice(one.spans[k], g["action"]) >= 0.5 for k in found) for g in golds)
    precision, recall = right / max(1, given), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def false_where_none(samples: Sequence[Sample], least: float, gate: float) -> str:
    """How many records are given an article that holds none."""
    without = [one for one in samples if not one.article.gold["commitments"]]
    given = sum(len(kept(one, least, gate)) for one in without)
    return f"{given / max(1, len(without)):.2f} records an article without any"


# -- committers


def committer_groups(samples: Sequence[Sample], ranker: Linear | None = None) -> Groups:
    """For each draft that matches gold: its candidates' features, which of them are right, its weight.

    The committer of the record before is the one that `ranker` chose, as it will be in use;
    without a ranker none is known.
    """
    groups: list[list[dict[str, float]]] = []
    marks: list[list[bool]] = []
    weights: list[float] = []
    for one in samples:
        for features, right in _groups_of(one, ranker):
            groups.append(features)
            marks.append(right)
            weights.append(one.article.weight)
    return groups, marks, weights


def _groups_of(one: Sample, ranker: Linear | None) -> list[tuple[list[dict[str, float]], list[bool]]]:
    found: list[tuple[list[dict[str, float]], list[bool]]] = []
    previous: tuple[Party, ...] = ()
    for draft, span, right in zip(one.drafts, one.spans, one.right, strict=True):
        if not right or (draft.action.order and draft.action.joint not in ("provided", "that")):
            continue
        gold = max(one.article.gold["commitments"], key=lambda g: dice(span, g["action"]))
        pool = candidates(one.article.ctx, draft.trigger, draft.action, previous)
        good = [parties_right(gold["committers"], [p.name for p in c.parties]) for c in pool]
        if gold["committers"] and pool:
            found.append(([c.features for c in pool], good))
        if ranker and pool:
            previous = max(pool, key=lambda c: ranker.score(c.features)).parties
    return found


def fit_committers(samples: Sequence[Sample], without: tuple[str, ...] = ()) -> Linear:
    """The ranker: first without the record before, then with what that first ranker chooses."""
    first = _fit_ranker(committer_groups(samples), without)
    return _fit_ranker(committer_groups(samples, first), without)


def _fit_ranker(groups: Groups, without: tuple[str, ...]) -> Linear:
    seen = [[_seen(row, without) for row in group] for group in groups[0]]
    return fit_softmax(seen, groups[1], l2=WHO_L2, weights=groups[2])


def ranked_right(ranker: Linear, samples: Sequence[Sample]) -> list[bool]:
    """Whether the ranker's choice is right, for each draft that matches gold."""
    found = []
    for group, marks, _ in zip(*committer_groups(samples, ranker), strict=True):
        scores = [ranker.score(row) for row in group]
        found.append(marks[scores.index(max(scores))])
    return found


# -- kinds and outcomes


def bonds_of(samples: Sequence[Sample]) -> list[bonds.Bond]:
    """The drafts that match gold, with what tells their kind and status."""
    found = []
    for one in samples:
        seen: set[tuple[int, int]] = set()
        for draft, span, right in zip(one.drafts, one.spans, one.right, strict=True):
            if right:
                gold = max(one.article.gold["commitments"], key=lambda g: dice(span, g["action"]))
                key = (draft.trigger.start, draft.trigger.end)
                found.append(
                    bonds.bond(one.article.ctx, draft.trigger, draft.action, gold, told=key not in seen)
                )
                seen.add(key)
    return found


# -- all of it


@dataclass
class Validation:
    """What cross-validation saw: every article's drafts with log-odds from a model that had not seen it."""

    samples: list[Sample]
    who: list[bool]
    joints: list[bool]
    endings: list[bool]
    bonds: list[tuple[bonds.Bond, str, str]]


def cross_validate(
    articles: Sequence[Article], own: Sequence[Article], folds: int, without: tuple[str, ...] = ()
) -> Validation:
    """Train all models on the other folds and our own articles, apply them to each fold."""
    seen = Validation([], [], [], [], [])
    for fold in range(folds):
        test = [a for i, a in enumerate(articles) if i % folds == fold]
        models = {a.gold["id"] for a in test}
        train = [a for i, a in enumerate(articles) if i % folds != fold]
        train += [a for a in own if a.gold["after"] not in models]
        shapes, rows = fit_shapes(train), shape_rows(test)
        seen.joints += [(shapes.conjuncts.score(row) > 0) == parted for row, parted in rows.joints]
        seen.endings += [(shapes.endings.score(row) > 0) == ended for row, ended in rows.endings]
        matter = fit_articles(train)
        learned = [sample(a, shapes, matter) for a in train]
        items, ranker = fit_items(learned, without), fit_committers(learned, without)
        unseen = [sample(a, shapes, matter) for a in test]
        for one in unseen:
            one.odds = [items.score(d.features) for d in one.drafts]
        seen.samples += unseen
        seen.who += ranked_right(ranker, unseen)
        seen.bonds += answered(learned, unseen)
    return seen


def answered(learned: Sequence[Sample], unseen: Sequence[Sample]) -> list[tuple[bonds.Bond, str, str]]:
    """The kind and status that models of some articles give the records of others."""
    known = bonds_of(learned)
    kinds, outcomes = bonds.fit_kinds(known), bonds.fit_outcomes(known)
    return [
        (one, bonds.kind_given(kinds, one), bonds.status_given(outcomes, one)) for one in bonds_of(unseen)
    ]


def report(seen: Validation, slope: float, offset: float) -> float:
    """Print the cross-validated figures; the best threshold of confidence."""

    def log_odds(confidence: float) -> float:
        z = 0.0
        while sigmoid(slope * z + offset) > confidence and z > -20:
            z -= 0.01
        while sigmoid(slope * z + offset) < confidence and z < 20:
            z += 0.01
        return z

    gate = log_odds(GATE)
    # Of thresholds as good as each other the higher one: reviewers see fewer false records.
    best = max(THRESHOLDS, key=lambda t: (round(items_at(seen.samples, log_odds(t), gate)[2], 3), t))
    golds = [(s, g) for s in seen.samples for g in s.article.gold["commitments"]]
    ceiling = sum(any(dice(x, g["action"]) >= 0.5 for x in s.spans) for s, g in golds) / max(1, len(golds))
    count = sum(len(s.drafts) for s in seen.samples)
    print(f"{len(seen.samples)} articles, {count} candidates, {ceiling:.3f} of gold among them")
    print(f"joints decided right: {sum(seen.joints) / max(1, len(seen.joints)):.3f} of {len(seen.joints)}")
    print(
        f"endings decided right: {sum(seen.endings) / max(1, len(seen.endings)):.3f} of {len(seen.endings)}"
    )
    for threshold in (best, 0.3, 0.4, 0.5):
        precision, recall, f1 = items_at(seen.samples, log_odds(threshold), gate)
        print(f"items at confidence {threshold}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
    for least in GATES:
        odds = log_odds(best), log_odds(least)
        given = false_where_none(seen.samples, *odds)
        print(f"gate {least}: items F1 {items_at(seen.samples, *odds)[2]:.3f}, {given}")
    print(f"committer right on matched: {sum(seen.who) / max(1, len(seen.who)):.3f} of {len(seen.who)}")
    bonds.report(seen.bonds)
    _reliability(seen.samples, slope, offset)
    return best


def _reliability(samples: Sequence[Sample], slope: float, offset: float) -> None:
    """Print stated confidence against the share that was right."""
    pairs = [(sigmoid(slope * z + offset), r) for s in samples for z, r in zip(s.odds, s.right, strict=True)]
    print("confidence   candidates   mean   right")
    for low in (k / 10 for k in range(10)):
        inside = [(p, r) for p, r in pairs if low <= p < low + 0.1]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(r for _, r in inside) / len(inside)
            print(f"{low:.1f} to {low + 0.1:.1f}   {len(inside):10}   {mean:.2f}   {share:.2f}")


def _at_most_twice(articles: Sequence[Article]) -> list[Article]:
    """A gold file given several times weighs more, but among the few joints it would drown the rest."""
    seen: Counter[str] = Counter()
    kept = []
    for one in articles:
        seen[one.gold["id"]] += 1
        if seen[one.gold["id"]] <= 2:
            kept.append(one)
    return kept


def dump(model: Linear) -> dict[str, Any]:
    """A model as JSON: weights by name, rounded, without those that round to nothing."""
    weights = {name: round(w, 3) for name, w in sorted(model.weights.items()) if abs(w) >= 0.0005}
    return {"bias": round(model.bias, 3), "weights": weights}


def dump_bonds(samples: Sequence[Sample]) -> dict[str, Any]:
    """The models of kinds and outcomes as JSON."""
    known = bonds_of(samples)
    kinds, outcomes = bonds.fit_kinds(known), bonds.fit_outcomes(known)
    return {
        "kinds": {kind: dump(model) for kind, model in kinds.items()},
        "outcomes": {status: dump(model) for status, model in outcomes.items()},
    }


def main() -> int:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--own", nargs="*", default=[str(path) for path in sorted(FOLDER.glob("*.txt"))])
    parser.add_argument("--out", default=str(FILE))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="keep the calibration, validate nothing")
    parser.add_argument("--without", nargs="*", default=[], help="leave out features by prefix (an ablation)")
    parser.add_argument("--dry", action="store_true", help="print the figures, write nothing")
    args = parser.parse_args()
    articles, own = read_articles(args.gold), read_own(args.own)
    if args.quick:
        old = json.loads(Path(args.out).read_text("utf-8"))
        slope, offset = old["calibration"]["slope"], old["calibration"]["offset"]
        threshold = old["threshold"]
    else:
        seen = cross_validate(articles, own, args.folds, tuple(args.without))
        slope, offset = calibrate(seen.samples)
        threshold = report(seen, slope, offset)
    if not args.dry:
        shapes = fit_shapes(_at_most_twice([*articles, *own]))
        matter = fit_articles([*articles, *own])
        samples = [sample(a, shapes, matter) for a in [*articles, *own]]
        data = {
            "calibration": {"slope": round(slope, 4), "offset": round(offset, 4)},
            "threshold": threshold,
            "gate": GATE,
            "articles": dump(matter),
            "conjuncts": dump(shapes.conjuncts),
            "endings": dump(shapes.endings),
            "items": dump(fit_items(samples, tuple(args.without))),
            "committers": dump(fit_committers(samples, tuple(args.without))),
            **dump_bonds(samples),
        }
        Path(args.out).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
