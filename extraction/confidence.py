"""Learned weights, read from `weights.json` and run by plain Python: filter, ranker, calibration.

The file is written by `python -m benchmarks.train`. Each model is a bias and a weight
a named feature; `calibration` maps the filter's log-odds to the share of records that
were right at such log-odds when their article had not been learned from.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extraction.types import Feature

FILE = Path(__file__).parent / "weights.json"

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model over named features; names it does not know weigh nothing."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Features) -> float:
        """Bias plus the weighted sum of the features."""
        weights = self.weights
        return self.bias + sum(weights.get(name, 0.0) * value for name, value in features.items())

    def explain(self, features: Features) -> tuple[Feature, ...]:
        """The features that weigh anything, heaviest first, ties by name."""
        parts = [
            Feature(name, value, round(self.weights[name] * value, 4))
            for name, value in features.items()
            if self.weights.get(name)
        ]
        return tuple(sorted(parts, key=lambda part: (-abs(part.contribution), part.name)))


@dataclass(frozen=True, slots=True)
class Models:
    """Everything learned. `articles` weighs the words of a document (`extraction.matter`).

    `threshold` is the least confidence of a record that is reported.

    An article whose most confident candidate lies below `gate` reports none: most ordinary
    articles hold no commitment at all, and one strong record vouches for its neighbours.
    """

    articles: Linear
    items: Linear
    conjuncts: Linear
    endings: Linear
    committers: Linear
    kinds: Mapping[str, Linear]
    outcomes: Mapping[str, Linear]
    slope: float
    offset: float
    threshold: float
    gate: float

    def confidence(self, log_odds: float) -> float:
        """The calibrated probability that a record with these log-odds is right."""
        return sigmoid(self.slope * log_odds + self.offset)


@cache
def models() -> Models:
    """The shipped models. Raises OSError or ValueError for a missing or broken file."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    calibration = data["calibration"]
    return Models(
        _linear(data["articles"]),
        _linear(data["items"]),
        _linear(data["conjuncts"]),
        _linear(data["endings"]),
        _linear(data["committers"]),
        {kind: _linear(model) for kind, model in data["kinds"].items()},
        {status: _linear(model) for status, model in data["outcomes"].items()},
        calibration["slope"],
        calibration["offset"],
        data["threshold"],
        data["gate"],
    )


def _linear(data: Mapping[str, object]) -> Linear:
    bias, weights = data["bias"], data["weights"]
    if not isinstance(bias, int | float) or not isinstance(weights, dict):
        raise ValueError("a model needs a bias and weights")
    return Linear(float(bias), {str(name): float(value) for name, value in weights.items()})


def sigmoid(z: float) -> float:
    """1 / (1 + e^-z) without overflow."""
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)
