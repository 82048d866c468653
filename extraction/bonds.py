"""Named evidence for the kind of a record, where the entry of its trigger does not settle it.

The entry gives a kind of its own, which weighs most. What speaks for another: a noun of binding between
trigger and action (`اتفقوا على توصيات ب…`) or before the trigger (`بموجب الاتفاق تلتزم الشركة`), who the
subject is, the addressee, and, for futures, whether somebody is assured of something.
"""

from collections.abc import Mapping

from extraction.actions import Action
from extraction.acts import acts_of, sorts_of
from extraction.confidence import Linear
from extraction.context import Context
from extraction.cues import Cue
from extraction.features import subject_features
from extraction.lexicons import labels_by
from extraction.subjects import is_party
from extraction.triggers import Trigger
from extraction.types import CommitmentKind

# What the kind of the trigger's own entry counts for beside other evidence.
_OWN = 4.0
_BEFORE, _AFTER, _GAP, _REACH, _CLOSE = 25, 8, 15, 12, 5


def kind_of(ctx: Context, trigger: Trigger, action: Action, models: Mapping[str, Linear]) -> CommitmentKind:
    """The kind of highest score for a trigger seen with its first action."""
    evidence = kind_features(ctx, trigger, action)
    return max(CommitmentKind, key=lambda kind: models[kind].score(evidence))


def kind_features(ctx: Context, trigger: Trigger, action: Action) -> dict[str, float]:
    """The evidence for one trigger, seen with its first action."""
    found: dict[str, float] = {f"entry={trigger.kind}": _OWN, f"rule={trigger.rule}": 1.0}
    found[f"form={trigger.form}"] = 1.0
    reading = trigger.reading
    if reading.pos == "verb":
        person = f"person={reading.person}{reading.number}"
        found[person] = found[f"{person},{trigger.form}"] = 1.0
    found.update(subject_features(ctx, trigger))
    _of_nouns(ctx, trigger, action, found)
    _of_addressee(ctx, trigger, action, found)
    _of_assurance(ctx, trigger, action, found)
    return found


def _of_nouns(ctx: Context, trigger: Trigger, action: Action, found: dict[str, float]) -> None:
    """Other words of binding in the sentence, above all nouns in the gap."""
    sentence = ctx.sentence(trigger.head)
    nearest = ""
    for j in range(max(sentence.start, trigger.start - _BEFORE), trigger.start):
        label = _bond(ctx.cues[j])
        if label:
            nearest = label
            found[f"before {label}"] = 1.0
    if nearest:
        found[f"nearest {nearest},{trigger.kind}"] = 1.0
    for j in range(trigger.end, min(sentence.stop, trigger.end + _AFTER)):
        label = _bond(ctx.cues[j], noun=True)
        if label:
            found[f"noun after {label}"] = found[f"noun after {label},{trigger.kind}"] = 1.0
    for j in range(trigger.end, min(action.start, trigger.end + _GAP)):
        label = _bond(ctx.cues[j], noun=True)
        if label:
            found[f"noun in the gap {label}"] = 1.0


def _bond(here: Cue, *, noun: bool = False) -> str:
    """The kind that a word of binding names, or ""."""
    fitting = (entry for entry, reading in here.triggers if not noun or reading.pos != "verb")
    return next((entry.label for entry in fitting), "")


def _of_addressee(ctx: Context, trigger: Trigger, action: Action, found: dict[str, float]) -> None:
    """A party with ل, مع or إلى soon after the trigger."""
    for i in range(trigger.end, min(action.end, trigger.end + _REACH)):
        phrase = ctx.phrases.at(i)
        if phrase is None or not is_party(phrase):
            continue
        before = ctx.cues[i - 1]
        if ctx.cues[i].prep == "l":
            found["party with l"] = found[f"party with l,{trigger.kind}"] = 1.0
        for label in ("with", "ila"):
            if before.has(label):
                found[f"party with {label},{trigger.kind}"] = 1.0


def _of_assurance(ctx: Context, trigger: Trigger, action: Action, found: dict[str, float]) -> None:
    """Whether a future assures somebody: its act, the verb that reports it, the words around it."""
    for act in sorted(acts_of(ctx.cues[action.head])):
        for sort in (*sorts_of(act), *labels_by("bonds", "verbs").get(act, ())):
            found[f"act sort={sort},{trigger.form}"] = 1.0
    for lemma in ctx.cues[trigger.head].verb_lemmas:
        for sort in labels_by("bonds", "verbs").get(lemma, ()):
            found[f"verb sort={sort},{trigger.form}"] = 1.0
    sentence = ctx.sentence(trigger.head)
    for j in range(trigger.end, min(sentence.stop, trigger.end + _CLOSE)):
        for label in labels_by("bonds", "words").get(ctx.tokens[j].folded, ()):
            found[f"after {label},{trigger.form}"] = 1.0
    for j in range(action.end, min(sentence.stop, action.end + _CLOSE)):
        for label in labels_by("bonds", "words").get(ctx.tokens[j].folded, ()):
            found[f"behind {label},{trigger.form}"] = 1.0
    said = ctx.clauses.reported_by(trigger.head)
    for lemma in ctx.cues[said].verb_lemmas if said >= 0 else ():
        for label in labels_by("bonds", "verbs").get(lemma, ()):
            found[f"said with {label},{trigger.form}"] = 1.0
    if ctx.cues[trigger.start - 1].has("that_pronoun"):
        found[f"own act,{trigger.form}"] = 1.0
