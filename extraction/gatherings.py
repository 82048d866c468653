"""Words that stand for an occasion people gather for: nouns (`اجتماع`, `الندوة`) and verbs (`التقى`).

Every such word is a `Mention`; which mentions are real occasions, and which are one and
the same, is decided in `meetings`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from extraction.lexicons import Entry, load
from extraction.morphology import Facts
from extraction.nouns import Noun
from extraction.nouns import phrases as fixed_phrases
from extraction.phrases import NounPhrase, Phrases
from extraction.types import MeetingKind


@dataclass(slots=True, eq=False)
class Mention:
    """One word (or fixed phrase) for an occasion: tokens `head..end-1`, its own modifiers included.

    `entry` is the lexicon id, `family` the same for words that may name one occasion in
    turn (`اللقاء` after `اجتماع`). `weak` heads name other things as well.
    """

    head: int
    end: int
    entry: str
    kind: MeetingKind
    verbal: bool = False
    definite: bool = False
    demonstrative: bool = False
    owned: bool = False
    plural: bool = False
    weak: bool = False
    dull: bool = False
    modifiers: frozenset[str] = frozenset()
    phrase: NounPhrase | None = None


def find(table: Phrases) -> list[Mention]:
    """All mentions of a document in order."""
    mentions = (
        _noun_mention(table, index) or _verb_mention(table, index) for index in range(len(table.doc.tokens))
    )
    return [mention for mention in mentions if mention is not None]


def _noun_mention(table: Phrases, index: int) -> Mention | None:
    word = table.nouns[index]
    if word is None:
        return None
    fixed, entry = _fixed(table, index, word)
    form = word.form("gathering") if entry is None else None
    if entry is None:
        if form is None:
            return None
        entry = form.entry
    phrase = table.at(index)
    end = max(phrase.end if phrase is not None else index + 1, index + fixed)
    return Mention(
        index, end, entry.id, MeetingKind(entry.word("kind")), False,
        word.al or _defined(table, index, word, fixed), _pointed(table, index),
        form is not None and word.owned, word.stem.endswith("ات"),
        entry.flag("weak"), entry.flag("dull"), frozenset(_modifiers(table, index + 1, end)), phrase,
    )  # fmt: skip


def _fixed(table: Phrases, index: int, word: Noun) -> tuple[int, Entry | None]:
    """The length and entry of a fixed phrase (`الجمع العام`) that starts at a token."""
    tokens = table.doc.tokens
    surface = word.word
    starts = {surface, surface[len(word.conj) + len(word.prep) :]}
    if word.al:
        starts |= {"ال" + word.stem, word.stem}
    for start in starts:
        for words, entry in fixed_phrases().get(start, ()):
            if entry.label == "gathering" and [
                t.folded for t in tokens[index + 1 : index + len(words)]
            ] == list(words[1:]):
                return len(words), entry
    return 1, None


def _defined(table: Phrases, index: int, word: Noun, fixed: int) -> bool:
    """`جلسة العمل`, `اجتماع المجلس`: definite by the noun after it."""
    following = table.nouns[index + 1] if index + 1 < len(table.nouns) else None
    return fixed == 1 and following is not None and following.al and not following.prep and not following.conj


def _pointed(table: Phrases, index: int) -> bool:
    """`هذا الاجتماع`."""
    return index > 0 and bool(table.doc.tokens[index - 1].facts.pos & {"pron_dem"})


def _modifiers(table: Phrases, start: int, end: int) -> Iterator[str]:
    for index in range(start, end):
        word = table.nouns[index]
        if word is not None and not word.is_function:
            yield word.stem


@cache
def verbs() -> Mapping[str, Entry]:
    """The verbs that have to do with occasions, by lemma."""
    return MappingProxyType({entry.lemma: entry for entry in load("occasions") if entry.pos == "verb"})


def occasion_verb(facts: Facts) -> Entry | None:
    """The entry of a word that can be a verb of occasions, or None."""
    if not facts.can_verb:
        return None
    for reading in facts.readings:
        if reading.pos == "verb" and reading.lemma in verbs():
            return verbs()[reading.lemma]
    return None


def _verb_mention(table: Phrases, index: int) -> Mention | None:
    token = table.doc.tokens[index]
    word = table.nouns[index]
    if word is None or not token.facts.can_verb or word.labels:
        return None
    entry = occasion_verb(token.facts)
    if entry is None or entry.label != "gather":
        return None
    return Mention(
        index, index + 1, entry.id, MeetingKind(entry.word("kind")), True, weak=not token.facts.verb_only
    )
