"""How a predicted span or party is matched to gold: the measures of score.py, for training."""

import re
import unicodedata
from collections.abc import Sequence

Pair = Sequence[int]
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f\u202a-\u202e]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_ARTICLE = re.compile("^(?:[وفبلك]?ال|لل)(?=..)")
# Not the lexicon's honorifics: labels to learn from must be those that are measured.
_HONORIFICS = frozenset(
    {
        *("السيد", "السيده", "الساده", "السيدات", "الاستاذ", "الاستاذه", "الدكتور", "الدكتوره"),
        *("معالي", "سعاده", "فخامه", "دوله", "الحاج", "سيدي", "المهندس", "سمو"),
        *("الامير", "جلاله", "صاحب", "العميد", "اللواء", "العقيد", "الشيخ", "النايب"),
    }
)


def dice(a: Pair, b: Pair) -> float:
    """Twice the shared characters of two half-open spans over the sum of their lengths."""
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return 2 * shared / ((a[1] - a[0]) + (b[1] - b[0]) or 1)


def name_words(name: str) -> frozenset[str]:
    """The content words of a name: folded, without courtesy words and the article."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", name)).translate(_LETTERS)
    words = [word for word in re.sub(r"[^\w\s]", " ", plain).split() if word not in _HONORIFICS]
    return frozenset(_ARTICLE.sub("", word) for word in words)


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
