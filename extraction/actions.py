"""Action spans: where what is to be done begins after a trigger, where it ends, and its conjuncts.

The span carries no lexical knowledge beyond clause cues: a preposition and a masdar, an
أن-clause or a bare masdar opens it; a stop, a verb of saying, a new statement or a ground closes it;
a masdar of parallel form after و, a comma or a word of addition opens the next conjunct.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.clauses import ClauseKind
from extraction.context import Context
from extraction.cues import Cue
from extraction.lists import list_after
from extraction.triggers import Trigger

_REACH = 60
_REACH_OF_LIGHT = 14
_LONGEST = 90
_PREPOSITIONS = {"ala": "على", "ila": "إلى", "an_prep": "عن", "an_fi": "في"}


@dataclass(frozen=True, slots=True)
class Action:
    """Tokens `start..end-1` that say what is to be done; `head` is its masdar or verb.

    `form` is how it opened: a member of `takes`, or "verb" where the trigger is the
    action. `order` counts conjuncts from 0 and `joint` says how this one is joined on.
    """

    start: int
    end: int
    head: int
    form: str
    order: int
    joint: str


def find_actions(ctx: Context, trigger: Trigger) -> list[Action]:
    """The actions that a trigger introduces, in order; none where no action can be told."""
    opening = _opening(ctx, trigger)
    listed = _listed_actions(ctx, trigger, opening)
    if listed:
        return listed
    return list(_conjuncts(ctx, opening)) if opening else []


def _listed_actions(ctx: Context, trigger: Trigger, opening: "_Opening | None") -> list[Action]:
    """The items of a marked list after the trigger, where it begins before any other action."""
    if not trigger.takes or trigger.form in ("future", "continued"):
        return []
    items = list_after(ctx, trigger.after)
    if not items or (opening and opening.start < items[0][0]):
        return []
    found: list[Action] = []
    for start, stop in items:
        head = _past_weight(ctx, start)
        if ctx.cues[head].masdar or ctx.cues[head].has("that"):
            end = _trimmed(ctx, start, _first_close(ctx, head + 1, stop))
            found.append(Action(head, end, head, "marked", len(found), "marker" if found else ""))
    return found


def _first_close(ctx: Context, i: int, stop: int) -> int:
    return next((j for j in range(i, stop) if _closes(ctx, j)), stop)


@dataclass(frozen=True, slots=True)
class _Opening:
    start: int
    head: int
    form: str


def _opening(ctx: Context, trigger: Trigger) -> _Opening | None:
    if not trigger.takes:
        return _Opening(trigger.start, trigger.head, "verb")
    reach = _REACH_OF_LIGHT if trigger.form in ("future", "continued") else _REACH
    found = _complement(ctx, trigger, reach)
    if found is None and trigger.form in ("future", "continued"):
        return _Opening(trigger.start, trigger.head, "verb")
    return found


def _complement(ctx: Context, trigger: Trigger, reach: int) -> _Opening | None:
    """The first place after a trigger where one of the forms that it takes can begin."""
    stop = min(trigger.after + reach, ctx.sentence(trigger.head).stop)
    i = trigger.after
    while i < stop:
        if ctx.tokens[i].text == "(":
            i = _past_bracket(ctx, i, stop)
            continue
        found = _opens(ctx, i, trigger)
        if found:
            return found
        if _blocks(ctx, i, trigger):
            return None
        i += 1
    return None


def _past_bracket(ctx: Context, i: int, stop: int) -> int:
    for j in range(i, stop):
        if ctx.tokens[j].text == ")":
            return j + 1
    return i + 1


def _opens(ctx: Context, i: int, trigger: Trigger) -> _Opening | None:
    here = ctx.cues[i]
    for form in trigger.takes:
        found = _OPENERS[form](ctx, i, here, trigger)
        if found:
            return found
    return None


def _by_clitic(prep: str, ctx: Context, i: int, here: Cue, trigger: Trigger) -> _Opening | None:
    if here.prep == prep and here.masdar and not here.conj:
        head = _past_weight(ctx, i)
        return _Opening(i if head == i else head, head, prep)
    alone = ctx.tokens[i].folded == ("ب" if prep == "b" else "ل")
    if alone:
        head = _first_word(ctx, i + 1)
        if head >= 0 and ctx.cues[head].masdar:
            return _Opening(head, head, prep)
    return None


def _by_word(form: str, ctx: Context, i: int, here: Cue, trigger: Trigger) -> _Opening | None:
    if not here.has(form):
        return None
    head = _first_word(ctx, i + 1)
    if head < 0:
        return None
    if ctx.cues[head].has("that"):
        return _clause(ctx, head)
    head = _past_weight(ctx, head)
    good = ctx.cues[head].masdar or (form == "ala" and ctx.cues[head].facts.can_noun)
    return _Opening(head, head, form) if good else None


def _by_that(ctx: Context, i: int, here: Cue, trigger: Trigger) -> _Opening | None:
    return _clause(ctx, i) if here.has("that") and not here.conj else None


def _clause(ctx: Context, i: int) -> _Opening | None:
    """An أن-clause is an action where its verb is present or future; a statement of fact is none."""
    stop = min(i + 14, ctx.sentence(i).stop)
    for j in range(i + 1, stop):
        here = ctx.cues[j]
        if here.future or (here.imperfect and (here.finite or j == i + 1)):
            return _Opening(i + 1, j, "an")
        if here.has("future_particle", "negation_future"):
            return _Opening(i + 1, j, "an")
        if here.finite or ctx.is_stop(j) or here.has("break", "relative"):
            return None
    return None


def _bare(ctx: Context, i: int, here: Cue, trigger: Trigger) -> _Opening | None:
    """A masdar without a preposition that no construct before it can own."""
    if not here.masdar or here.prep or here.conj:
        return None
    if i > trigger.after and (_in_construct(ctx, i - 1) or ctx.inside_phrase(i)):
        return None
    head = _past_weight(ctx, i)
    return _Opening(head, head, "object")


def _in_construct(ctx: Context, i: int) -> bool:
    """Whether the word at `i` governs what follows: a preposition, an adverb of time, a bare noun."""
    if ctx.is_punctuation(i):
        return False
    here = ctx.cues[i]
    if here.has("during") or here.facts.pos == frozenset({"prep"}):
        return True
    nouns = here.facts.of("noun")
    return bool(nouns) and not here.al and not any(r.enclitic for r in nouns) and not here.finite


def _thing(ctx: Context, i: int, here: Cue, trigger: Trigger) -> _Opening | None:
    """Any noun phrase that is no party, where a verb of fixing or approving takes it as its object."""
    word = ctx.phrases.nouns[i]
    if word is None or word.prep or word.conj or word.is_function or here.finite or here.has("during"):
        return None
    if i > trigger.after and (ctx.inside_phrase(i) or _in_construct(ctx, i - 1)):
        return None
    if i == trigger.after and trigger.form == "verb":
        return None
    return (
        None if word.heads_party or word.labels & {"honorific", "given", "place"} else _Opening(i, i, "noun")
    )


def _listed(ctx: Context, i: int, here: Cue, trigger: Trigger) -> _Opening | None:
    """After a container noun: the first masdar past its opener (`أهمها`, a colon, a number)."""
    if not here.masdar or here.conj or not _list_open(ctx, trigger.after, i):
        return None
    return _Opening(i, i, "list")


def _list_open(ctx: Context, start: int, i: int) -> bool:
    return any(ctx.cues[j].has("list_opener") or ctx.tokens[j].text in ":-–" for j in range(start, i))


def _past_weight(ctx: Context, i: int) -> int:
    """Past words that only weigh the masdar (`ضرورة`), where a masdar follows them."""
    j = i
    if ctx.cues[j].has("govern_noun") and j + 2 < len(ctx.cues) and ctx.cues[j + 1].has("ala"):
        return j + 2 if ctx.cues[j + 2].masdar else j
    while j + 1 < len(ctx.cues) and ctx.cues[j].has("weight") and ctx.cues[j + 1].facts.can_noun:
        if not ctx.cues[j + 1].masdar and not ctx.cues[j + 1].has("weight"):
            break
        j += 1
    return j


def _first_word(ctx: Context, i: int) -> int:
    """The first token from `i` on that is no opening sign, or -1."""
    for j in range(i, min(i + 3, len(ctx.cues))):
        if not ctx.is_punctuation(j):
            return j
    return -1


def _blocks(ctx: Context, i: int, trigger: Trigger) -> bool:
    """Whether the search for an action must give up at token `i`."""
    if ctx.is_stop(i):
        return True
    here = ctx.cues[i]
    if here.has("speech_participle", "attribution"):
        return True
    return here.conj and here.finite


_OPENERS = {
    "b": lambda *args: _by_clitic("b", *args),
    "l": lambda *args: _by_clitic("l", *args),
    "ala": lambda *args: _by_word("ala", *args),
    "ila": lambda *args: _by_word("ila", *args),
    "an_prep": lambda *args: _by_word("an_prep", *args),
    "an_fi": lambda *args: _by_word("an_fi", *args),
    "hawla": lambda *args: _by_word("hawla", *args),
    "an": _by_that,
    "object": _bare,
    "noun": _thing,
    "list": _listed,
}


def _conjuncts(ctx: Context, opening: _Opening) -> Iterator[Action]:
    start, head, joint = opening.start, opening.head, ""
    order = 0
    while True:
        end, following = _extent(ctx, start, head, opening)
        end = _trimmed(ctx, start, end)
        if end > start:
            yield Action(start, end, head, opening.form, order, joint)
        if following is None:
            return
        start, head, joint = following
        order += 1


def _extent(
    ctx: Context, start: int, head: int, opening: _Opening
) -> tuple[int, tuple[int, int, str] | None]:
    """The end of the action at `start`, and the next conjunct as (start, head, joint)."""
    stop = min(ctx.sentence(head).stop, start + _LONGEST)
    brackets = 0
    for j in range(start, stop):
        text = ctx.tokens[j].text
        if text in "([":
            brackets += 1
        elif text in ")]":
            brackets -= 1
        if j <= head or brackets > 0:
            continue
        following = _next_conjunct(ctx, j, head, opening)
        if following:
            return j, following
        if _closes(ctx, j):
            return j, None
    return stop, None


def _closes(ctx: Context, j: int) -> bool:
    """Whether what begins at token `j` lies outside the action."""
    here = ctx.cues[j]
    if ctx.is_punctuation(j):
        return ctx.is_stop(j) or (ctx.tokens[j].text in "،," and _comma_closes(ctx, j))
    if here.has("break", "cause", "speech_participle", "demand_participle", "hope_participle"):
        return True
    if here.has("speech") and here.finite:
        return True
    if here.has("attribution"):
        return _attributes(ctx, j)
    if here.conj and (here.finite or here.has("that", "relative")):
        return True
    return ctx.phrase_label(j, "cause_phrase") or ctx.phrase_label(j, "break_phrase")


def _attributes(ctx: Context, j: int) -> bool:
    """Whether وفق or حسب names a source (`وفق بلاغ`), not a measure (`وفق شروط`)."""
    if ctx.tokens[j - 1].text in "،," or j + 1 >= len(ctx.cues):
        return True
    word = ctx.phrases.nouns[j + 1]
    return ctx.cues[j + 1].has("source_word") or (word is not None and word.heads_party)


def _comma_closes(ctx: Context, j: int) -> bool:
    k = j + 1
    if k >= len(ctx.cues):
        return True
    here = ctx.cues[k]
    if here.future or here.finite or ctx.phrase_label(k, "break_phrase"):
        return True
    if here.conj and not here.masdar and not here.al:
        return True
    return here.has("break", "relative", "that", "purpose", "cause", "negation", "attribution")


def _next_conjunct(ctx: Context, j: int, head: int, opening: _Opening) -> tuple[int, int, str] | None:
    """The next conjunct where a joint stands at token `j` and a parallel masdar after it."""
    joint, at = _joint(ctx, j)
    if not joint or at >= ctx.sentence(j).stop:
        return None
    if joint == "provided":
        found = _clause(ctx, at - 1)
        return (found.start, found.head, joint) if found else None
    here = ctx.cues[at]
    if not here.masdar or not _parallel(ctx, head, at, j, opening, joint):
        return None
    return at, at, joint


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
    if ctx.tokens[j].folded == "و":
        return "w", after
    if ctx.tokens[j].text in "،,":
        return "comma", after
    if here.conj and here.masdar:
        return "w", j
    return "", j


def _parallel(ctx: Context, head: int, at: int, j: int, opening: _Opening, joint: str) -> bool:
    """Whether the masdar at `at` goes on the list that the masdar at `head` began."""
    first, here = ctx.cues[head], ctx.cues[at]
    if joint == "w" and j - head <= 1:
        return False
    if here.prep and here.prep != first.prep:
        return False
    if ctx.clauses.at(at).kind is ClauseKind.PURPOSE and joint == "w" and here.prep != first.prep:
        return False
    return here.al == first.al


def _trimmed(ctx: Context, start: int, end: int) -> int:
    """Without joints, signs and openers at its end."""
    while end > start + 1:
        last = end - 1
        if (ctx.is_punctuation(last) and ctx.tokens[last].text not in ')»”"]') or ctx.tokens[last].folded in (
            "و",
            "ف",
        ):
            end -= 1
        else:
            break
    return end
