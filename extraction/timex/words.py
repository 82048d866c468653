"""From tokens to atoms of time: each word by its class in the lexicon, clitics and article taken off.

The result is a list of islands: runs of atoms in one sentence with no other word
between them. Number words are merged into numbers (see `numerals`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction import lexicons
from extraction.timex.numerals import merge_numbers, number_label
from extraction.timex.types import Atom
from extraction.tokens import Document, Token, TokenKind

# Longer runs (a page of figures) are cut here, so that no rule sees more than a sentence could hold.
MAX_ISLAND = 60
_MAX_DIGITS = 4
# Two letters after a preposition (ب + آب) are more often the middle of another word.
_SHORTEST_STEM = 3
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


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a word (or, with `rest`, the phrase it opens) is: label, value, unit and entry of the lexicon."""

    label: str
    value: int
    unit: str
    entry: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Clitics as (label, unit, letters before it), the letters before the stem, its senses and article."""

    clitics: tuple[tuple[str, str, int], ...]
    skip: int
    senses: tuple[_Sense, ...]
    definite: bool


@dataclass(frozen=True, slots=True)
class _Table:
    exact: dict[str, tuple[_Sense, ...]]
    open: dict[str, tuple[_Sense, ...]]
    ands: tuple[str, ...]
    prepositions: dict[str, str]
    article: str


@cache
def _table() -> _Table:
    exact: dict[str, list[_Sense]] = defaultdict(list)
    free: dict[str, list[_Sense]] = defaultdict(list)
    by_id = {}
    for entry in lexicons.load("timex"):
        by_id[entry.id] = entry
        for form in (entry.lemma, *entry.words("forms")):
            first, *rest = form.split()
            sense = _Sense(entry.label, int(entry.number("value")), entry.word("unit"), entry.id, tuple(rest))
            (exact if entry.flag("exact") else free)[first].append(sense)
        for form in entry.words("construct"):
            exact[form].append(_Sense("BARE_" + entry.label, int(entry.number("value")), "", entry.id, ()))
    conjunction = by_id["separate-and"]
    prepositions = {
        word: entry.word("unit")
        for entry in by_id.values()
        if entry.label == "CLITIC"
        for word in (entry.lemma, *entry.words("forms"))
    }
    return _Table(
        {word: _longest_first(senses) for word, senses in exact.items()},
        {word: _longest_first(senses) for word, senses in free.items()},
        (conjunction.lemma, *conjunction.words("forms")),
        {word: unit for word, unit in prepositions.items() if len(word) == 1},
        by_id["article-alone"].lemma,
    )


def _longest_first(senses: list[_Sense]) -> tuple[_Sense, ...]:
    return tuple(sorted(senses, key=lambda sense: -len(sense.rest)))


@lru_cache(maxsize=1 << 15)
def _readings(word: str) -> tuple[_Reading, ...]:
    """Every way to take clitics off a folded word that leaves a word of the lexicon; the fewest first."""
    return tuple(reading for reading in _stripped(word) if reading.senses)


def _stripped(word: str) -> Iterator[_Reading]:
    table = _table()
    yield _Reading((), 0, _senses(word), word.startswith(table.article))
    at, clitics = 0, []
    if word[:1] in table.ands and len(word) > 2:
        clitics.append(("AND", "", 0))
        at = 1
        yield _Reading(tuple(clitics), at, _senses(word[at:]), word.startswith(table.article, at))
    if word[at : at + 1] in table.prepositions and len(word) - at > _SHORTEST_STEM:
        clitics.append(("CLITIC", table.prepositions[word[at]], at))
        stem = word[at + 1 :]
        yield _Reading(tuple(clitics), at + 1, _senses(stem), stem.startswith(table.article))
        # After ل the article loses its alif: the one lam left stands for it.
        if stem[:1] == word[at]:
            yield _Reading(tuple(clitics), at + 1, _senses(table.article[0] + stem), True)


def _senses(word: str) -> tuple[_Sense, ...]:
    table = _table()
    found = table.exact.get(word, ()) + table.open.get(word, ())
    if word.startswith(table.article):
        found += table.open.get(word[len(table.article) :], ())
    return _longest_first(list(found)) if len(found) > 1 else found


def labels(word: str) -> frozenset[str]:
    """The labels that a folded word can have, its clitics taken off."""
    return frozenset(sense.label for reading in _readings(word) for sense in reading.senses if not sense.rest)


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
    for reading in _readings(tokens[at].folded):
        for sense in reading.senses:
            end = at + 1 + len(sense.rest)
            if sense.rest and not _continues(tokens, at, sense.rest):
                continue
            if sense.label == "NONE":
                return [Atom("NONE", at, end)]
            clitics = [Atom(label, at, at + 1, 0, unit, skip=skip) for label, unit, skip in reading.clitics]
            sign = (sense.value, sense.unit, False, reading.definite, reading.skip, sense.entry)
            stem = Atom(sense.label, at, end, *sign)
            return [*clitics, stem]
    return []


def _continues(tokens: list[Token], at: int, rest: tuple[str, ...]) -> bool:
    following = tokens[at + 1 : at + 1 + len(rest)]
    if len(following) < len(rest) or following[-1].sentence != tokens[at].sentence:
        return False
    return all(token.folded == word for token, word in zip(following, rest, strict=True))
