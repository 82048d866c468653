"""What is known of one word: its readings, and the facts that they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass

_NOMINAL = frozenset({"noun", "noun_prop", "adj", "num"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word. All letters are folded.

    `pos` is one of verb, noun, noun_prop, adj, prep, conj, conj_sub, pron, pron_rel,
    pron_dem, part, part_neg, part_fut, adv, num, interj. `aspect` is p (perfect),
    i (imperfect), c (imperative) or ""; `voice` is p where the spelling shows a
    passive, a where it excludes one, else ""; `person` 1, 2, 3 or "" (a perfect in ت
    that may be I or you has 1); `gender` m, f or ""; `number` s, d, p or "".
    `proclitics` are those written on the word, a subset of w f b k l s al in that
    order; `enclitic` such as "3ms", or "". `stem` is the word without clitics and
    inflection, `label` the lexicon's class, or "". A masdar or participle has the
    lemma of its verb in `verb`; `participle` is active, passive, both where the spelling
    does not tell, or "".
    """

    lemma: str
    pos: str
    aspect: str = ""
    voice: str = ""
    person: str = ""
    gender: str = ""
    number: str = ""
    proclitics: tuple[str, ...] = ()
    enclitic: str = ""
    masdar: bool = False
    stem: str = ""
    label: str = ""
    verb: str = ""
    participle: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """All readings of one folded word and what they add up to. Shared and immutable.

    `has_al`: every nominal reading is definite by ال. `is_unknown`: for all we
    know it may be nothing but a name: no list but that of names has it, and its shape
    allows a name. `verb_only`: every reading is a verb. `is_future`: a verb with the
    prefix س and no nominal reading. `proclitics` is the longest start on which all
    readings agree.
    """

    word: str = ""
    readings: tuple[Reading, ...] = ()
    lemmas: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    pos: frozenset[str] = frozenset()
    proclitics: tuple[str, ...] = ()
    has_al: bool = False
    is_unknown: bool = False
    verb_only: bool = False
    is_future: bool = False
    can_verb: bool = False
    can_masdar: bool = False
    can_noun: bool = False

    def of(self, *pos: str) -> tuple[Reading, ...]:
        """The readings with one of the given parts of speech."""
        return tuple(reading for reading in self.readings if reading.pos in pos)


NO_FACTS = Facts()


def gather(word: str, readings: Iterable[Reading], unknown: bool = False) -> Facts:
    """Facts from the readings of a word, duplicates removed, order kept."""
    unique = tuple(dict.fromkeys(readings))
    nominal = [reading for reading in unique if reading.pos in _NOMINAL]
    verbs = [reading for reading in unique if reading.pos == "verb"]
    return Facts(
        word=word,
        readings=unique,
        lemmas=frozenset(reading.lemma for reading in unique),
        labels=frozenset(reading.label for reading in unique if reading.label),
        pos=frozenset(reading.pos for reading in unique),
        proclitics=_agreed([reading.proclitics for reading in unique]),
        has_al=bool(nominal) and all("al" in reading.proclitics for reading in nominal),
        is_unknown=_may_be_a_name(unique, unknown),
        verb_only=bool(verbs) and len(verbs) == len(unique),
        is_future=not nominal and any("s" in reading.proclitics for reading in verbs),
        can_verb=bool(verbs),
        can_masdar=any(reading.masdar for reading in unique),
        can_noun=bool(nominal),
    )


def _may_be_a_name(readings: tuple[Reading, ...], unknown: bool) -> bool:
    names = [reading for reading in readings if reading.pos == "noun_prop"]
    return bool(names) and (unknown or len(names) == len(readings))


def _agreed(proclitics: list[tuple[str, ...]]) -> tuple[str, ...]:
    agreed = proclitics[0] if proclitics else ()
    for other in proclitics[1:]:
        while other[: len(agreed)] != agreed:
            agreed = agreed[:-1]
    return agreed
