"""Learn of what kind a record is and what became of it, from records whose action matches gold.

Used by `benchmarks.train`; printed figures are cross-validated by article as there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.learning import Features, Linear, fit_logistic, fit_softmax
from extraction.actions import Action
from extraction.bonds import kind_features
from extraction.context import Context
from extraction.outcomes import SURE, outcome_features
from extraction.triggers import Trigger
from extraction.types import CommitmentKind, ReportedStatus

KIND_L2, OUTCOME_L2 = 4.0, 3.3
KINDS = tuple(kind.value for kind in CommitmentKind)
OUTCOMES = (ReportedStatus.FULFILLED.value, ReportedStatus.BROKEN.value)
_SIGN = "|"


@dataclass
class Bond:
    """A record that matches gold: its evidence, gold's answers; `told`: the first of its trigger."""

    kind_evidence: Features
    outcome_evidence: Features
    own: str
    kind: str
    status: str
    told: bool


def bond(ctx: Context, trigger: Trigger, action: Action, gold: dict[str, Any], *, told: bool) -> Bond:
    """The record of a trigger and an action beside the gold that it matches."""
    return Bond(
        kind_features(ctx, trigger, action),
        outcome_features(ctx, trigger, action),
        trigger.kind.value,
        gold["kind"],
        gold.get("status") or "open",
        told,
    )


def fit_kinds(bonds: Sequence[Bond]) -> dict[str, Linear]:
    """One model a kind, fitted together; the kind of highest score is right."""
    first = [one for one in bonds if one.told]
    groups = [
        [{f"{kind}{_SIGN}{name}": v for name, v in one.kind_evidence.items()} for kind in KINDS]
        for one in first
    ]
    found = fit_softmax(groups, [[kind == one.kind for kind in KINDS] for one in first], KIND_L2, steps=120)
    return {kind: Linear(0.0, _of_kind(found, kind)) for kind in KINDS}


def _of_kind(model: Linear, kind: str) -> dict[str, float]:
    start = kind + _SIGN
    return {name[len(start) :]: w for name, w in model.weights.items() if name.startswith(start)}


def fit_outcomes(bonds: Sequence[Bond]) -> dict[str, Linear]:
    """One model for each outcome that is not open: its log-odds."""
    rows = [one.outcome_evidence for one in bonds]
    return {s: fit_logistic(rows, [one.status == s for one in bonds], OUTCOME_L2) for s in OUTCOMES}


def kind_given(models: dict[str, Linear], one: Bond) -> str:
    """The kind that the models choose."""
    return max(KINDS, key=lambda kind: models[kind].score(one.kind_evidence))


def status_given(models: dict[str, Linear], one: Bond) -> str:
    """The status that the models choose."""
    best = max(OUTCOMES, key=lambda status: models[status].score(one.outcome_evidence))
    return best if models[best].score(one.outcome_evidence) > SURE else "open"


def report(answers: Sequence[tuple[Bond, str, str]]) -> None:
    """Print how often kind and status were right, as `(record, kind given, status given)`."""
    count = max(1, len(answers))
    own = sum(one.own == one.kind for one, _, _ in answers) / count
    kind = sum(given == one.kind for one, given, _ in answers) / count
    print(f"kind right on matched: {kind:.3f} of {len(answers)} (by the trigger's entry alone {own:.3f})")
    for status in ("open", *OUTCOMES):
        given = sum(s == status for _, _, s in answers)
        gold = sum(one.status == status for one, _, _ in answers)
        right = sum(s == status == one.status for one, _, s in answers)
        print(f"status {status}: {right} right of {given} given, {gold} gold")
