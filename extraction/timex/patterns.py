"""The rules of the lexicon `timex_rules`, compiled: patterns over labels as regular expressions.

Every label is one character, so that a run of atoms is a short string and a rule a
short regular expression over it. Which rules match where in a given string is
remembered, since the same shapes come again and again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction import lexicons
from extraction.timex.types import Atom, Moment

# What a builder makes: the label of the new piece and its moment, or None to refuse the match.
Built = tuple[str, Moment] | None
LEVELS = ("moment", "equal", "fraction", "modifier", "expression")
_TOKEN = re.compile(
    r"(?P<name>[a-z_0-9]+:)?(?:@(?P<fragment>[a-z-]+)|(?P<label>[A-Z_]+)|(?P<open>\((?!\?)))|(?P<other>.)"
)
_FIRST_CHARACTER = 0x4E00
_MAX_REMEMBERED = 1 << 14


@dataclass(frozen=True, slots=True)
class Rule:
    """One form: its name, its regular expression over label characters, and the name of its builder."""

    name: str
    regex: re.Pattern[str]
    build: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that matches from a given place up to `end`, with its captures."""

    rule: Rule
    end: int
    groups: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The atoms that a rule matched, and those it captured by name."""

    atoms: Sequence[Atom]
    groups: dict[str, Sequence[Atom]]

    def one(self, *names: str) -> Atom | None:
        """The last atom of the first of these captures that took part, or None."""
        for name in names:
            if atoms := self.groups.get(name):
                return atoms[-1]
        return None

    def value(self, name: str) -> int | None:
        """The value of a captured atom, or None where the capture took no part."""
        atom = self.one(name)
        return None if atom is None else atom.value

    def number(self, name: str) -> int:
        """The value of a captured atom, or 0 where the capture took no part."""
        return self.value(name) or 0

    def all(self, name: str, *labels: str) -> list[Atom]:
        """The atoms of a capture that have one of these labels."""
        return [atom for atom in self.groups.get(name, ()) if atom.label in labels]


@cache
def character(label: str) -> str:
    """The one character that stands for a label."""
    index = _CHARACTERS.setdefault(label, len(_CHARACTERS))
    return chr(_FIRST_CHARACTER + index)


_CHARACTERS: dict[str, int] = {}


@cache
def rules(level: str) -> tuple[Rule, ...]:
    """The rules of a level in the order of the file."""
    entries = lexicons.load("timex_rules")
    fragments = {entry.id: entry.word("pattern") for entry in entries if entry.label == "fragment"}
    return tuple(
        Rule(entry.id, re.compile(_compile(entry.word("pattern"), fragments)), entry.word("build"))
        for entry in entries
        if entry.label == level
    )


def _compile(pattern: str, fragments: dict[str, str]) -> str:
    """A pattern over labels as a regular expression over their characters."""
    out = []
    for match in _TOKEN.finditer(pattern.replace(" ", "\0")):
        name = (match["name"] or "")[:-1]
        if match["fragment"]:
            inner = _compile(fragments[match["fragment"]].replace("\0", " "), fragments)
            out.append(f"(?P<{name}>{inner})" if name else f"(?:{inner})")
        elif match["label"]:
            char = character(match["label"])
            out.append(f"(?P<{name}>{char})" if name else char)
        elif match["open"]:
            out.append(f"(?P<{name}>" if name else "(?:")
        elif match["other"] != "\0":
            out.append(match["other"])
    return "".join(out)


@lru_cache(maxsize=_MAX_REMEMBERED)
def candidates(level: str, tail: str) -> tuple[Candidate, ...]:
    """The rules of a level that match at the start of a string of labels, the longest first."""
    found = []
    for rule in rules(level):
        if match := rule.regex.match(tail):
            groups = tuple(
                (name, *match.span(name)) for name in rule.regex.groupindex if match.start(name) >= 0
            )
            found.append(Candidate(rule, match.end(), groups))
    return tuple(sorted(found, key=lambda candidate: -candidate.end))


def found(atoms: Sequence[Atom], at: int, candidate: Candidate) -> Found:
    """The atoms that a candidate at a place covers and captures."""
    captured = {name: atoms[at + start : at + end] for name, start, end in candidate.groups if end > start}
    return Found(atoms[at : at + candidate.end], captured)
