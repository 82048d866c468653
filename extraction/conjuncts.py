"""How actions are joined: what may part two actions of one trigger, and the learned choice."""

from collections.abc import Callable
from dataclasses import dataclass

from extraction.buckets import bucket
from extraction.clauses import ClauseKind
from extraction.confidence import models
from extraction.context import Context
from extraction.openings import Opening, clause_opening, past_weight

_BUCKETS = (1, 2, 3, 5, 8, 12, 20)
_BEHIND_COMMA = frozenset({"that", "again", "verb", "provided", "addition"})


@dataclass(frozen=True, slots=True)
class Joint:
    """A place where a further action may begin: `at` its first token, `head` its masdar or verb.

    `kind` is w (و), comma, addition (`وكذلك`, `إضافة إلى`), provided (`على أن`), that (`وأن`) or
    again (`وعلى`, the preposition of the first one repeated).
    """

    at: int
    head: int
    kind: str
    features: dict[str, float]


Decide = Callable[[Joint], bool]


def parts(joint: Joint) -> bool:
    """Whether the learned weights part two actions here."""
    return models().conjuncts.score(joint.features) > 0


def joint_at(ctx: Context, j: int, head: int, opening: Opening) -> Joint | None:
    """The joint that begins at token `j` of an action whose head is `head`, or None."""
    if not joins(ctx, j):
        return None
    kind, at = ctx.joints[j]
    if at >= ctx.sentence(j).stop:
        return None
    if kind == "again" and ctx.cues[at].has("that"):
        kind, at = "that", at + 1
    if kind in ("provided", "that"):
        found = clause_opening(ctx, at - 1)
        if found is None:
            return None
        return Joint(found.start, found.head, kind, {f"joint={kind}": 1.0, f"{kind},{opening.form}": 1.0})
    if kind == "verb":
        return Joint(at, at, kind, _verb_features(ctx, at, head, opening))
    weighed = past_weight(ctx, at)
    if ctx.cues[weighed].has("addition", "cause"):
        return None
    if not ctx.cues[weighed].masdar and not (kind == "again" and ctx.cues[weighed].facts.can_noun):
        return None
    if kind == "again" and opening.form != "an" and not ctx.cues[at - 1].has(opening.form):
        return None
    return Joint(weighed, weighed, kind, _features(ctx, j, at, weighed, head, opening, kind))


def joins(ctx: Context, j: int) -> bool:
    """Whether what follows token `j` is joined on to what stands before it."""
    if j not in ctx.joints:
        ctx.joints[j] = _joint(ctx, j)
    return bool(ctx.joints[j][0])


def _joint(ctx: Context, j: int) -> tuple[str, int]:
    """How what follows token `j` is joined on ("" if it is not), and where it begins."""
    here = ctx.cues[j]
    after = j + 1
    if here.has("addition"):
        if after < len(ctx.cues) and ctx.cues[after].has("addition_link"):
            after += 1
        return "addition", after
    if ctx.phrase_label(j, "addition_phrase"):
        return "addition", j + 2
    if ctx.phrase_label(j, "provided_phrase"):
        return "provided", j + 2
    if here.conj and here.has("that"):
        return "that", after
    if here.has("ala", "ila", "an_prep", "an_fi") and ctx.joined(j):
        return "again", after
    if ctx.tokens[j].folded == "و":
        return "w", after
    if ctx.tokens[j].text in "،,":
        return _joint_behind_comma(ctx, after)
    if here.conj and here.masdar:
        return "w", j
    if here.conj and here.imperfect and here.finite:
        return "verb", j
    return "", j


def _joint_behind_comma(ctx: Context, i: int) -> tuple[str, int]:
    """`، وأن يفتح`, `، وعلى فتح`: what joins on behind the comma says how, else the comma does."""
    if i < len(ctx.cues) and not ctx.is_punctuation(i):
        kind, at = _joint(ctx, i)
        if kind in _BEHIND_COMMA:
            return kind, at
    return "comma", i


def _verb_features(ctx: Context, at: int, head: int, opening: Opening) -> dict[str, float]:
    first = ctx.cues[head]
    found = {"joint=verb": 1.0, f"joint=verb,{opening.form}": 1.0}
    found[f"joint=verb,first finite={first.imperfect and not first.masdar}"] = 1.0
    found[f"joint=verb,distance={bucket(at - head, _BUCKETS)}"] = 1.0
    return found


def _features(
    ctx: Context, j: int, at: int, here_at: int, head: int, opening: Opening, kind: str
) -> dict[str, float]:
    first, here = ctx.cues[head], ctx.cues[here_at]
    found = {
        f"joint={kind}": 1.0,
        f"form={opening.form}": 1.0,
        f"distance={bucket(j - head, _BUCKETS)}": 1.0,
        f"{kind},distance={bucket(j - head, _BUCKETS)}": 1.0,
        f"al={_yes(first.al)}{_yes(here.al)}": 1.0,
        f"prep={first.prep or '-'}{here.prep or '-'}": 1.0,
        f"suffix={_yes(here.suffix)}": 1.0,
    }
    if kind == "comma" and ctx.cues[at].conj:
        found["comma and w"] = 1.0
    parallel = kind != "w" or j - head > 1
    parallel = parallel and here.al == first.al and (not here.prep or here.prep == first.prep)
    inside = ctx.clauses.at(j - 1).kind is ClauseKind.PURPOSE and here.prep != "l"
    found[f"parallel={_yes(parallel)},purpose={_yes(inside)}"] = 1.0
    if all(r.masdar for r in here.facts.readings):
        found["surely a masdar"] = 1.0
    _of_surroundings(ctx, j, here_at, head, found)
    if here.facts.can_verb:
        found["may be a verb"] = 1.0
    if any(r.pos == "noun" and not r.masdar for r in here.facts.readings):
        found["may be a thing"] = 1.0
    if any(r.pos == "adj" for r in here.facts.readings):
        found["may be an adjective"] = 1.0
    return found


def _of_surroundings(ctx: Context, j: int, at: int, head: int, found: dict[str, float]) -> None:
    before = ctx.cues[j - 1]
    if before.masdar:
        found["follows a masdar"] = 1.0
    if before.al:
        found["follows a definite"] = 1.0
        found[f"follows a definite,al={_yes(ctx.cues[at].al)}"] = 1.0
    inner = next((k for k in range(j - 1, head, -1) if ctx.cues[k].masdar), head)
    if inner != head:
        alike = ctx.cues[inner].al == ctx.cues[at].al and not ctx.cues[inner].prep
        found[f"nearer masdar,alike={_yes(alike)}"] = 1.0
        found[f"nearer masdar,distance={bucket(j - inner, _BUCKETS)}"] = 1.0
    kind = ctx.clauses.at(j - 1).kind
    if kind in (ClauseKind.PURPOSE, ClauseKind.RELATIVE):
        found[f"inside {kind}"] = 1.0
    if at + 1 < len(ctx.cues):
        _of_next(ctx, at + 1, found)


def _of_next(ctx: Context, k: int, found: dict[str, float]) -> None:
    following = ctx.cues[k]
    if ctx.is_punctuation(k):
        found["before a sign"] = 1.0
    elif following.al:
        found["before a definite"] = 1.0
    elif following.facts.pos == frozenset({"prep"}) or following.prep:
        found["before a preposition"] = 1.0
    elif following.conj:
        found["before a conjunct"] = 1.0
    elif following.masdar:
        found["before a masdar"] = 1.0
    else:
        found["before a bare word"] = 1.0


def _yes(value: bool) -> str:
    return "+" if value else "-"
