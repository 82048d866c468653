"""What of a name is compared: two spellings of one name give one key, and how far a key reaches.

The rule is rather two rows for one party than one row for two: a name reaches other
articles only with words of its own in it, and past its newspaper only with several.
"""

import re
from enum import StrEnum
from functools import cache

from tracker.models import ActorKind
from tracker.services import extractor

_WORD = re.compile(r"\w+")
# The definite article; after a conjunction or preposition only where enough is left to be a word.
_ARTICLE = re.compile(r"ال(?=..)|(?:[وفبك]ال|لل)(?=...)")


class Reach(StrEnum):
    """Where else the same name means the same party."""

    ARTICLE = "article"
    SOURCE = "source"
    EVERYWHERE = "everywhere"


def words(text: str) -> list[str]:
    """The folded words of a text, each without the definite article and what is joined to it."""
    return [_bare(word) for word in _WORD.findall(extractor.fold(text))]


def key(name: str) -> str:
    """The words by which a name is known, courtesy words before it left out; "" if there are none."""
    found = words(name)
    while len(found) > 1 and found[0] in _courtesies():
        found.pop(0)
    return " ".join(found)


def reach(name_key: str, kind: ActorKind) -> Reach:
    """How far a name of this kind reaches, by how many words tell it from its like."""
    parts = name_key.split()
    own = [word for word in parts if word not in _common()]
    if kind == ActorKind.GROUP or not own:
        return Reach.ARTICLE
    if kind == ActorKind.PERSON and len(own) > 1:
        # An office before the name may be all there is: its words are no person's own.
        return Reach.SOURCE if parts[0] in _common() else Reach.EVERYWHERE
    if kind == ActorKind.PERSON:
        return Reach.ARTICLE
    if kind == ActorKind.ORGANIZATION:
        wide = len(own) > 1 and parts[0] not in _national()
        return Reach.EVERYWHERE if wide else Reach.SOURCE
    if kind == ActorKind.POST:
        return Reach.SOURCE
    return Reach.SOURCE if len(own) > 1 else Reach.ARTICLE


def _bare(word: str) -> str:
    article = _ARTICLE.match(word)
    return word[article.end() :] if article else word


def _bared(found: frozenset[str]) -> frozenset[str]:
    return frozenset(word for phrase in found for word in words(phrase))


@cache
def _courtesies() -> frozenset[str]:
    return _bared(extractor.lexicon_words("honorifics", "words", "phrases"))


@cache
def _national() -> frozenset[str]:
    return _bared(extractor.lexicon_words("scopes", "words", label="national"))


@cache
def _common() -> frozenset[str]:
    """Words that many parties bear: offices, heads of bodies, kinds of people, levels."""
    offices = extractor.lexicon_words("titles", "plurals")
    bodies = extractor.lexicon_words("bodies", "plurals")
    groups = extractor.lexicon_words("groups", "plurals", "words")
    return _bared(offices | bodies | groups | extractor.lexicon_words("scopes", "words")) | _courtesies()
