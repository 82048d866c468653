"""What sort of act a word names: the verb behind it and the sorts that the lexicon gives that verb."""

from collections.abc import Mapping
from functools import cache

from extraction.cues import Cue
from extraction.lexicons import load


def acts_of(head: Cue) -> set[str]:
    """The verbs that the head of an action is, or is the masdar of: one name for دعم and يدعم."""
    masdars = {r.verb or r.lemma for r in head.facts.readings if r.masdar}
    return masdars or {r.lemma for r in head.facts.readings if r.pos == "verb"}


def sorts_of(lemma: str) -> tuple[str, ...]:
    """The sorts of act that a verb may name."""
    return _sorts().get(lemma, ())


@cache
def _sorts() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in load("acts"):
        for word in entry.words("words"):
            found[word] = (*found.get(word, ()), entry.label)
    return found
