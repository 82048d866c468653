"""What is known of a document while commitments are read from it, and small questions about tokens."""

from dataclasses import dataclass
from functools import cache

from extraction.clauses import Clauses
from extraction.cues import Cue
from extraction.lexicons import load
from extraction.phrases import Phrases
from extraction.tokens import Document, Token, TokenKind

_STOPS = frozenset(".!?؟…؛;")
_CONJUNCTIONS = frozenset({"و", "ف"})


@dataclass(slots=True)
class Context:
    """A document with its clauses, the cues of its tokens and its noun phrases."""

    doc: Document
    clauses: Clauses
    phrases: Phrases
    _inner: frozenset[int] | None = None

    @property
    def cues(self) -> list[Cue]:
        """The cue of every token."""
        return self.clauses.cues

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the document."""
        return self.doc.tokens

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
        if self._inner is None:
            self._inner = frozenset(j for p in self.phrases.outer() for j in range(p.start + 1, p.end))
        return i in self._inner

    def phrase_label(self, i: int, label: str) -> bool:
        """Whether the two words at token `i` make a phrase with this label of the clause lexicon."""
        if i + 1 >= len(self.doc.tokens):
            return False
        pair = (self.doc.tokens[i].folded, self.doc.tokens[i + 1].folded)
        return pair in _pairs(label)


@cache
def _pairs(label: str) -> frozenset[tuple[str, str]]:
    """The two-word phrases that carry a label."""
    found = set()
    for entry in load("clauses"):
        if entry.label == label:
            found.update(
                (first, second) for first, _, second in (w.partition(" ") for w in entry.words("words"))
            )
    return frozenset(found)
