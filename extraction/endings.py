"""Where an action ends short of the next stop: the places where it may, and the learned choice."""

from collections.abc import Callable
from dataclasses import dataclass

from extraction.buckets import bucket
from extraction.clauses import ClauseKind
from extraction.confidence import models
from extraction.context import Context

_LABELS = (
    "relative", "purpose", "during", "that", "break", "cause", "attribution", "ala", "ila", "an_prep",
    "an_fi", "from", "negation", "condition", "addition", "favour", "agent_phrase",
)  # fmt: skip
_BUCKETS = (2, 3, 5, 8, 12, 18)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Ending:
    """A place where an action may end: `at` is the first token after it."""

    at: int
    features: dict[str, float]


Ends = Callable[[Ending], bool]


def ends(ending: Ending) -> bool:
    """Whether the learned weights end the action here."""
    return models().endings.score(ending.features) > 0


def ending_at(ctx: Context, j: int, start: int, form: str) -> Ending | None:
    """The ending before token `j` of an action that begins at `start`, None where no phrase begins at `j`."""
    if j - start < _SHORTEST:
        return None
    if not may_end(ctx, j):
        return None
    names = ctx.endings[j]
    far = bucket(j - start, _BUCKETS)
    found = dict.fromkeys(names, 1.0)
    found[f"far={far}"] = 1.0
    found[f"form={form}"] = 1.0
    found[f"{names[0]},far={far}"] = 1.0
    found[f"{names[0]},form={form}"] = 1.0
    return Ending(j, found)


def may_end(ctx: Context, j: int) -> bool:
    """Whether a phrase begins at token `j` that an action may end before."""
    if j not in ctx.endings:
        ctx.endings[j] = _names(ctx, j)
    return bool(ctx.endings[j])


def _names(ctx: Context, j: int) -> tuple[str, ...]:
    """What begins at token `j`, its kind first; () where nothing does."""
    kind = _kind(ctx, j)
    if not kind:
        return ()
    here, before = ctx.cues[j], ctx.cues[j - 1]
    found = [f"at={kind}"]
    found += [f"label={label}" for label in _LABELS if label in here.labels]
    if here.has("during", "purpose", "attribution", "from", "ala", "ila", "an_prep", "an_fi"):
        found.append(f"word={ctx.bare(j)}")
    if any(True for _ in ctx.timexes_in(j, j + 2)):
        found += ["time follows", f"at={kind},time follows"]
    for name, cue in (("before", before), ("after", ctx.cues[min(j + 1, len(ctx.cues) - 1)])):
        found += [f"{name}:{part}" for part in ("al", "masdar", "suffix", "finite") if getattr(cue, part)]
        found += [f"{name}:{label}" for label in ("relative", "that", "during", "from") if cue.has(label)]
    if ctx.is_punctuation(j - 1):
        found += ["after a sign", f"at={kind},after a sign"]
    if ctx.clauses.within(j - 1, ClauseKind.RELATIVE):
        found.append("in a relative clause")
    if ctx.clauses.within(j - 1, ClauseKind.PURPOSE):
        found.append("in a purpose clause")
    return tuple(found)


def _kind(ctx: Context, j: int) -> str:
    """The sort of phrase that begins at token `j`, "" for none that an action may end before."""
    here = ctx.cues[j]
    if ctx.is_punctuation(j):
        return "sign" if ctx.tokens[j].text in '،,(:«"-–' else ""
    if here.has("relative"):
        return "relative"
    if here.has("purpose"):
        return "purpose"
    if here.prep == "l" and here.masdar:
        return "l and masdar"
    if here.finite:
        return "verb" if not here.conj else "joined verb"
    if here.has("during"):
        return "adverbial"
    if here.has("ala", "ila", "an_prep", "an_fi", "from"):
        return "preposition"
    if here.prep:
        return "joined preposition"
    return "conjunct" if ctx.joined(j) else ""
