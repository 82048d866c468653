"""Two small learners in plain Python: regularised logistic regression and a softmax ranker.

Features are mappings of names to values. Both minimise the mean loss plus an L2
penalty by full-batch Adam, so the same rows always give the same weights.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Features = Mapping[str, float]
_RATE, _BETA1, _BETA2, _TINY = 0.05, 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Linear:
    """A bias and a weight a feature name."""

    bias: float
    weights: dict[str, float]

    def score(self, features: Features) -> float:
        """The log-odds (logistic) or the rank score (softmax) of one row."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())


class _Adam:
    """Full-batch Adam over a flat list of parameters, with a rate that falls to a tenth."""

    def __init__(self, size: int, steps: int) -> None:
        self.theta = [0.0] * size
        self.m = [0.0] * size
        self.v = [0.0] * size
        self.steps, self.t = steps, 0

    def step(self, gradient: list[float]) -> None:
        self.t += 1
        rate = _RATE * (1.0 - 0.9 * self.t / self.steps)
        rate *= math.sqrt(1 - _BETA2**self.t) / (1 - _BETA1**self.t)
        for k, g in enumerate(gradient):
            self.m[k] += (1 - _BETA1) * (g - self.m[k])
            self.v[k] += (1 - _BETA2) * (g * g - self.v[k])
            self.theta[k] -= rate * self.m[k] / (math.sqrt(self.v[k]) + _TINY)


def vocabulary(rows: Sequence[Features], least: int) -> dict[str, int]:
    """Names that occur in at least `least` rows, numbered in alphabetical order."""
    counts = Counter(name for row in rows for name in row)
    return {name: k for k, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}


def fit_logistic(
    rows: Sequence[Features],
    labels: Sequence[bool],
    l2: float = 1.0,
    least: int = 3,
    steps: int = 250,
    weights: Sequence[float] | None = None,
) -> Linear:
    """Logistic regression; `l2` is the total penalty, shared out over the rows; `weights`: of each row."""
    counts = weights or [1.0] * len(rows)
    names = vocabulary(rows, least)
    sparse = [[(names[n], v) for n, v in row.items() if n in names] for row in rows]
    size, bias = len(names), len(names)
    adam = _Adam(size + 1, steps)
    for _ in range(steps):
        theta = adam.theta
        gradient = [l2 * w / len(rows) for w in theta[:size]] + [0.0]
        for row, label, count in zip(sparse, labels, counts, strict=True):
            z = theta[bias] + sum(theta[k] * v for k, v in row)
            error = count * (sigmoid(z) - label) / len(rows)
            gradient[bias] += error
            for k, v in row:
                gradient[k] += error * v
        adam.step(gradient)
    return Linear(adam.theta[bias], {name: adam.theta[k] for name, k in names.items()})


def fit_softmax(
    groups: Sequence[Sequence[Features]],
    right: Sequence[Sequence[bool]],
    l2: float = 1.0,
    least: int = 3,
    steps: int = 200,
    weights: Sequence[float] | None = None,
) -> Linear:
    """A ranker: in each group the right candidates together should win. Groups without one teach nothing.

    `weights` are those of the groups.
    """
    names = vocabulary([row for group in groups for row in group], least)
    data = [
        ([[(names[n], v) for n, v in row.items() if n in names] for row in group], good, weight)
        for group, good, weight in zip(groups, right, weights or [1.0] * len(groups), strict=True)
        if any(good) and not all(good)
    ]
    adam = _Adam(len(names), steps)
    for _ in range(steps):
        gradient = [l2 * w / max(1, len(data)) for w in adam.theta]
        for group, good, weight in data:
            _softmax_gradient(adam.theta, group, good, gradient, weight / len(data))
        adam.step(gradient)
    return Linear(0.0, {name: adam.theta[k] for name, k in names.items()})


def _softmax_gradient(
    theta: list[float],
    group: list[list[tuple[int, float]]],
    good: Sequence[bool],
    gradient: list[float],
    weight: float,
) -> None:
    scores = [sum(theta[k] * v for k, v in row) for row in group]
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    total = sum(powers)
    total_good = sum(p for p, g in zip(powers, good, strict=True) if g) or _TINY
    for row, power, is_good in zip(group, powers, good, strict=True):
        push = power / total - (power / total_good if is_good else 0.0)
        for k, v in row:
            gradient[k] += push * v * weight


def sigmoid(z: float) -> float:
    """1 / (1 + e^-z) without overflow."""
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)
