"""What one word can do in a clause: its cues from the lexicons and its readings, cached per word."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.lexicons import Entry, load
from extraction.morphology import Facts, Reading, analyse
from extraction.nouns import Noun, noun

_PREPOSITIONS = {"ب": "b", "ل": "l", "ك": "k"}
_FUNCTION = frozenset({"conj", "conj_sub", "pron_dem", "pron", "pron_rel", "part_neg"})
_NAMES = frozenset({"body", "place", "given", "honorific"})
_VERB_FORMS = frozenset({"verb", "expectverb", "adopted", "stipulate", "asked"})
_JOINED = frozenset({"an_fi", "ala", "ila", "an_prep", "from", "that", "during"})
_NOUN_FORMS = frozenset({"masdar", "light", "passive"})
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "لل", "وب", "ول", "وبال", "كال", "ولل")
_SUFFIXES = ("", "ا", "ه", "ها", "هم", "هما", "نا", "ي", "هن")


@dataclass(frozen=True, slots=True)
class Cue:
    """The part that a folded word can play.

    `labels` are those of the clause lexicon; `triggers` pairs an entry of the
    trigger lexicon with the reading that matched it. `prep` is the preposition
    written on the word ("b", "l", "k" or ""), `preps` those of all its readings as a masdar (`برد` may be
    ب and رد), `conj` a و or ف before it, `masdar`
    a noun of action, `suffix` a pronoun on that noun. `finite` is a verb that is
    hardly anything else, `perfect`/`imperfect` its possible aspects.
    """

    word: str
    facts: Facts
    labels: frozenset[str]
    triggers: tuple[tuple[Entry, Reading], ...]
    verb_lemmas: frozenset[str]
    prep: str
    preps: frozenset[str]
    conj: bool
    al: bool
    masdar: bool
    suffix: bool
    finite: bool
    perfect: bool
    imperfect: bool
    future: bool
    topics: frozenset[str]
    may_bind: bool

    def has(self, *labels: str) -> bool:
        """Whether any of the labels is among the word's."""
        return not self.labels.isdisjoint(labels)


@lru_cache(maxsize=65536)
def cue(word: str) -> Cue:
    """The cue of one folded word. Pure, cached."""
    facts, name = analyse(word), noun(word)
    verbs = facts.of("verb")
    masdars = _masdars(facts, name)
    labels = _labels(word, facts, name)
    triggers = () if "body" in name.labels else _triggers(word, facts)
    absence = "absence" in _word_labels().get(word, ())
    clitics = masdars[0].proclitics if masdars else ()
    return Cue(
        word=word,
        facts=facts,
        labels=labels,
        triggers=triggers,
        verb_lemmas=frozenset(reading.lemma for reading in verbs),
        prep=next((p for p in "blk" if p in clitics), "") if masdars else _PREPOSITIONS.get(name.prep, ""),
        preps=_prepositions(masdars, name) if masdars or absence else frozenset(),
        conj=bool(name.conj) or _conjoined(word, facts),
        al="al" in clitics if masdars else name.al,
        masdar=bool(masdars) or absence,
        suffix=any(reading.enclitic for reading in masdars),
        finite=name.is_verb or facts.is_future,
        perfect=any(reading.aspect == "p" for reading in verbs),
        imperfect=any(reading.aspect == "i" for reading in verbs),
        future=_is_future(facts) and not name.labels,
        topics=_topics(name.stem),
        may_bind=bool(triggers) or _opens_trigger(word, facts, labels),
    )


def _masdars(facts: Facts, name: Noun) -> list[Reading]:
    """The readings as a noun of action, none where the word is a function word or names a party."""
    plural_people = "collective" in name.labels and not name.stem.endswith("ه")
    if (
        facts.pos & _FUNCTION
        or (name.labels & _NAMES and not all(form.owned for form in name.forms))
        or plural_people
        or "during" in _word_labels().get(facts.word, ())
    ):
        return []
    return [reading for reading in facts.readings if reading.masdar]


def _prepositions(masdars: list[Reading], name: Noun) -> frozenset[str]:
    """The prepositions that may be written on a noun of action, by its readings and its spelling."""
    spelled = {_PREPOSITIONS[name.prep]} if name.prep in _PREPOSITIONS and not masdars else set()
    return frozenset(p for p in "blk" for reading in masdars if p in reading.proclitics) | spelled


def _conjoined(word: str, facts: Facts) -> bool:
    if word in ("و", "ف") or "w" in facts.proclitics or "f" in facts.proclitics:
        return True
    # وفي, وعلى and their like, which morphology may also read as one verb.
    return word[:1] in "وف" and not _JOINED.isdisjoint(_word_labels().get(word[1:], ()))


def _opens_trigger(word: str, facts: Facts, labels: frozenset[str]) -> bool:
    """Whether a word that is no trigger itself may still begin one: a verb, a particle, a set phrase."""
    present = any(r.aspect == "i" for r in facts.readings)
    bare = word[1:] if len(word) > 2 and word[0] in "وف" else word
    particle = not labels.isdisjoint({"future_particle", "negation_future"})
    return present or particle or facts.is_future or bool({word, bare} & _phrase_starts())


def _is_future(facts: Facts) -> bool:
    """A verb with س; where سأ would be needed, only if it cannot be past: ساهم is no future of هم."""
    verbs = facts.of("verb")
    first = all(r.person == "1" for r in verbs if "s" in r.proclitics)
    past = any(r.aspect == "p" and "s" not in r.proclitics for r in verbs)
    return facts.is_future and not (first and past)


def _topics(stem: str) -> frozenset[str]:
    return _topic_words().get(stem, frozenset())


def _labels(word: str, facts: Facts, name: Noun) -> frozenset[str]:
    found = set(_word_labels().get(word, ()))
    if name.labels:
        return frozenset(found)
    for reading in facts.readings:
        if reading.pos == "verb":
            found.update(_verb_labels().get(reading.lemma, ()))
        elif reading.pos in ("noun", "adj") and "al" not in reading.proclitics:
            found.update(_participle_labels().get(reading.lemma, ()))
    return frozenset(found)


def _triggers(word: str, facts: Facts) -> tuple[tuple[Entry, Reading], ...]:
    found: dict[str, tuple[Entry, Reading]] = {}
    for reading in sorted(facts.readings, key=lambda reading: bool(reading.enclitic)):
        for entry in _trigger_lemmas().get(reading.lemma, ()):
            if _plays(entry, reading):
                found.setdefault(entry.id, (entry, reading))
    for entry in _trigger_spellings().get(word, ()):
        if entry.id not in found:
            found[entry.id] = (entry, next(iter(facts.of("noun")), Reading(entry.lemma, "noun")))
    return tuple(found.values())


def _plays(entry: Entry, reading: Reading) -> bool:
    """Whether a reading has the part of speech that the entry's form asks for."""
    if entry.word("form") == "stipulate" and reading.pos in ("noun", "adj"):
        return "al" in reading.proclitics and entry.lemma == reading.lemma
    if entry.word("form") in _VERB_FORMS:
        return reading.pos == "verb" and reading.aspect != "c"
    if entry.word("form") in _NOUN_FORMS:
        return reading.pos == "noun"
    return entry.word("form") == "participle" and reading.pos in ("noun", "adj")


@cache
def _trigger_lemmas() -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in load("triggers"):
        found[entry.lemma] = (*found.get(entry.lemma, ()), entry)
    return found


@cache
def _trigger_spellings() -> Mapping[str, tuple[Entry, ...]]:
    """Noun triggers by every spelling with clitics, for words that morphology does not know."""
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in load("triggers"):
        for base in (entry.lemma, *entry.words("also")) if entry.word("form") in _NOUN_FORMS else ():
            for suffix in _SUFFIXES:
                owned = base[:-1] + "ت" + suffix if base.endswith("ه") and suffix else base + suffix
                for prefix in _PREFIXES:
                    found[prefix + owned] = (*found.get(prefix + owned, ()), entry)
    return found


@cache
def _phrase_starts() -> frozenset[str]:
    """The first words of the entries that are matched by their very words."""
    entries = [e for e in load("triggers") if e.word("form") in ("phrase", "expected")]
    return frozenset(p.split()[0] for e in entries for p in (e.lemma, *e.words("also")))


@cache
def _topic_words() -> Mapping[str, frozenset[str]]:
    """The topics of a stem, singular and regular plural alike."""
    found: dict[str, set[str]] = {}
    for entry in load("topics"):
        for word in entry.words("words"):
            for spelling in (word, word + "ات", word + "ين", word + "ون"):
                found.setdefault(spelling, set()).add(entry.label)
    return {word: frozenset(topics) for word, topics in found.items()}


@cache
def _word_labels() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in load("clauses"):
        for word in entry.words("words"):
            found.setdefault(word, set()).add(entry.label)
    return {word: frozenset(labels) for word, labels in found.items()}


@cache
def _verb_labels() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in load("clauses"):
        if entry.pos == "verb" and not entry.words("words"):
            found.setdefault(entry.lemma, set()).add(entry.label)
    return {lemma: frozenset(labels) for lemma, labels in found.items()}


@cache
def _participle_labels() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in load("clauses"):
        for lemma in entry.words("participles"):
            found.setdefault(lemma, set()).add(f"{entry.label}_participle")
    return {lemma: frozenset(labels) for lemma, labels in found.items()}
