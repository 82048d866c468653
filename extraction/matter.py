"""What an article is about, and how far that speaks for any commitment in it: a learned weight a word.

Most ordinary news holds none; its vocabulary tells (a match, a forecast, a crime) before any
sentence is weighed. The words are folded stems without clitics, each counted once.
"""

import math

from extraction.confidence import Linear
from extraction.context import Context

_SHORTEST = 3
_MOST = 3.0


def words_of(ctx: Context) -> frozenset[str]:
    """The words of a document that may tell what it is about."""
    nouns = (word for word in ctx.phrases.nouns if word is not None and not word.is_function)
    return frozenset(word.stem for word in nouns if len(word.stem) >= _SHORTEST)


def matter_of(ctx: Context, learned: Linear) -> float:
    """The log-odds that the document holds a commitment, as its words tell; -3 to 3."""
    # An exact sum: a set has another order in every process.
    score = math.fsum([learned.bias, *(learned.weights.get(word, 0.0) for word in words_of(ctx))])
    return max(-_MOST, min(_MOST, score))
