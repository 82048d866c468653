"""From tokens to atoms of time: each word by its class in the lexicon, clitics and article taken off.

The result is a list of islands: runs of atoms in one sentence with no other word
between them. Number words are merged into numbers (see `numerals`).
"""

from collections.abc import Iterator

from extraction.timex.numerals import merge_numbers, number_label
from extraction.timex.types import Atom
from extraction.timex.vocabulary import Reading, Sense, readings
from extraction.tokens import Document, Token, TokenKind

# Longer runs (a page of figures) are cut here, so that no rule sees more than a sentence could hold.
MAX_ISLAND = 60
_MAX_DIGITS = 4
# As French writes hours: 16h30.
_HOUR_MARK = "h"
_SIGNS = {
    "،": "COMMA",
    ",": "COMMA",
    "؛": "COMMA",
    "/": "SLASH",
    "\\": "SLASH",
    ".": "DOT",
    ":": "COLON",
    "-": "DASH",
    "–": "DASH",
    "—": "DASH",
    "(": "LEFT",
    "[": "LEFT",
    ")": "RIGHT",
    "]": "RIGHT",
    **dict.fromkeys('"«»“”', "QUOTE"),
}


def islands(doc: Document) -> Iterator[list[Atom]]:
    """The runs of atoms of a document, in order, none empty."""
    island: list[Atom] = []
    sentence, at, tokens = -1, 0, doc.tokens
    while at < len(tokens):
        token = tokens[at]
        found = _atoms(tokens, at)
        broken = token.sentence != sentence and not (island and found and _runs_on(island[-1], found[0]))
        if island and (not found or broken or len(island) > MAX_ISLAND):
            yield merge_numbers(island)
            island = []
        if not found:
            at += 1
            continue
        sentence = token.sentence
        island += found
        at = found[-1].end
    if island:
        yield merge_numbers(island)


def _runs_on(before: Atom, after: Atom) -> bool:
    """Whether a date goes on after a line break that was put in for the width of a page."""
    return before.label in ("DAY_NUM", "ORD", "MONTH_WORD") and after.label in (
        "MONTH",
        "HIJRI",
        "MONTH_WORD",
    )


def _atoms(tokens: list[Token], at: int) -> list[Atom]:
    token = tokens[at]
    if token.kind is TokenKind.WORD:
        return _word_atoms(tokens, at)
    if token.kind is TokenKind.NUMBER:
        return [_digits(token, at)]
    if token.kind is TokenKind.LATIN and token.folded.lower() == _HOUR_MARK:
        return [Atom("HOUR_MARK", at, at + 1)]
    if token.kind is TokenKind.PUNCTUATION and (label := _SIGNS.get(token.folded)):
        return [Atom(label, at, at + 1)]
    return []


def _digits(token: Token, at: int) -> Atom:
    width = len(token.folded)
    if width > _MAX_DIGITS:
        return Atom("BIG", at, at + 1, digits=True)
    value = int(token.folded)
    return Atom(number_label(value, width=width), at, at + 1, value, digits=True)


def _word_atoms(tokens: list[Token], at: int) -> list[Atom]:
    for reading in readings(tokens[at].folded):
        sense = (_phrase(tokens, at, reading) if reading.phrases else None) or reading.alone
        if sense is None:
            continue
        end = at + 1 + len(sense.rest)
        if sense.label == "NONE":
            return [Atom("NONE", at, end)]
        sign = (sense.value, sense.unit, False, reading.definite, reading.skip, sense.entry)
        stem = Atom(sense.label, at, end, *sign)
        if not reading.clitics:
            return [stem]
        clitics = [Atom(label, at, at + 1, 0, unit, skip=skip) for label, unit, skip in reading.clitics]
        return [*clitics, stem]
    return []


def _phrase(tokens: list[Token], at: int, reading: Reading) -> Sense | None:
    """The longest phrase of the lexicon that a word opens here, within its sentence."""
    if at + 1 >= len(tokens):
        return None
    for sense in reading.phrases.get(tokens[at + 1].folded, ()):
        following = tokens[at + 1 : at + 1 + len(sense.rest)]
        if tuple(token.folded for token in following) == sense.rest:
            return sense if following[-1].sentence == tokens[at].sentence else None
    return None
