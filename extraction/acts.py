"""What sort of act a word names: the verb behind it and the sorts that the lexicon gives that verb."""

from extraction.cues import Cue
from extraction.lexicons import labels_by


def acts_of(head: Cue) -> set[str]:
    """The verbs that the head of an action is, or is the masdar of: one name for دعم and يدعم."""
    masdars = {r.verb or r.lemma for r in head.facts.readings if r.masdar}
    return masdars or {r.lemma for r in head.facts.readings if r.pos == "verb"}


def sorts_of(lemma: str) -> tuple[str, ...]:
    """The sorts of act that a verb may name."""
    return labels_by("acts", "words").get(lemma, ())
