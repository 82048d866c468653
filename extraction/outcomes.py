"""Named evidence for what an article says became of a commitment: kept, broken, or nothing yet.

What was bound in the past is told again with its end: `وعد بفتح الطريق ولم يفتحها`, `وقررت ذلك ونفذته`.
So the evidence lies in the words after the action, in those inside it where it was read too far, and in how
far back the trigger lies.
"""

from collections.abc import Iterator, Mapping

from extraction.actions import Action
from extraction.acts import acts_of
from extraction.clauses import ClauseKind
from extraction.confidence import Linear
from extraction.context import Context
from extraction.lexicons import labels_by
from extraction.triggers import Trigger
from extraction.types import ReportedStatus

# The least log-odds of an end: articles written to learn from tell ends more often than newspapers do.
SURE = 0.5
_BEFORE, _AFTER, _NEAR, _NEXT_SENTENCE = 10, 22, 5, 10


def status_of(ctx: Context, trigger: Trigger, action: Action, models: Mapping[str, Linear]) -> ReportedStatus:
    """The likelier of the outcomes that are sure enough, else open."""
    evidence = outcome_features(ctx, trigger, action)
    best = max(sorted(models), key=lambda status: models[status].score(evidence))
    return ReportedStatus(best) if models[best].score(evidence) > SURE else ReportedStatus.OPEN


def outcome_features(ctx: Context, trigger: Trigger, action: Action) -> dict[str, float]:
    """The evidence for one record."""
    found: dict[str, float] = {f"form={trigger.form}": 1.0, f"entry={trigger.kind}": 1.0}
    if trigger.reading.pos == "verb":
        found[f"aspect={trigger.reading.aspect}"] = 1.0
    _of_the_past(ctx, trigger, found)
    _of_the_sequel(ctx, trigger, action, found)
    return found


def _of_the_past(ctx: Context, trigger: Trigger, found: dict[str, float]) -> None:
    """How far back the trigger lies: `كان قد وعد`, `سبق أن وعد`, `عدم وفائه بما وعد به`."""
    sentence = ctx.sentence(trigger.head)
    for j in range(max(sentence.start, trigger.start - _BEFORE), trigger.start):
        here = ctx.cues[j]
        if "كان" in here.verb_lemmas and here.perfect:
            found["had"] = found[f"had,{trigger.form}"] = 1.0
        if here.has("breach"):
            found["behind breach"] = 1.0
        for label in _labels(ctx, j):
            found[f"behind {label}"] = 1.0
    for j in range(trigger.end, min(sentence.stop, trigger.end + _NEAR)):
        if "once" in _labels(ctx, j):
            found["once after"] = 1.0
    for timex in ctx.timexes_in(trigger.start - _BEFORE, trigger.end + _BEFORE):
        found[f"time near={ctx.side(timex)}"] = 1.0
    if ctx.clauses.within(trigger.head, ClauseKind.RELATIVE):
        found["in a relative clause"] = 1.0


def _of_the_sequel(ctx: Context, trigger: Trigger, action: Action, found: dict[str, float]) -> None:
    """What is told after the action, or inside it where it was read too far."""
    acts = acts_of(ctx.cues[action.head])
    past = "had" in found or "behind once" in found or "once after" in found or "time near=behind" in found
    denied = -9
    for j, place in _sequel(ctx, action):
        here = ctx.cues[j]
        labels = _labels(ctx, j)
        if "not_yet" in labels:
            denied = j
        name = "not " if 0 < j - denied <= 2 else ""
        told = [*labels, *(("same act",) if here.perfect or name else ()) * bool(acts & here.verb_lemmas)]
        if here.conj and here.perfect and here.finite and place == "at once":
            told.append("then done")
        for label in told:
            found[f"{place}: {name}{label}"] = 1.0
            if place != "inside":
                found[f"after: {name}{label}"] = 1.0
                if past:
                    found[f"past, after: {name}{label}"] = 1.0
    if past:
        found["past"] = 1.0


def _sequel(ctx: Context, action: Action) -> Iterator[tuple[int, str]]:
    """The tokens to look at, and where they lie."""
    sentence = ctx.sentence(action.head)
    for j in range(action.head + 1, action.end):
        yield j, "inside"
    for j in range(action.end, min(sentence.stop, action.end + _AFTER)):
        yield j, "at once" if j < action.end + _NEAR else "later"
    if action.end + _AFTER > sentence.stop:
        for j in range(sentence.stop, min(len(ctx.cues), sentence.stop + _NEXT_SENTENCE)):
            yield j, "next sentence"


def _labels(ctx: Context, i: int) -> tuple[str, ...]:
    """The parts that a word can play in telling an outcome."""
    word = ctx.tokens[i].folded
    bare = word[1:] if len(word) > 2 and word[0] in "وف" else word
    plain = labels_by("outcomes", "words").get(word) or labels_by("outcomes", "words").get(bare, ())
    lemmas = ctx.cues[i].verb_lemmas
    verbs = (
        {label for lemma in lemmas for label in labels_by("outcomes", "verbs").get(lemma, ())}
        if lemmas
        else set()
    )
    return (*plain, *sorted(verbs))
