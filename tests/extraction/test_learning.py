"""The learners, the weights file and the measures of matching."""

import json
import math
from pathlib import Path

import pytest

from benchmarks.learning import fit_logistic, fit_softmax
from benchmarks.matching import dice, parties_right, same_party
from benchmarks.train import dump
from extraction import confidence
from extraction.confidence import Linear, models, sigmoid


def test_logistic_learns_what_tells_apart_and_shrinks_what_does_not() -> None:
    rows = [{"good": 1.0, "both": 1.0}, {"bad": 1.0, "both": 1.0}] * 20
    model = fit_logistic(rows, [True, False] * 20, l2=1.0)
    assert model.weights["good"] > 0.5 > -0.5 > model.weights["bad"]
    assert abs(model.weights["both"]) < 0.1
    assert model.score(rows[0]) > 0 > model.score(rows[1])


def test_rare_names_are_not_learned() -> None:
    model = fit_logistic([{"a": 1.0}, {"a": 1.0}, {"a": 1.0}, {"once": 1.0}], [True] * 3 + [False], least=3)
    assert set(model.weights) == {"a"}


def test_softmax_prefers_the_right_candidate() -> None:
    groups = [[{"near": 1.0}, {"far": 1.0}], [{"far": 1.0}, {"near": 1.0}]] * 10
    model = fit_softmax(groups, [[True, False], [False, True]] * 10)
    assert model.weights["near"] > model.weights["far"]


def test_groups_without_a_right_candidate_teach_nothing() -> None:
    model = fit_softmax([[{"a": 1.0}, {"b": 1.0}]] * 5, [[False, False]] * 5)
    assert all(weight == 0 for weight in model.weights.values())


def test_training_is_repeatable() -> None:
    rows = [{"x": float(i % 3), "y": 1.0} for i in range(30)]
    labels = [i % 3 == 0 for i in range(30)]
    assert dump(fit_logistic(rows, labels)) == dump(fit_logistic(rows, labels))


def test_shipped_weights_are_readable_and_calibrated() -> None:
    data = json.loads(confidence.FILE.read_text("utf-8"))
    assert set(data) == {
        "calibration", "threshold", "gate", "articles", "conjuncts", "endings", "items", "committers",
        "kinds", "outcomes",
    }  # fmt: skip
    learned = models()
    assert learned.slope > 0
    assert 0 < learned.threshold < learned.gate < 1
    assert learned.confidence(-9) < 0.05 and learned.confidence(9) > 0.9


def test_a_broken_weights_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "weights.json"
    bad.write_text(
        '{"calibration": {"slope": 1, "offset": 0}, "threshold": 0.2, "gate": 0.4, "items": {"bias": "x"}}'
    )
    monkeypatch.setattr(confidence, "FILE", bad)
    with pytest.raises((KeyError, ValueError)):
        models.__wrapped__()


def test_contributions_add_up_to_the_score() -> None:
    model = Linear(0.5, {"a": 1.25, "b": -0.5, "zero": 0.0})
    features = {"a": 1.0, "b": 2.0, "zero": 1.0, "unknown": 1.0}
    parts = model.explain(features)
    assert [part.name for part in parts] == ["a", "b"]
    assert math.isclose(model.bias + sum(p.contribution for p in parts), model.score(features))


def test_sigmoid_never_overflows() -> None:
    assert sigmoid(-1000) == 0.0 and sigmoid(1000) == 1.0 and sigmoid(0) == 0.5


def test_measures_of_matching() -> None:
    assert dice((0, 10), (5, 15)) == 0.5
    assert same_party("السيد أحمد العلوي", "أحمد العلوي")
    assert same_party("الوزارة", "وزارة")
    assert not same_party("وزارة الصحة", "وزارة العدل والحريات")
    assert parties_right(["وزارة الصحة", "النقابة"], ["النقابة"])
    assert not parties_right(["وزارة الصحة"], [])
