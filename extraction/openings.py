"""Where an action begins after its trigger: a preposition and a masdar, an أن-clause, a masdar, a thing."""

from dataclasses import dataclass

from extraction.context import Context
from extraction.cues import Cue
from extraction.subjects import antecedent, is_party
from extraction.triggers import Trigger
from extraction.types import CommitmentKind

_REACH = 60
_REACH_OF_LIGHT = 14
_REACH_OF_VERB = 14
_REACH_OF_NOUN = 10
_REACH_OF_PRONOUN = 4
_NEVER = ("addition", "cause", "during", "attribution")
_PRESENT = frozenset("يتن")


@dataclass(frozen=True, slots=True)
class Opening:
    """The first token of an action, its head word, and the form that opened it (see `takes`).

    `stop` is the token where the action ends at the latest, -1 where only its sentence limits it.
    """

    start: int
    head: int
    form: str
    stop: int = -1


def find_opening(ctx: Context, trigger: Trigger) -> Opening | None:
    """Where the action of a trigger begins; None where none can be told."""
    if not trigger.takes:
        start = trigger.head if trigger.form in ("provided", "terms") else trigger.start
        return Opening(start, trigger.head, "verb")
    reach = _REACH_OF_LIGHT if trigger.form in ("future", "continued") else _REACH
    found = _complement(ctx, trigger, reach)
    if found is None or found.form == "thing":
        found = _told_of(ctx, trigger) or found
    if found is None or found.form == "thing":
        found = _promised_before(ctx, trigger) or found
    if found is None and trigger.kind is CommitmentKind.PLEDGE:
        found = _noun_complement(ctx, trigger)
    if found is None and (trigger.form in ("future", "continued") or _is_planned(ctx, trigger)):
        return Opening(trigger.start, trigger.head, "verb")
    return found


def _is_planned(ctx: Context, trigger: Trigger) -> bool:
    """Whether a present verb that takes no action here is one itself: `وتعلن النتائج يوم الخميس`."""
    if trigger.form != "verb" or trigger.reading.aspect != "i":
        return False
    stop = min(trigger.after + _REACH_OF_NOUN, ctx.sentence(trigger.head).stop)
    return any(ctx.side(timex) == "ahead" for timex in ctx.timexes_in(trigger.after, stop))


def _complement(ctx: Context, trigger: Trigger, reach: int) -> Opening | None:
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


def _told_of(ctx: Context, trigger: Trigger) -> Opening | None:
    """`ما التزمت به الوزارة من بناء مدرسة`: the act of a verb that ما opens stands after من."""
    if not any(ctx.cues[j].has("what") for j in range(max(0, trigger.start - 3), trigger.start)):
        return None
    stop = min(trigger.after + _REACH_OF_VERB, ctx.sentence(trigger.head).stop)
    for i in range(trigger.after, stop - 1):
        if ctx.cues[i].has("from") and ctx.cues[i + 1].masdar and not ctx.cues[i + 1].conj:
            return Opening(i + 1, i + 1, "told")
        if ctx.is_stop(i):
            return None
    return None


def _promised_before(ctx: Context, trigger: Trigger) -> Opening | None:
    """`الإصلاحات التي تعهدت بها الحكومة`: the thing that the verb's relative clause describes."""
    near = range(trigger.after, min(trigger.after + _REACH_OF_PRONOUN, ctx.sentence(trigger.head).stop))
    if trigger.form != "verb" or not any(ctx.cues[j].has("of_it") for j in near):
        return None
    phrase = antecedent(ctx, trigger.head)
    if phrase is None or is_party(phrase) or trigger.start - phrase.start > _REACH_OF_VERB:
        return None
    return Opening(phrase.start, phrase.start, "before", ctx.clauses.at(trigger.head).start)


def _noun_complement(ctx: Context, trigger: Trigger) -> Opening | None:
    """A pledge may name a thing instead of an act: `التزم بالاتفاقيات المبرمة`."""
    for i in range(trigger.after, min(trigger.after + _REACH_OF_NOUN, ctx.sentence(trigger.head).stop)):
        word = ctx.phrases.nouns[i]
        if _blocks(ctx, i, trigger) or ctx.cues[i].has("that", "relative"):
            return None
        if word is not None and word.prep == "ب" and not word.conj and not word.is_function:
            party = word.heads_party or word.labels & {"given", "place"}
            return None if party or len(word.word) < 4 else Opening(i, i, "thing")
    return None


def _past_bracket(ctx: Context, i: int, stop: int) -> int:
    for j in range(i, stop):
        if ctx.tokens[j].text == ")":
            return j + 1
    return i + 1


def _opens(ctx: Context, i: int, trigger: Trigger) -> Opening | None:
    here = ctx.cues[i]
    for form in trigger.takes:
        found = _OPENERS[form](ctx, i, here, trigger)
        if found:
            return found
    return None


def _by_clitic(prep: str, ctx: Context, i: int, here: Cue, trigger: Trigger) -> Opening | None:
    if i > trigger.after and ctx.cues[i - 1].has("owning_adjective"):
        return None
    if prep in here.preps and not here.conj and not here.has(*_NEVER):
        head = past_weight(ctx, i)
        return Opening(i if head == i else head, head, prep)
    if here.prep == prep and here.has("weight") and not here.conj:
        head = past_weight(ctx, i)
        return Opening(head, head, prep) if ctx.cues[head].masdar else None
    alone = ctx.tokens[i].folded == ("ب" if prep == "b" else "ل")
    if alone:
        head = _first_word(ctx, i + 1)
        if head >= 0 and ctx.cues[head].masdar:
            return Opening(head, head, prep)
    return None


def _by_word(form: str, ctx: Context, i: int, here: Cue, trigger: Trigger) -> Opening | None:
    if not here.has(form):
        return None
    head = _first_word(ctx, i + 1)
    if head < 0:
        return None
    if ctx.cues[head].has("that") or ctx.cues[head].has("not_to"):
        return clause_opening(ctx, head)
    head = past_weight(ctx, head)
    good = ctx.cues[head].masdar or (form == "ala" and ctx.cues[head].facts.can_noun)
    return Opening(head, head, form) if good else None


def _by_that(ctx: Context, i: int, here: Cue, trigger: Trigger) -> Opening | None:
    opens = here.has("not_to_joined") or (here.has("that") and not here.conj)
    return clause_opening(ctx, i) if opens else None


def clause_opening(ctx: Context, i: int) -> Opening | None:
    """The action of an أن-clause: أن and a present verb, or a future verb somewhere in it.

    `أن الوتيرة تؤدي إلى أخطاء`, with a noun first and no future, states a fact and is no action.
    """
    stop = min(i + _REACH_OF_VERB, ctx.sentence(i).stop)
    if i + 1 < stop and _is_present(ctx, i + 1):
        return Opening(i if ctx.cues[i].has("not_to") else i + 1, i + 1, "an")
    for j in range(i + 1, stop):
        here = ctx.cues[j]
        if here.future or here.has("future_particle", "negation_future"):
            return Opening(i + 1, j, "an")
        if ctx.is_stop(j) or here.has("break", "that") or (here.finite and here.conj):
            return None
    return None


def _is_present(ctx: Context, i: int) -> bool:
    """Whether the word after أن is a present verb, one that no lexicon knows included."""
    here = ctx.cues[i]
    if here.imperfect and not here.perfect:
        return True
    return here.imperfect or (here.facts.is_unknown and here.word[:1] in _PRESENT and not here.al)


def _bare(ctx: Context, i: int, here: Cue, trigger: Trigger) -> Opening | None:
    """A masdar without a preposition that no construct before it can own."""
    if not here.masdar or here.prep or here.conj or here.has(*_NEVER):
        return None
    if i > trigger.after and _owned(ctx, i, trigger):
        return None
    head = past_weight(ctx, i)
    return Opening(head, head, "object")


def _owned(ctx: Context, i: int, trigger: Trigger) -> bool:
    """Whether the masdar at `i` belongs to what stands before it.

    A word without the article is no part of a phrase whose last word is definite: `المكتب التنفيذي إبقاء`.
    A verb of a relative clause owns what follows it: `الوزير الذي حضر اللقاء`.
    """
    if ctx.is_punctuation(i - 1):
        return ctx.inside_phrase(i)
    if i - 1 > trigger.head and ctx.cues[i - 1].finite:
        return True
    if _ends_adverb(ctx, i - 1):
        return False
    if not ctx.cues[i].al and _is_definite(ctx, i - 1):
        return False
    return _in_construct(ctx, i - 1) or ctx.inside_phrase(i)


def _ends_adverb(ctx: Context, i: int) -> bool:
    """Whether an adverb or a time ends at token `i`: `كذلك`, `يوم الخميس`, `قبل سنوات`."""
    here = ctx.cues[i]
    if ctx.ends_timex(i) or here.has("that_one", "aside") or here.facts.pos == frozenset({"adv"}):
        return True
    return here.has("while") and i > 0 and ctx.cues[i - 1].has("during")


def _is_definite(ctx: Context, i: int) -> bool:
    """Whether nothing can belong to a word: it has ال or a pronoun, or is a name."""
    here, word = ctx.cues[i], ctx.phrases.nouns[i]
    if word is None:
        return False
    if word.al or here.al or (here.masdar and here.suffix):
        return True
    return bool(word.labels & {"place", "given"}) or here.facts.is_unknown


def _in_construct(ctx: Context, i: int) -> bool:
    """Whether the word at `i` governs what follows: a preposition, an adverb of time, a bare noun."""
    if ctx.is_punctuation(i):
        return False
    here, word = ctx.cues[i], ctx.phrases.nouns[i]
    if word is not None and word.al:
        return False
    if here.has("during", "ala", "ila", "an_prep", "an_fi", "from") or here.prep:
        return here.masdar is False
    if "pron_dem" in here.facts.pos or here.facts.pos == frozenset({"prep"}):
        return True
    nouns = here.facts.of("noun")
    return bool(nouns) and not here.al and not any(r.enclitic for r in nouns) and not here.finite


def _thing(ctx: Context, i: int, here: Cue, trigger: Trigger) -> Opening | None:
    """Any noun phrase that is no party, where a verb of fixing or approving takes it as its object."""
    word = ctx.phrases.nouns[i]
    if word is None or word.prep or word.conj or word.is_function or here.finite or here.has("during"):
        return None
    if ctx.in_timex(i):
        return None
    if i > trigger.after and (ctx.inside_phrase(i) or _in_construct(ctx, i - 1)):
        return None
    if i == trigger.after and trigger.form == "verb":
        return None
    party = word.heads_party and "gathering" not in word.labels
    return None if party or word.labels & {"honorific", "given", "place"} else Opening(i, i, "noun")


def _weighed(ctx: Context, i: int, here: Cue, trigger: Trigger) -> Opening | None:
    """`أهمية وضع آلية`: a word of weight and the masdar that it weighs, no preposition before."""
    if not here.has("weight") or here.conj:
        return None
    head = past_weight(ctx, i)
    return Opening(head, head, "weighed") if head != i and ctx.cues[head].masdar else None


def _listed(ctx: Context, i: int, here: Cue, trigger: Trigger) -> Opening | None:
    """After a container noun: the first masdar past its opener (`أهمها`, a colon, a number)."""
    if not here.masdar or here.conj or not _list_open(ctx, trigger.after, i):
        return None
    return Opening(i, i, "list")


def _list_open(ctx: Context, start: int, i: int) -> bool:
    return any(ctx.cues[j].has("list_opener") or ctx.tokens[j].text in ":-–" for j in range(start, i))


def past_weight(ctx: Context, i: int) -> int:
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
    if here.has("speech_participle"):
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
    "weighed": _weighed,
}
