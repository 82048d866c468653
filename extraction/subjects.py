"""Who the subject of a verb may be: the phrase after it, the topic before it, the owner of a masdar."""

from extraction.clauses import ClauseKind
from extraction.context import Context
from extraction.phrases import NounPhrase

_REACH_AFTER = 14
_REACH_BACK = 60
_NAMED = frozenset(
    {"title", "body", "group", "collective", "honorific", "given", "place", "side", "gathering"}
)


def is_party(phrase: NounPhrase | None) -> bool:
    """Whether a phrase names somebody who can act, as far as its head tells."""
    return phrase is not None and bool(phrase.kinds & _NAMED or phrase.name)


def subject_after(ctx: Context, head: int) -> NounPhrase | None:
    """The subject that follows the verb at `head`, past adverbials; None where an action comes first."""
    stop = min(ctx.sentence(head).stop, head + 1 + _REACH_AFTER)
    i = head + 1
    while i < stop:
        here = ctx.cues[i]
        if ctx.is_stop(i) or here.has("that", "break", "relative") or here.finite:
            return None
        phrase = ctx.phrases.at(i)
        if phrase is None:
            i += 1
            continue
        if not _governed(ctx, i) and not (here.masdar and not is_party(phrase)):
            return phrase
        if here.masdar and not is_party(phrase):
            return None
        i = max(phrase.end, i + 1)
    return None


def _governed(ctx: Context, i: int) -> bool:
    """Whether a preposition stands on or before the phrase at token `i`."""
    word = ctx.phrases.nouns[i]
    if word is not None and (word.prep or word.conj):
        return True
    return i > 0 and _rules(ctx, i - 1)


def _rules(ctx: Context, i: int) -> bool:
    """Whether token `i` is a preposition that rules the next word: one without a pronoun."""
    facts = ctx.cues[i].facts
    return facts.pos == frozenset({"prep"}) and not any(r.enclitic for r in facts.readings)


def topic_before(ctx: Context, head: int) -> NounPhrase | None:
    """The phrase that opens the clause of the verb at `head`: `أن الوزارة ستفتح`."""
    clause = ctx.clauses.at(head)
    while clause.kind in (ClauseKind.RELATIVE, ClauseKind.PURPOSE) and clause.parent >= 0:
        clause = ctx.clauses.items[clause.parent]
    start = _opener(ctx, clause.start, head)
    for i in range(start, min(start + 4, head)):
        phrase = ctx.phrases.at(i)
        if phrase is not None and phrase.end <= head and not _prepositional(ctx, i):
            return phrase
    return None


def _opener(ctx: Context, start: int, head: int) -> int:
    """Where the statement of the verb at `head` opens: at أن after the last verb, else at `start`."""
    for i in range(head - 1, max(start, head - _REACH_BACK), -1):
        if ctx.cues[i].has("that"):
            return i
        if ctx.cues[i].finite:
            break
    return start


def antecedent(ctx: Context, head: int) -> NounPhrase | None:
    """The phrase that the relative clause of the verb at `head` describes: `اللجنة التي ستفتح`."""
    clause = ctx.clauses.within(head, ClauseKind.RELATIVE)
    if clause is None:
        return None
    for i in range(clause.start - 1, max(clause.start - 12, ctx.sentence(head).start) - 1, -1):
        phrase = ctx.phrases.at(i)
        if phrase is not None and clause.start - 1 <= phrase.end <= clause.start and not ctx.inside_phrase(i):
            return phrase if is_party(phrase) else _last_party(ctx, clause.start) or phrase
    return None


def _last_party(ctx: Context, end: int) -> NounPhrase | None:
    """The party that ends where a relative clause begins: `بموافقة المجلس الذي وعد`."""
    for phrase, _ in ctx.entities.before(end, 2):
        if phrase.end >= end - 1:
            return phrase
    return None


def _prepositional(ctx: Context, i: int) -> bool:
    word = ctx.phrases.nouns[i]
    if word is not None and word.prep:
        return True
    return i > 0 and _rules(ctx, i - 1)


def owner(ctx: Context, head: int) -> NounPhrase | None:
    """The genitive of the masdar at `head`: `تعهد الحكومة ب…`."""
    if head + 1 >= len(ctx.cues) or ctx.cues[head].suffix or ctx.cues[head].al:
        return None
    phrase = ctx.phrases.at(head + 1)
    return phrase if phrase is not None and not _governed(ctx, head + 1) else None
