"""Tokens of a text: folded words, numbers and signs that know their original offsets and place."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extraction.morphology import NO_FACTS, Facts, analyse
from extraction.text import Folded, fold, paragraphs, sentences
from extraction.types import Span

_ARABIC = (
    "\u0621-\u063a\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5"
    "\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7"
)
_TOKEN = re.compile(
    f"(?P<WORD>[{_ARABIC}]+)|(?P<NUMBER>[0-9]+)|(?P<LATIN>[^\\W_0-9{_ARABIC}]+)|(?P<PUNCTUATION>\\S)"
)


# What reads a sentence may look at all of it for every word in it; real ones end long before this.
MAX_SENTENCE = 400
_COMMAS = frozenset("،,؛;:")


class TokenKind(StrEnum):
    """What a token is made of; letters and digits glued together are separate tokens.

    A NUMBER is a bare run of ASCII digits: `5.4` is three tokens, the later two glued.
    LATIN is any other script's letters; PUNCTUATION one sign, symbol or emoji.
    """

    WORD = "word"
    NUMBER = "number"
    LATIN = "latin"
    PUNCTUATION = "punctuation"


# By number of the group in `_TOKEN`.
_KINDS = (TokenKind.PUNCTUATION, *TokenKind)


@dataclass(slots=True, eq=False)
class Token:
    """One token. `start`/`end` are characters of the original, `text` its slice there.

    `sentence` and `paragraph` are indexes into the document's lists; `glued` says
    that no white space stands before it. `facts` is `NO_FACTS` but for a WORD.
    """

    index: int
    start: int
    end: int
    text: str
    folded: str
    kind: TokenKind
    sentence: int
    paragraph: int
    glued: bool
    facts: Facts

    @property
    def span(self) -> Span:
        """The original span of this token alone."""
        return Span(self.start, self.end)

    @property
    def is_word(self) -> bool:
        """Whether the token is made of Arabic letters."""
        return self.kind is TokenKind.WORD


@dataclass(slots=True, eq=False)
class Document:
    """A text with its tokens; `sentences` and `paragraphs` are ranges of token indexes in order.

    Every token is in exactly one sentence and one paragraph, none of which is empty,
    and no sentence crosses a paragraph or holds more than MAX_SENTENCE tokens.
    """

    text: str
    folded: Folded
    tokens: list[Token]
    sentences: list[range]
    paragraphs: list[range]

    def span(self, i: int, j: int) -> Span:
        """The original span of the tokens `i..j-1`; `i < j`."""
        return Span(self.tokens[i].start, self.tokens[j - 1].end)

    def quote(self, i: int, j: int) -> str:
        """The original characters of the tokens `i..j-1`; `i < j`."""
        return self.text[self.tokens[i].start : self.tokens[j - 1].end]

    def words(self, i: int, j: int) -> list[str]:
        """The folded forms of the tokens `i..j-1`."""
        return [token.folded for token in self.tokens[i:j]]


def read(text: str) -> Document:
    """Fold and split a text into tokens, sentences and paragraphs; linear in its length."""
    folded = fold(text)
    offsets, ends = folded.offsets, folded.ends
    tokens: list[Token] = []
    starts: list[int] = []
    last_end = -1
    for index, match in enumerate(_TOKEN.finditer(folded.text)):
        start, end = match.span()
        word, kind = match.group(), _KINDS[match.lastindex or 0]
        first, final = offsets[start], ends[end - 1]
        facts = analyse(word) if kind is TokenKind.WORD else NO_FACTS
        tokens.append(
            Token(index, first, final, text[first:final], word, kind, 0, 0, start == last_end, facts)
        )
        starts.append(start)
        last_end = end
    found = Document(text, folded, tokens, [], [])
    found.sentences += _cut(tokens, _ranges(starts, sentences(folded.text)))
    found.paragraphs += _ranges(starts, paragraphs(folded.text))
    for number, stretch in enumerate(found.sentences):
        for token in tokens[stretch.start : stretch.stop]:
            token.sentence = number
    for number, stretch in enumerate(found.paragraphs):
        for token in tokens[stretch.start : stretch.stop]:
            token.paragraph = number
    return found


def _ranges(starts: list[int], stretches: list[tuple[int, int]]) -> list[range]:
    """The tokens of stretches of folded text, as ranges of indexes; `starts` are where tokens start."""
    firsts = [bisect_left(starts, start) for start, _ in stretches]
    return list(map(range, firsts, [*firsts[1:], len(starts)]))


def _cut(tokens: list[Token], sentences: list[range]) -> Iterator[range]:
    """The sentences, none longer than MAX_SENTENCE: a longer one is cut after a comma, or anywhere."""
    for sentence in sentences:
        start = sentence.start
        while sentence.stop - start > MAX_SENTENCE:
            last = start + MAX_SENTENCE
            commas = (i for i in range(last, last - MAX_SENTENCE // 2, -1) if tokens[i - 1].text in _COMMAS)
            end = next(commas, last)
            yield range(start, end)
            start = end
        yield range(start, sentence.stop)
