"""Words that may carry a commitment, found by lemma, part of speech and neighbours.

Recall comes first: whatever a rule can read as a trigger is a candidate, and the
learned weights of `extraction.confidence` decide later. Only what is plainly
denied (`لم يتعهد`) is left out here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from extraction.context import Context
from extraction.cues import Cue
from extraction.lexicons import Entry, load
from extraction.morphology import Reading
from extraction.subjects import subject_after
from extraction.types import CommitmentKind

# A million characters of news hold some 4,500: a limit on what one hostile text can make others compute.
MAX_TRIGGERS = 30_000
_BEFORE_NOUN = 9
_WIDEST = 3
_REACH_BACK = 30
_REACH_OF_TIME, _REACH_OF_OPENING, _REACH_OF_TERMS = 9, 25, 9
_REACH_OF_ASIDE, _REACH_OF_ASKED = 10, 14
_GATHERED = frozenset({"collective", "gathering"})
_DEEDS = frozenset(
    {
        "masdar.ittifaq",
        "light.ittifaqiyya",
        "light.ittifaq",
        "masdar.qarar",
        "masdar.tawjih",
        "masdar.tawsiya",
        "light.brutukul",
        "light.mudhakkira",
        "masdar.amr",
        "masdar.tafahum",
        "light.mahdar",
        "light.aqd",
        "light.mithaq",
        "light.watiqa",
        "light.kharita",
        "light.bayan",
    }
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A candidate: tokens `start..end-1`, its core word `head`, and what may follow it.

    `rule` names the pattern and the lexicon entry; `form` is the pattern alone.
    `takes` as in the trigger lexicon. `after` is the token where the action may
    begin. `reading` is how the core word was read.
    """

    start: int
    end: int
    head: int
    rule: str
    form: str
    kind: CommitmentKind
    takes: tuple[str, ...]
    after: int
    reading: Reading


def find_triggers(ctx: Context) -> list[Trigger]:
    """All candidates of a document in order, at most one a core word; the first MAX_TRIGGERS of them."""
    found: list[Trigger] = []
    for i, here in enumerate(ctx.cues):
        if not here.may_bind:
            continue
        if len(found) == MAX_TRIGGERS:
            break
        trigger = _at(ctx, i, here, found)
        if trigger:
            found.append(trigger)
    return found


def _at(ctx: Context, i: int, here: Cue, before: list[Trigger]) -> Trigger | None:
    if (here.future and not _is_adjective(ctx, i, here)) or here.has("future_particle"):
        return _future(ctx, i, here)
    if here.has("negation_future"):
        return _refusal(ctx, i)
    phrase = _phrase(ctx, i) or (_provided(ctx, i, here) if here.imperfect else None)
    if phrase:
        return phrase
    found = _lexical(ctx, i, here) if here.triggers else None
    if found:
        return found
    if here.imperfect and here.facts.verb_only:
        return _continued(ctx, i, here, before) or _by_terms(ctx, i, here) or _scheduled(ctx, i, here)
    return None


def _is_adjective(ctx: Context, i: int, here: Cue) -> bool:
    """Whether what could be a first person (سأ…) goes with the noun before it: `أغلبية ساحقة`."""
    persons = {r.person for r in here.facts.readings if "s" in r.proclitics}
    if persons - {"1"} or i == 0 or here.conj:
        return False
    before = ctx.cues[i - 1]
    return before.facts.can_noun and not ctx.is_punctuation(i - 1) and not before.has("that", "relative")


def _future(ctx: Context, i: int, here: Cue) -> Trigger | None:
    """A verb with سـ, or سوف and the verb after it."""
    head = i
    if here.has("future_particle"):
        head = i + 1
        if head >= len(ctx.cues) or not ctx.cues[head].imperfect:
            return None
    verb = ctx.cues[head]
    reading = next(r for r in verb.facts.readings if r.pos == "verb" and r.aspect != "c")
    return _plan(i, head, "future", verb, reading)


def _plan(start: int, head: int, form: str, verb: Cue, reading: Reading) -> Trigger:
    shape = "govern" if verb.has("govern") else "occur" if verb.has("happen") else "full"
    takes = _governed().get(reading.lemma, ("object",)) if shape != "full" else ()
    return Trigger(
        start, head + 1, head, f"{form}.{shape}", form, CommitmentKind.PLAN, takes, head + 1, reading
    )


def _refusal(ctx: Context, i: int) -> Trigger | None:
    """لن and a verb: a party's assurance of what it will not do."""
    head = i + 1
    if head >= len(ctx.cues) or not ctx.cues[head].imperfect:
        return None
    reading = next(r for r in ctx.cues[head].facts.readings if r.pos == "verb" and r.aspect == "i")
    return Trigger(i, head + 1, head, "future.never", "never", CommitmentKind.PLAN, (), head + 1, reading)


def _continued(ctx: Context, i: int, here: Cue, before: list[Trigger]) -> Trigger | None:
    """A present verb joined to a future one goes on in its tense: ستفتح المناظرة وتصدر نتائجها."""
    last = before[-1] if before else None
    if not last or last.form not in ("future", "continued", "never"):
        return None
    if ctx.sentence(last.head) != ctx.sentence(i):
        return None
    if not ctx.joined(i) and "l" not in here.facts.proclitics and not ctx.cues[i - 1].has("addition"):
        return None
    reading = next(r for r in here.facts.readings if r.pos == "verb" and r.aspect == "i")
    return _plan(i, i, "continued", here, reading)


def _phrase(ctx: Context, i: int) -> Trigger | None:
    first = ctx.bare(i)
    for entry, words in _phrases().get(first, ()):
        end = i + len(words)
        if tuple(ctx.words(i + 1, end)) == words[1:] and not ctx.clauses.denied(i):
            form = entry.word("form")
            if form == "expected" and not _expects(ctx, i):
                continue
            reading = Reading(entry.lemma, "noun")
            return _entry_trigger(entry, form, i, end, end - 1, reading)
    return None


def _expects(ctx: Context, i: int) -> bool:
    """Whether `المقرر` and its like expect an act: من before, or أن, a masdar or a day after."""
    if i > 0 and ctx.cues[i - 1].has("from"):
        return True
    after = i + 1
    if after >= len(ctx.cues):
        return False
    here = ctx.cues[after]
    return here.has("that") or (here.masdar and not here.conj and (not here.al or ctx.cues[i].conj))


def _lexical(ctx: Context, i: int, here: Cue) -> Trigger | None:
    if ctx.clauses.denied(i):
        return None
    best: Trigger | None = None
    noun_only = _is_noun_here(ctx, i, here)
    for entry, reading in here.triggers:
        if noun_only and reading.pos == "verb" and not _lays_down(ctx, i, here, entry):
            continue
        trigger = _RULES[entry.word("form")](ctx, i, here, entry, reading)
        if trigger and (best is None or _RANK[trigger.form] < _RANK[best.form]):
            best = trigger
    return best


def _lays_down(ctx: Context, i: int, here: Cue, entry: Entry) -> bool:
    """Whether what could be a noun describes the noun before it: `محضرا نص على بناء سوق`."""
    bare = not here.al and not here.prep and i + 1 < len(ctx.cues)
    return entry.word("form") == "stipulate" and bare and ctx.cues[i + 1].has("ala")


def _is_noun_here(ctx: Context, i: int, here: Cue) -> bool:
    """Whether a word that could be verb or noun must be a noun: after a preposition or another verb."""
    if here.finite:
        return False
    if here.prep in ("b", "l") or here.al:
        return True
    if i > 0 and ctx.cues[i - 1].has("ala", "ila", "an_prep", "an_fi", "from"):
        return True
    for j in range(i - 1, max(ctx.clauses.at(i).start, i - _REACH_BACK) - 1, -1):
        if (
            ctx.cues[j].has("that", "relative", "break", "past_auxiliary")
            or ctx.is_punctuation(j)
            or ctx.joined(j + 1)
        ):
            return False
        if ctx.cues[j].finite:
            return True
    return False


def _verb(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    if reading.enclitic and entry.label not in ("directive", "pledge", "recommendation"):
        return None
    if here.has("during"):
        # قبل is before far more often than it is accepted.
        return None
    return _entry_trigger(entry, "verb", i, i + 1, i, reading)


def _expectation(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    """ينتظر أن: the verb of expecting straight before its أن-clause, or with an aside between commas."""
    after = _past_aside(ctx, i + 1)
    if reading.aspect != "i" or after >= len(ctx.cues) or not ctx.cues[after].has("that"):
        return None
    return _entry_trigger(entry, "expected", i, i + 1, i, reading)


def _past_aside(ctx: Context, i: int) -> int:
    """The token after what stands between two commas at token `i`; `i` where nothing does."""
    stop = min(i + _REACH_OF_ASIDE, len(ctx.tokens))
    if i >= len(ctx.tokens) or ctx.tokens[i].text not in "،,":
        return i
    return next((j + 1 for j in range(i + 1, stop) if ctx.tokens[j].text in "،,"), i)


def _asked(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    """A request put to somebody, who is named after من: `طلب الوزير من المدير إعداد تقرير`."""
    for j in range(i + 1, min(i + _REACH_OF_ASKED, ctx.sentence(i).stop - 1)):
        if ctx.cues[j].has("from", "from_them"):
            return _entry_trigger(entry, "asked", i, i + 1, i, reading)
        if ctx.is_stop(j) or ctx.cues[j].has("that", "relative") or ctx.cues[j].finite:
            return None
    return None


def _masdar(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    start = _passive_before(ctx, i)
    if start >= 0:
        return _entry_trigger(entry, "passive", start, i + 1, i, reading)
    return _entry_trigger(entry, "masdar", i, i + 1, i, reading)


def _passive(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    start = _passive_before(ctx, i)
    return _entry_trigger(entry, "passive", start, i + 1, i, reading) if start >= 0 else None


def _light(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    """A noun that a light verb before it sets in force: أصدر القائد أوامره."""
    for j in range(i - 1, max(ctx.sentence(i).start, i - _BEFORE_NOUN) - 1, -1):
        if ctx.cues[j].has("lend_noun") or (ctx.cues[j].has("lend") and ctx.cues[j].facts.can_verb):
            if ctx.clauses.denied(j):
                return None
            return _entry_trigger(entry, "light", j, i + 1, i, reading)
        if ctx.is_stop(j):
            break
    return None


def _participle(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    if "al" in reading.proclitics:
        return None
    return _entry_trigger(entry, "participle", i, i + 1, i, reading)


def _passive_before(ctx: Context, i: int) -> int:
    """The token of تم or جرى that makes the noun at `i` an act of nobody named, or -1."""
    for j in range(i - 1, max(ctx.sentence(i).start, i - _BEFORE_NOUN) - 1, -1):
        if ctx.cues[j].has("settled"):
            return -1 if ctx.clauses.denied(j) else j
        if ctx.cues[j].finite or ctx.cues[j].masdar:
            return -1
    return -1


def _entry_trigger(entry: Entry, form: str, start: int, end: int, head: int, reading: Reading) -> Trigger:
    kind = CommitmentKind(entry.label)
    name = f"{form}.{entry.id.partition('.')[2]}"
    return Trigger(start, end, head, name, form, kind, entry.words("takes"), end, reading)


def _adopted(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    """A demand that those gathered, or the meeting itself, make their own."""
    if reading.number != "p":
        subject = subject_after(ctx, i)
        if subject is None or not subject.kinds & _GATHERED:
            return None
    return _entry_trigger(entry, "adopted", i, i + 1, i, reading)


def _stipulated(ctx: Context, i: int, here: Cue, entry: Entry, reading: Reading) -> Trigger | None:
    """What an agreement, decision or order is said to lay down: `ينص الاتفاق على`, `القرار القاضي ب`."""
    sentence = ctx.sentence(i)
    near = [*range(i + 1, min(i + 3, sentence.stop)), *range(i - 1, max(sentence.start, i - 14) - 1, -1)]
    for j in near:
        for other, noun in ctx.cues[j].triggers:
            if other.word("form") in ("masdar", "light") and other.id in _DEEDS and noun.pos != "verb":
                start, end = min(i, j), max(i, j) + 1
                kind = CommitmentKind(other.label)
                name = f"stipulate.{entry.id.partition('.')[2]}"
                if end - start > _WIDEST:
                    start, end = i, i + 1
                takes, after = entry.words("takes"), max(i, j) + 1
                return Trigger(start, end, i, name, "stipulate", kind, takes, after, reading)
        if ctx.is_stop(j):
            break
    return None


def _scheduled(ctx: Context, i: int, here: Cue) -> Trigger | None:
    """A present verb with a time beside it: `تنطلق العملية يوم الاثنين`, `يدخل العمال غدا في إضراب`.

    One of taking place needs any time, another one a time to come.
    """
    if here.has("happen") or ctx.clauses.denied(i):
        return None
    sentence = ctx.sentence(i)
    reach = _REACH_OF_OPENING if i == sentence.start else _REACH_OF_TIME
    if here.has("govern") and any(ctx.cues[j].has("now") for j in range(i + 1, min(i + 5, sentence.stop))):
        reading = next(r for r in here.facts.readings if r.pos == "verb" and r.aspect == "i")
        return _plan(i, i, "present", here, reading)
    near = list(ctx.timexes_in(i + 1, min(i + reach, sentence.stop)))
    if not near or not (here.has("occur") or any(ctx.side(timex) == "ahead" for timex in near)):
        return None
    reading = next(r for r in here.facts.readings if r.pos == "verb" and r.aspect == "i")
    return _plan(i, i, "scheduled" if here.has("occur") else "present", here, reading)


def _provided(ctx: Context, i: int, here: Cue) -> Trigger | None:
    """What is laid down besides: `على أن تتولى اللجنة التتبع`."""
    if i < 2 or not ctx.phrase_label(i - 2, "provided_phrase"):
        return None
    reading = next(r for r in here.facts.readings if r.pos == "verb" and r.aspect == "i")
    return _plan(i - 2, i, "provided", here, reading)


def _by_terms(ctx: Context, i: int, here: Cue) -> Trigger | None:
    """What is done under an agreement: `بموجب الاتفاق تدفع الشركة`, `اتفاق تدفع الشركة بموجبه`."""
    if ctx.clauses.denied(i):
        return None
    sentence = ctx.sentence(i)
    before = range(i - 1, max(sentence.start, i - _REACH_OF_TERMS) - 1, -1)
    after = range(i + 1, min(i + _REACH_OF_TERMS, sentence.stop))
    at = next((j for j in before if ctx.cues[j].finite or ctx.cues[j].has("terms") or ctx.is_stop(j)), -1)
    under = at >= 0 and ctx.cues[at].has("terms")
    if not under and not any(ctx.cues[j].has("by_its_terms") for j in after):
        return None
    reading = next(r for r in here.facts.readings if r.pos == "verb" and r.aspect == "i")
    start = at if under and i - at < _WIDEST else i
    return replace(_plan(start, i, "terms", here, reading), kind=CommitmentKind.AGREEMENT)


_RANK = {
    "light": 0,
    "passive": 1,
    "expected": 1,
    "verb": 2,
    "asked": 2,
    "adopted": 2,
    "stipulate": 2,
    "participle": 3,
    "masdar": 4,
}
_RULES = {
    "adopted": _adopted,
    "stipulate": _stipulated,
    "verb": _verb,
    "expectverb": _expectation,
    "asked": _asked,
    "masdar": _masdar,
    "passive": _passive,
    "light": _light,
    "participle": _participle,
}


@cache
def _phrases() -> Mapping[str, tuple[tuple[Entry, tuple[str, ...]], ...]]:
    """Entries matched by their very words, by first word."""
    found: dict[str, tuple[tuple[Entry, tuple[str, ...]], ...]] = {}
    for entry in load("triggers"):
        if entry.word("form") in ("phrase", "expected"):
            for phrase in (entry.lemma, *entry.words("also")):
                words = tuple(phrase.split())
                found[words[0]] = (*found.get(words[0], ()), (entry, words))
    return found


@cache
def _governed() -> Mapping[str, tuple[str, ...]]:
    """What light verbs of acting take, by lemma."""
    return {entry.lemma: entry.words("takes") for entry in load("clauses") if entry.label == "govern"}
