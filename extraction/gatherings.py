"""Words that stand for an occasion people gather for: nouns (`اجتماع`, `الندوة`) and verbs (`التقى`).

Every such word is a `Mention`; which mentions are real occasions, and which are one and
the same, is decided in `meetings`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from types import MappingProxyType

from extraction.lexicons import Entry, load
from extraction.morphology import Facts
from extraction.nouns import Form, Noun
from extraction.nouns import phrases as fixed_phrases
from extraction.phrases import NounPhrase, Phrases, boundaries
from extraction.types import MeetingKind

CONVENING = "gathering.convening"
# So far after a verb of convening its subject is looked for, times and places between.
_SUBJECT = 9
_FAMILIES = {
    "forum": (
        "congress",
        "forum",
        "platform",
        "symposium",
        "summit",
        "table",
        "lecture",
        "conference_day",
        *("salon", "day", "briefing", "evening", "circle"),
    ),
    "training": ("workshop", "study_days"),
    "visit": ("visit", "tour", "zara", "tafaqqada", "ayana", "tajawwala"),
    "ceremony": (
        *(
            "ceremony",
            "signing",
            "inauguration",
            "installation",
            "rite",
            "celebration",
            "procession",
            "funeral",
            "honouring",
        ),
        *("handover", "open_day", "dashshana", "ihtafala"),
    ),
    "protest": (
        "stand",
        "march",
        "sit_in",
        "demonstration",
        "rally",
        "anger_day",
        "tazahara",
        "itasama",
        *("tajammaa", "tajamhara", "outcry", "camp", "crowding"),
    ),
    "assembly": ("assembly", "founding"),
}
_FAMILY_OF = {name: family for family, members in _FAMILIES.items() for name in members}


@dataclass(slots=True, eq=False)
class Mention:
    """One word (or fixed phrase) for an occasion: tokens `head..end-1`, its own modifiers included.

    `entry` is the lexicon id, `family` the same for words that may name one occasion in
    turn (`اللقاء` after `اجتماع`): meet, forum, training, visit, ceremony, protest,
    assembly. `weak` heads name other things as well, `dull` ones most of the time.
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
    family: str = ""


def find(table: Phrases) -> list[Mention]:
    """All mentions of a document in order."""
    mentions = (
        _noun_mention(table, index) or _verb_mention(table, index) or _body_mention(table, index)
        for index in range(len(table.doc.tokens))
    )
    found = _without_owners([mention for mention in mentions if mention is not None])
    for mention in found:
        mention.family = _FAMILY_OF.get(mention.entry.rpartition(".")[2], "meet")
    return found


def _without_owners(mentions: list[Mention]) -> list[Mention]:
    """Drop a body read as its session where it only completes the name of another occasion."""
    kept: list[Mention] = []
    for mention in mentions:
        owner = mention.entry == CONVENING and kept and kept[-1].end > mention.head and not kept[-1].verbal
        if not owner:
            kept.append(mention)
    return kept


def _noun_mention(table: Phrases, index: int) -> Mention | None:
    word = table.nouns[index]
    if word is None:
        return None
    fixed, entry = _fixed(table, index, word)
    form = word.form("gathering") if entry is None else None
    if entry is None:
        if (
            form is None
            or _is_another_word(table, index, form)
            or _in_party_name(table, index)
            or _in_place_name(table, index, word)
        ):
            return None
        entry = form.entry
    phrase = table.at(index)
    end = max(phrase.end if phrase is not None else index + 1, index + fixed)
    return Mention(
        index, end, entry.id, MeetingKind(entry.word("kind")), False,
        _is_definite(table, index, word, fixed, entry), _pointed(table, index),
        form is not None and word.owned, word.stem.endswith("ات") and not entry.lemma.endswith("ات"),
        entry.flag("weak"), entry.flag("dull"), frozenset(_modifiers(table, index + 1, end)), phrase,
    )  # fmt: skip


def _fixed(table: Phrases, index: int, word: Noun) -> tuple[int, Entry | None]:
    """The length and entry of a fixed phrase (`الجمع العام`) that starts at a token."""
    tokens = table.doc.tokens
    for rest, entry in _openings(word):
        if len(tokens) > index + len(rest) and all(
            tokens[index + 1 + k].folded == other for k, other in enumerate(rest)
        ):
            return len(rest) + 1, entry
    return 1, None


@lru_cache(maxsize=65536)
def _openings(word: Noun) -> tuple[tuple[tuple[str, ...], Entry], ...]:
    """The fixed phrases of gatherings that a word may open, without that word."""
    starts = [word.word, word.word[len(word.conj) + len(word.prep) :]]
    if word.al:
        starts += ["ال" + word.stem, word.stem]
    return tuple(
        (words[1:], entry)
        for start in dict.fromkeys(starts)
        for words, entry in fixed_phrases().get(start, ())
        if entry.label == "gathering"
    )


def _is_another_word(table: Phrases, index: int, form: Form) -> bool:
    """`دوره` (his part) is not `دورة`, though both fold alike."""
    written = table.doc.tokens[index].text.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
    feminine = form.entry.written.endswith("ة") and not form.owned and form.number == "s"
    return form.entry.flag("weak") and feminine and written.endswith("ه")


def _in_party_name(table: Phrases, index: int) -> bool:
    """`حزب المؤتمر`: a gathering word that names a party."""
    before, word = table.nouns[index - 1] if index else None, table.nouns[index]
    if before is None or word is None or before.al or not word.al:
        return False
    return any(form.entry.id == "body.party" for form in before.forms)


def _in_place_name(table: Phrases, index: int, word: Noun) -> bool:
    """`قاعة الاجتماعات`, `مركز الاستقبال`: a gathering word that names a place."""
    before = table.nouns[index - 1] if index else None
    if before is None or not word.al or word.prep or word.conj or before.al:
        return False
    return "place_head" in before.labels and not before.labels & {"gathering"} and not before.owned


def _is_definite(table: Phrases, index: int, word: Noun, fixed: int, entry: Entry) -> bool:
    """By ال, by the noun after it (`جلسة العمل`), not with the ending of `اجتماعا`."""
    if word.stem.endswith("ا") and not entry.lemma.endswith("ا"):
        return False
    following = table.nouns[index + 1] if index + 1 < len(table.nouns) else None
    joined = following is not None and following.al and not following.prep and not following.conj
    # After ل the article of a word in ل leaves no trace: `للقاء` is `لِلِقاء` or `لِلِّقاء`.
    if word.al and not (word.prep == "ل" and word.stem.startswith("ل")):
        return True
    timely = following is not None and boundaries().get(following.word) == "time"
    return fixed == 1 and joined and not timely


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
    if entry is None or (entry.label != "gather" and not _convenes(table, index, entry)):
        return None
    if entry.label != "gather":
        return _convening(table, index, index + 1)
    return Mention(
        index, index + 1, entry.id, MeetingKind(entry.word("kind")), True, weak=not token.facts.verb_only
    )


def _convenes(table: Phrases, index: int, entry: Entry) -> bool:
    """`انعقد المجلس`, `يلتئم غدا المكتب`: a body is the subject, and no noun stands for the occasion."""
    if entry.lemma not in _convening_verbs():
        return False
    sentence = table.doc.sentences[table.doc.tokens[index].sentence]
    before = table.nouns[max(sentence.start, index - _SUBJECT) : index]
    if any(word is not None and "gathering" in word.labels for word in before):
        return False
    window = table.nouns[index + 1 : min(sentence.stop, index + _SUBJECT)]
    clause = takewhile(lambda word: word is None or not word.is_verb, window)
    labels = [frozenset() if word is None else word.labels for word in clause]
    if any("gathering" in found for found in labels):
        return False
    return any(_may_convene(table, index + 1 + k) for k, found in enumerate(labels) if "body" in found)


def _may_convene(table: Phrases, index: int) -> bool:
    """Whether a body is nobody's and nothing's, as a subject is: not `بمقر المجلس`."""
    word, before = table.nouns[index], table.nouns[index - 1]
    owned = before is not None and not before.al and bool(before.labels & {"place_head", "title", "body"})
    return word is not None and not word.prep and not owned


def _body_mention(table: Phrases, index: int) -> Mention | None:
    """`المجلس المنعقد أمس`, `الهيئة التي ستنعقد`: a body that stands for its session."""
    word = table.nouns[index]
    if word is None or "body" not in word.labels or "gathering" in word.labels:
        return None
    phrase = table.at(index)
    if phrase is None or phrase.head != index or phrase.end >= len(table.nouns):
        return None
    at = phrase.end
    following = table.nouns[at]
    if following is not None and "pron_rel" in following.facts.pos and at + 1 < len(table.nouns):
        at += 1
        following = table.nouns[at]
    if following is None:
        return None
    entry = occasion_verb(following.facts)
    meets = following.word in _convened() or (entry is not None and entry.lemma in _convening_verbs())
    return _convening(table, index, at + 1) if meets else None


def _convening(table: Phrases, index: int, end: int) -> Mention:
    """A body with its verb of convening, or the verb alone where the body follows it."""
    phrase = table.at(index) or table.at(index + 1)
    end = max(end, phrase.end) if phrase is not None else end
    return Mention(
        index, end, CONVENING, MeetingKind.SESSION, definite=False, weak=True,
        modifiers=frozenset(_modifiers(table, index, end)), phrase=phrase,
    )  # fmt: skip


@cache
def _convening_verbs() -> frozenset[str]:
    return frozenset(
        entry.lemma for entry in load("occasions") if entry.id in {"occur.inaqada", "occur.iltaama"}
    )


@cache
def _convened() -> frozenset[str]:
    return frozenset(
        w for entry in load("occasions") if entry.label == "convened" for w in entry.words("words")
    )
