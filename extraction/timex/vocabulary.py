"""The lexicon of time by surface word: clitics and article taken off, single words and phrases."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction import lexicons

# Two letters after a preposition (ب + آب) are more often the middle of another word.
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word (or, with `rest`, the phrase it opens) is: label, value, unit and entry of the lexicon."""

    label: str
    value: int
    unit: str
    entry: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take the clitics off a word.

    `clitics` are (label, unit, letters before it), `skip` the letters before the stem.
    `alone` is what the stem is by itself, or None; `phrases` those it opens, the longest
    first, by their second word.
    """

    clitics: tuple[tuple[str, str, int], ...]
    skip: int
    definite: bool
    alone: Sense | None
    phrases: dict[str, tuple[Sense, ...]]


@dataclass(frozen=True, slots=True)
class _Table:
    exact: dict[str, tuple[Sense, ...]]
    open: dict[str, tuple[Sense, ...]]
    ands: tuple[str, ...]
    prepositions: dict[str, str]
    article: str


@cache
def _table() -> _Table:
    exact: dict[str, list[Sense]] = defaultdict(list)
    free: dict[str, list[Sense]] = defaultdict(list)
    by_id = {}
    for entry in lexicons.load("timex"):
        by_id[entry.id] = entry
        for form in (entry.lemma, *entry.words("forms")):
            first, *rest = form.split()
            sense = Sense(entry.label, int(entry.number("value")), entry.word("unit"), entry.id, tuple(rest))
            (exact if entry.flag("exact") else free)[first].append(sense)
        for form in entry.words("construct"):
            exact[form].append(Sense("BARE_" + entry.label, int(entry.number("value")), "", entry.id, ()))
    conjunction = by_id["separate-and"]
    prepositions = {
        word: entry.word("unit")
        for entry in by_id.values()
        if entry.label == "CLITIC"
        for word in (entry.lemma, *entry.words("forms"))
    }
    return _Table(
        {word: tuple(senses) for word, senses in exact.items()},
        {word: tuple(senses) for word, senses in free.items()},
        (conjunction.lemma, *conjunction.words("forms")),
        {word: unit for word, unit in prepositions.items() if len(word) == 1},
        by_id["article-alone"].lemma,
    )


def _longest_first(senses: list[Sense]) -> tuple[Sense, ...]:
    return tuple(sorted(senses, key=lambda sense: -len(sense.rest)))


@lru_cache(maxsize=1 << 15)
def readings(word: str) -> tuple[Reading, ...]:
    """Every way to take clitics off a folded word that leaves a word of the lexicon; the fewest first."""
    return tuple(reading for reading in _stripped(word) if reading.alone or reading.phrases)


def _stripped(word: str) -> Iterator[Reading]:
    table = _table()
    yield _reading((), 0, word)
    at, clitics = 0, []
    if word[:1] in table.ands and len(word) > 2:
        clitics.append(("AND", "", 0))
        at = 1
        yield _reading(tuple(clitics), at, word[at:])
    if word[at : at + 1] in table.prepositions and len(word) - at > _SHORTEST_STEM:
        clitics.append(("CLITIC", table.prepositions[word[at]], at))
        stem = word[at + 1 :]
        yield _reading(tuple(clitics), at + 1, stem)
        # After ل the article loses its alif: the one lam left stands for it.
        if stem[:1] == word[at]:
            yield _reading(tuple(clitics), at + 1, table.article[0] + stem)


def _reading(clitics: tuple[tuple[str, str, int], ...], skip: int, stem: str) -> Reading:
    phrases: dict[str, list[Sense]] = defaultdict(list)
    alone = None
    for sense in _senses(stem):
        if sense.rest:
            phrases[sense.rest[0]].append(sense)
        else:
            alone = alone or sense
    opened = {word: _longest_first(senses) for word, senses in phrases.items()}
    return Reading(clitics, skip, stem.startswith(_table().article), alone, opened)


def _senses(word: str) -> tuple[Sense, ...]:
    table = _table()
    found = table.exact.get(word, ()) + table.open.get(word, ())
    if word.startswith(table.article):
        found += table.open.get(word[len(table.article) :], ())
    return found


def labels(word: str) -> frozenset[str]:
    """The labels that a folded word can have by itself, its clitics taken off."""
    return frozenset(reading.alone.label for reading in readings(word) if reading.alone)
