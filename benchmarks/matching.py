"""How a predicted span or party is matched to gold: the measures of the evaluation, for training."""

import re
import unicodedata
from collections.abc import Sequence

from extraction.lexicons import load
from extraction.text import fold_word

Pair = Sequence[int]


def dice(a: Pair, b: Pair) -> float:
    """Twice the shared characters of two half-open spans over the sum of their lengths."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return 2 * shared / ((a[1] - a[0]) + (b[1] - b[0]) or 1)


def name_words(name: str) -> frozenset[str]:
    """The content words of a name: folded, without honorifics and the article."""
    plain = re.sub(r"[^\w\s]", " ", fold_word(unicodedata.normalize("NFKC", name)))
    words = [word for word in plain.split() if word not in _honorifics()]
    return frozenset(re.sub("^(?:[وفبلك]?ال|لل)(?=..)", "", word) for word in words)


def _honorifics() -> frozenset[str]:
    return frozenset(w for entry in load("honorifics") for w in (entry.lemma, *entry.words("words")))


def same_party(a: str, b: str) -> bool:
    """Whether two names share most of their words, or one (of two words or more) lies in the other."""
    x, y = name_words(a), name_words(b)
    if not x or not y:
        return False
    common = len(x & y)
    return 2 * common / (len(x) + len(y)) >= 0.5 or (common >= 2 and common == min(len(x), len(y)))


def parties_right(gold: Sequence[str], given: Sequence[str]) -> bool:
    """Whether at least one gold party is given, and at least half of what is given is gold."""
    if not gold or not given:
        return not gold and not given
    right = sum(any(same_party(g, p) for g in gold) for p in given)
    return right > 0 and 2 * right >= len(given)
