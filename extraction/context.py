"""What is known of a document while commitments are read from it, and small questions about tokens."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extraction.actors import Entities, Entity
from extraction.clauses import ClauseKind, Clauses, read_clauses
from extraction.cues import Cue
from extraction.lexicons import load
from extraction.meetings import Occasion, Occasions, find_meetings
from extraction.phrases import NounPhrase, Phrases
from extraction.timex import Timex, recognise
from extraction.timex.context import TimeContext
from extraction.tokens import Document, Token, TokenKind, read
from extraction.types import Party, PartyKind, Span

_LONGEST_NAME = 16
_STOPS = frozenset(".!?؟…؛;")
_PRONOUNS = (
    ("هما", ("", "d")),
    ("ها", ("f", "s")),
    ("هم", ("m", "p")),
    ("هن", ("f", "p")),
    ("ه", ("m", "s")),
)
_CONJUNCTIONS = frozenset({"و", "ف"})


@dataclass(slots=True)
class Context:
    """A document with its clauses, cues, noun phrases, parties, time expressions and occasions.

    `closing`, `joints`, `endings` and `inert` remember, by token, what many actions ask of it.
    """

    doc: Document
    clauses: Clauses
    phrases: Phrases
    entities: Entities
    timexes: tuple[Timex, ...]
    occasions: Occasions
    published: date | None = None
    cues: list[Cue] = field(init=False)
    tokens: list[Token] = field(init=False)
    _parties: dict[tuple[int, int], tuple[Party, Entity | None]] = field(default_factory=dict)
    _speech: list[int] | None = None
    _timex_starts: list[int] | None = None
    _topics: dict[str, float] | None = None
    _strong: int | None = None
    _ranks: dict[int, int] | None = None
    _body_ranks: dict[int, int] = field(default_factory=dict)
    _starts: list[int] | None = None
    _times: TimeContext | None = None
    _prominent: list[Entity] | None = None
    _conditions: dict[int, int] = field(default_factory=dict)
    _futures: dict[str, list[int]] = field(default_factory=dict)
    _timex_ends: frozenset[int] | None = None
    _timed: frozenset[int] | None = None
    _sides: dict[int, str] = field(default_factory=dict)
    subjects: list[tuple[int, NounPhrase]] | None = None
    subjects_told: dict[int, NounPhrase | None] = field(default_factory=dict)
    closing: dict[int, bool] = field(default_factory=dict)
    joints: dict[int, tuple[str, int]] = field(default_factory=dict)
    endings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    inert: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cues = self.clauses.cues
        self.tokens = self.doc.tokens

    def words(self, i: int, j: int) -> list[str]:
        """The folded words of tokens `i..j-1`."""
        return [token.folded for token in self.doc.tokens[i:j]]

    def sentence(self, i: int) -> range:
        """The token range of the sentence that holds token `i`."""
        return self.doc.sentences[self.doc.tokens[i].sentence]

    def is_punctuation(self, i: int) -> bool:
        """Whether token `i` is a sign."""
        return self.doc.tokens[i].kind is TokenKind.PUNCTUATION

    def is_stop(self, i: int) -> bool:
        """Whether token `i` ends a sentence or a list item."""
        return self.doc.tokens[i].text in _STOPS

    def joined(self, i: int) -> bool:
        """Whether و or ف is written on or before token `i`."""
        return self.cues[i].conj or (i > 0 and self.doc.tokens[i - 1].folded in _CONJUNCTIONS)

    def bare(self, i: int) -> str:
        """The folded word without a conjunction written on it."""
        word = self.doc.tokens[i].folded
        return word[1:] if len(word) > 2 and word[0] in "وف" and self.cues[i].conj else word

    def inside_phrase(self, i: int) -> bool:
        """Whether token `i` continues a noun phrase that began before it."""
        for j in range(i - 1, max(self.sentence(i).start, i - _LONGEST_NAME) - 1, -1):
            phrase = self.phrases.at(j)
            if phrase is not None and phrase.end > i:
                return True
        return False

    def party_of(self, phrase: NounPhrase) -> tuple[Party, Entity | None]:
        """The party that a phrase names by its fullest name, and its entity; kept for the document."""
        key = (phrase.start, phrase.end)
        if key not in self._parties:
            self._parties[key] = (self.entities.party(phrase), self.entities.resolve(phrase))
        return self._parties[key]

    def pronoun_before(self, i: int) -> tuple[str, str]:
        """Gender and number of the pronoun on the أن straight before token `i`, or two empty strings."""
        if i == 0 or not self.cues[i - 1].has("that_pronoun"):
            return "", ""
        word = self.doc.tokens[i - 1].folded
        return next((told for ending, told in _PRONOUNS if word.endswith(ending)), ("", ""))

    def speech_before(self, i: int, limit: int = 4) -> list[int]:
        """The last verbs of saying (participles left out) before token `i`, in order."""
        if self._speech is None:
            self._speech = [
                clause.opener
                for clause in self.clauses.items
                if clause.kind is ClauseKind.REPORTING and self.cues[clause.opener].has("speech")
            ]
        at = bisect_left(self._speech, i)
        return self._speech[max(0, at - limit) : at]

    def timexes_in(self, start: int, end: int) -> Iterator[Timex]:
        """The time expressions that begin in a range of tokens, in order."""
        if self._timex_starts is None:
            self._timex_starts = [timex.start for timex in self.timexes]
        for k in range(bisect_left(self._timex_starts, start), len(self.timexes)):
            if self.timexes[k].start >= end:
                return
            yield self.timexes[k]

    def futures(self, start: int, stop: int, label: str = "") -> int:
        """How many future verbs, of a label if one is given, stand in a range of tokens."""
        if label not in self._futures:
            self._futures[label] = [
                j for j, here in enumerate(self.cues) if here.future and (not label or here.has(label))
            ]
        found = self._futures[label]
        return bisect_left(found, stop) - bisect_left(found, start)

    def ends_timex(self, i: int) -> bool:
        """Whether token `i` is the last of a time expression."""
        if self._timex_ends is None:
            self._timex_ends = frozenset(timex.end - 1 for timex in self.timexes)
        return i in self._timex_ends

    def in_timex(self, i: int) -> bool:
        """Whether token `i` is part of a time expression."""
        if self._timed is None:
            self._timed = frozenset(j for timex in self.timexes for j in range(timex.start, timex.end))
        return i in self._timed

    def side(self, timex: Timex) -> str:
        """Where a time expression lies, seen from the day of writing; see TimeContext.side."""
        if timex.start not in self._sides:
            self._sides[timex.start] = self.times().side(timex)
        return self._sides[timex.start]

    def condition_before(self, i: int) -> bool:
        """Whether a word of condition stands before token `i` in its sentence."""
        number = self.doc.tokens[i].sentence
        if number not in self._conditions:
            sentence = self.doc.sentences[number]
            found = (j for j in sentence if self.cues[j].has("condition"))
            self._conditions[number] = next(found, sentence.stop)
        return self._conditions[number] < i

    def topics(self) -> dict[str, float]:
        """The share of the document's words that belong to each topic of the lexicon."""
        if self._topics is None:
            counts: dict[str, int] = {}
            for here in self.cues:
                for topic in here.topics:
                    counts[topic] = counts.get(topic, 0) + 1
            self._topics = {topic: n / len(self.cues) for topic, n in sorted(counts.items())}
        return self._topics

    def strong_triggers(self) -> int:
        """How many words of the document can be lexical triggers of a record."""
        if self._strong is None:
            self._strong = sum(1 for here in self.cues if here.triggers and here.facts.can_verb)
        return self._strong

    def prominence(self, entity: Entity, bodies: bool = False) -> int:
        """The rank of a party by number of mentions, 0 the most mentioned; among bodies alone if asked."""
        if self._ranks is None:
            order = sorted(self.entities.all, key=lambda e: (-len(e.mentions), e.mentions[0].start))
            self._ranks = {e.id: k for k, e in enumerate(order)}
            only = [e for e in order if e.kind is PartyKind.ORGANIZATION]
            self._body_ranks = {e.id: k for k, e in enumerate(only)}
        return (self._body_ranks if bodies else self._ranks).get(entity.id, 99)

    def prominent(self) -> list[Entity]:
        """The three most mentioned parties and the most mentioned body."""
        if self._prominent is None:
            self._prominent = [
                e for e in self.entities.all if self.prominence(e) < 3 or self.prominence(e, bodies=True) < 1
            ]
        return self._prominent

    def entity_within(self, span: Span) -> Entity | None:
        """The entity of the first mention that begins in a span of the original."""
        if self._starts is None:
            self._starts = [self.doc.tokens[phrase.start].end for phrase, _ in self.entities.order]
        at = bisect_right(self._starts, span.start)
        if at < len(self._starts) and self.doc.tokens[self.entities.order[at][0].start].start < span.end:
            return self.entities.order[at][1]
        return None

    def occasion_of(self, i: int) -> Occasion | None:
        """The occasion in which something at token `i` was said or done."""
        name = self.occasions.meeting_for(i)
        return next((o for o in self.occasions.all if o.id == name), None) if name else None

    def times(self) -> TimeContext:
        """The times of the document, seen from its day of publication."""
        if self._times is None:
            self._times = TimeContext.build(self.doc, self.timexes, self.published)
        return self._times

    def phrase_label(self, i: int, label: str) -> bool:
        """Whether the two words at token `i` make a phrase with this label of the clause lexicon."""
        tokens = self.doc.tokens
        if i + 1 >= len(tokens) or tokens[i].folded not in _pair_starts():
            return False
        pair = (tokens[i].folded, tokens[i + 1].folded)
        return pair in _pairs(label)


@cache
def _pair_starts() -> frozenset[str]:
    """The first words of all two-word phrases."""
    return frozenset(
        w.partition(" ")[0] for entry in load("clauses") for w in entry.words("words") if " " in w
    )


@cache
def _pairs(label: str) -> frozenset[tuple[str, str]]:
    """The two-word phrases that carry a label."""
    found: set[tuple[str, str]] = set()
    for entry in load("clauses"):
        if entry.label == label:
            found.update(
                (first, second) for first, _, second in (w.partition(" ") for w in entry.words("words"))
            )
    return frozenset(found)


def read_context(text: str, published: date | None = None) -> Context:
    """Everything that the reading of commitments looks at, for one text."""
    doc = read(text)
    phrases = Phrases(doc)
    entities = Entities(phrases)
    timexes = recognise(doc)
    occasions = find_meetings(phrases, entities, timexes, published)
    return Context(doc, read_clauses(doc), phrases, entities, timexes, occasions, published)
