"""What inflection yields: stems that name the affixes they take."""

from collections.abc import Iterable
from dataclasses import dataclass, field

WEAK = frozenset("وي")
HAMZA = "ء"


@dataclass(frozen=True, slots=True)
class Word:
    """What all stems of one lexicon entry share."""

    lemma: str
    pos: str
    label: str = ""
    verb: str = ""
    derived: str = ""


@dataclass(frozen=True, slots=True)
class Stem:
    """A folded stem with its own features and the prefix family and suffixes it takes.

    `family` is P (perfect), I (imperfect), N (noun) or F (function word);
    `suffixes` are names of `almor.SUFFIXES`.
    """

    word: Word
    text: str
    family: str
    suffixes: frozenset[str]
    voice: str = ""
    gender: str = ""
    number: str = ""


@dataclass(slots=True)
class Collector:
    """Gathers stems, merging those that differ in their suffixes only."""

    found: dict[tuple[Word, str, str, str, str, str], set[str]] = field(default_factory=dict)

    def add(
        self, word: Word, text: str, family: str, suffixes: Iterable[str], *, voice: str = "", 
        gender: str = "", number: str = "",
    ) -> None:  # fmt: skip
        """Add one stem; `suffixes` join those that the same stem already has."""
        # Hamza and long a are one letter, آ.
        text = text.replace("اا", "ا")
        self.found.setdefault((word, text, family, voice, gender, number), set()).update(suffixes)

    def stems(self) -> list[Stem]:
        """All stems in the order in which they were first added."""
        return [
            Stem(word, text, family, frozenset(suffixes), voice, gender, number)
            for (word, text, family, voice, gender, number), suffixes in self.found.items()
        ]
