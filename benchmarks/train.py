"""Learn the weights of the extractor from annotated articles and write them as readable JSON.

usage: python -m benchmarks.train GOLD.jsonl [GOLD.jsonl ...] [--out FILE] [--folds N] [--dry]

Learns, in this order: the filter of candidate records, the ranker of committers, and the calibration
of the confidence, and prints what each reaches when cross-validated by article.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.learning import Linear, fit_logistic, fit_softmax, sigmoid
from benchmarks.matching import dice, parties_right
from extraction.commitments import Draft, drafts, same_action
from extraction.committers import candidates
from extraction.confidence import FILE
from extraction.context import Context, read_context
from extraction.types import Party

ITEM_L2, WHO_L2 = 4.0, 3.0
THRESHOLDS = [round(0.16 + 0.02 * k, 2) for k in range(22)]


@dataclass
class Sample:
    """One article: its gold record, its context, its drafts and which of them are right."""

    gold: dict[str, Any]
    ctx: Context
    drafts: list[Draft]
    right: list[bool]
    spans: list[tuple[int, int]]


def read_samples(paths: Sequence[str]) -> list[Sample]:
    """All articles of the gold files with their candidates."""
    return [sample(json.loads(line)) for path in paths for line in Path(path).read_text("utf-8").splitlines()]


def sample(gold: dict[str, Any]) -> Sample:
    """One article with its candidates, marked right where they match a gold action."""
    published = gold.get("published")
    ctx = read_context(gold["text"], date.fromisoformat(published) if published else None)
    found = drafts(ctx)
    spans = [(s.start, s.end) for s in (ctx.doc.span(d.action.start, d.action.end) for d in found)]
    right = [any(dice(span, g["action"]) >= 0.5 for g in gold["commitments"]) for span in spans]
    return Sample(gold, ctx, found, right, spans)


def fit_items(samples: Sequence[Sample]) -> Linear:
    """The filter of candidate records."""
    rows = [d.features for s in samples for d in s.drafts]
    return fit_logistic(rows, [r for s in samples for r in s.right], ITEM_L2)


def committer_groups(samples: Sequence[Sample]) -> tuple[list[list[dict[str, float]]], list[list[bool]]]:
    """For each draft that matches gold: the features of its candidates and which are right."""
    groups, marks = [], []
    for one in samples:
        for features, right in _groups_of(one):
            groups.append(features)
            marks.append(right)
    return groups, marks


def _groups_of(one: Sample) -> list[tuple[list[dict[str, float]], list[bool]]]:
    found: list[tuple[list[dict[str, float]], list[bool]]] = []
    previous: tuple[Party, ...] = ()
    for draft, span, right in zip(one.drafts, one.spans, one.right, strict=True):
        if not right:
            continue
        gold = max(one.gold["commitments"], key=lambda g: dice(span, g["action"]))
        pool = candidates(one.ctx, draft.trigger, draft.action, previous)
        good = [parties_right(gold["committers"], [p.name for p in c.parties]) for c in pool]
        if gold["committers"] and pool:
            found.append(([c.features for c in pool], good))
        previous = next((c.parties for c, g in zip(pool, good, strict=True) if g), previous)
    return found


def cross_validate(samples: Sequence[Sample], folds: int) -> list[list[float]]:
    """The filter's log-odds of every draft, by a model that has not seen its article."""
    odds: list[list[float]] = [[] for _ in samples]
    for fold in range(folds):
        model = fit_items([s for i, s in enumerate(samples) if i % folds != fold])
        for i, one in enumerate(samples):
            if i % folds == fold:
                odds[i] = [model.score(d.features) for d in one.drafts]
    return odds


def calibrate(odds: Sequence[Sequence[float]], samples: Sequence[Sample]) -> tuple[float, float]:
    """Slope and offset that turn log-odds into the share that was right (Platt)."""
    rows = [{"z": z} for row in odds for z in row]
    model = fit_logistic(rows, [r for s in samples for r in s.right], l2=0.01, least=1, steps=400)
    return model.weights["z"], model.bias


def items_at(
    samples: Sequence[Sample], odds: Sequence[Sequence[float]], threshold: float, slope: float, offset: float
) -> tuple[float, float, float]:
    """Precision, recall and F1 of items at a threshold of confidence."""
    given = right = gold = 0
    for one, row in zip(samples, odds, strict=True):
        kept: list[int] = []
        for k in sorted(range(len(row)), key=lambda k: -row[k]):
            if sigmoid(slope * row[k] + offset) < threshold:
                break
            if not any(same_action(one.drafts[k].action, one.drafts[j].action) for j in kept):
                kept.append(k)
        given += len(kept)
        gold += len(one.gold["commitments"])
        right += sum(
            any(dice(one.spans[k], g["action"]) >= 0.5 for k in kept) for g in one.gold["commitments"]
        )
    precision, recall = right / max(1, given), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def reliability(
    odds: Sequence[Sequence[float]], samples: Sequence[Sample], slope: float, offset: float
) -> None:
    """Print the table of stated confidence against the share that was right."""
    pairs = [
        (sigmoid(slope * z + offset), r)
        for row, s in zip(odds, samples, strict=True)
        for z, r in zip(row, s.right, strict=True)
    ]
    print("confidence   candidates   mean   right")
    for low in (k / 10 for k in range(10)):
        inside = [(p, r) for p, r in pairs if low <= p < low + 0.1]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(r for _, r in inside) / len(inside)
            print(f"{low:.1f}-{low + 0.1:.1f}      {len(inside):6}     {mean:.2f}   {share:.2f}")


def who_right(samples: Sequence[Sample], folds: int) -> float:
    """The share of matched drafts whose committer is right, cross-validated."""
    right = total = 0
    for fold in range(folds):
        train = committer_groups([s for i, s in enumerate(samples) if i % folds != fold])
        model = fit_softmax(*train, l2=WHO_L2)
        test = committer_groups([s for i, s in enumerate(samples) if i % folds == fold])
        for group, marks in zip(*test, strict=True):
            scores = [model.score(row) for row in group]
            right += marks[scores.index(max(scores))]
            total += 1
    return right / max(1, total)


def dump(model: Linear) -> dict[str, Any]:
    """A model as JSON: weights by name, rounded, without those that round to nothing."""
    weights = {name: round(w, 3) for name, w in sorted(model.weights.items()) if abs(w) >= 0.0005}
    return {"bias": round(model.bias, 3), "weights": weights}


def main() -> int:
    """Train, report and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--out", default=str(FILE))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--dry", action="store_true", help="print the figures, write nothing")
    args = parser.parse_args()
    samples = read_samples(args.gold)
    odds = cross_validate(samples, args.folds)
    slope, offset = calibrate(odds, samples)
    best = max(THRESHOLDS, key=lambda t: items_at(samples, odds, t, slope, offset)[2])
    precision, recall, f1 = items_at(samples, odds, best, slope, offset)
    ceiling = sum(
        any(dice(span, g["action"]) >= 0.5 for span in s.spans)
        for s in samples
        for g in s.gold["commitments"]
    ) / max(1, sum(len(s.gold["commitments"]) for s in samples))
    print(f"{len(samples)} articles, {sum(map(len, odds))} candidates, {ceiling:.3f} of gold among them")
    print(f"items, cross-validated: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} at {best}")
    print(f"committer right on matched, cross-validated: {who_right(samples, args.folds):.3f}")
    reliability(odds, samples, slope, offset)
    if not args.dry:
        data = {
            "items": dump(fit_items(samples)),
            "committers": dump(fit_softmax(*committer_groups(samples), l2=WHO_L2)),
            "calibration": {"slope": round(slope, 4), "offset": round(offset, 4)},
            "threshold": best,
        }
        Path(args.out).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
