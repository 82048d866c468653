"""Folding of Arabic spelling with a map back to the original offsets; paragraphs and sentences.

Everything later compares folded text and reports spans of the original. Folding
drops what readers do not see as letters (diacritics, tatweel, bidi and zero-width
controls) and merges spellings that writers mix (hamza seats, ى/ي, ة/ه, digits of
three scripts). It never joins or splits words: white space stays where it was.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.types import Span

_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
)
_CONTROLS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ە": "ه", "ؤ": "و", "ک": "ك", "ڪ": "ك", "٪": "%", "٫": ".", "٬": ",",
}  # fmt: skip


def _one_to_one() -> dict[int, str]:
    table = {ord(letter): folded for letter, folded in _LETTERS.items()}
    for zero in (0x0660, 0x06F0, 0xFF10):
        table.update({zero + digit: str(digit) for digit in range(10)})
    return table


def _form(char: str) -> str:
    """The plain letters of a presentation form, without the spaces of phrase ligatures."""
    plain = re.sub(f"[\\s{_MARKS}]", "", unicodedata.normalize("NFKC", char))
    return plain.translate(_ONE_TO_ONE)


_ONE_TO_ONE = _one_to_one()
_RESIZED = re.compile(f"[{_MARKS}]+|[{_CONTROLS}]+|[{_FORMS}]")
_IS_FORM = re.compile(f"[{_FORMS}]")
_IS_MARK = re.compile(f"[{_MARKS}]")
_DROPPED = re.compile(f"[{_MARKS}{_CONTROLS}]+")
_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile("[.!?؟…]+")
_CLOSERS = re.compile("[\"'»”’)\\]]+(?![^\\W_])")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded copy of a text and the way back to it.

    `offsets[i]` is the original index of the character that `text[i]` came from and
    `offsets[len(text)]` the length of the original; `ends[i]` is the original index
    just after that character and the marks written on it.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The original span of `text[start:end]`, marks on its last letter included."""
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.ends[end - 1])


def fold(text: str) -> Folded:
    """Fold a text; linear in its length. See the module's docstring for what changes."""
    if not _RESIZED.search(text):
        return Folded(text.translate(_ONE_TO_ONE), range(len(text) + 1), range(1, len(text) + 1))
    pieces: list[str] = []
    offsets, ends = array("L"), array("L")
    last = 0
    for match in _RESIZED.finditer(text):
        start, end = match.span()
        pieces.append(text[last:start].translate(_ONE_TO_ONE))
        offsets.extend(range(last, start))
        ends.extend(range(last + 1, start + 1))
        last = end
        if _IS_FORM.match(text, start):
            letters = _form(text[start])
            pieces.append(letters)
            offsets.extend([start] * len(letters))
            ends.extend([end] * len(letters))
        elif ends and ends[-1] == start and _IS_MARK.match(text, start):
            ends[-1] = end
    pieces.append(text[last:].translate(_ONE_TO_ONE))
    offsets.extend(range(last, len(text) + 1))
    ends.extend(range(last + 1, len(text) + 1))
    return Folded("".join(pieces), offsets, ends)


def fold_word(word: str) -> str:
    """The folded spelling of a word or phrase, without offsets."""
    return fold(word).text


def paragraphs(folded: str) -> list[tuple[int, int]]:
    """Half-open stretches of the lines of a folded text that hold anything but white space."""
    found, last = [], 0
    for match in _LINE_BREAK.finditer(folded):
        found.append((last, match.start()))
        last = match.end()
    found.append((last, len(folded)))
    return [(start, end) for start, end in found if not _blank(folded, start, end)]


def sentences(folded: str) -> list[tuple[int, int]]:
    """Half-open stretches of the sentences of a folded text; none crosses a line break."""
    found = []
    for start, end in paragraphs(folded):
        last = start
        for match in _STOP.finditer(folded, start, end):
            if match.group() == "." and _is_inner_stop(folded, match.start(), start, end):
                continue
            closers = _CLOSERS.match(folded, match.end(), end)
            stop = closers.end() if closers else match.end()
            found.append((last, stop))
            last = stop
        if not _blank(folded, last, end):
            found.append((last, end))
    return found


def _blank(text: str, start: int, end: int) -> bool:
    return not text[start:end].strip()


def _is_inner_stop(text: str, at: int, start: int, end: int) -> bool:
    """Whether the full stop at `at` ends nothing: a decimal, a Latin name, an initial, a list number."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return True
    if before.isalpha():
        lone = at - 2 < start or not text[at - 2].isalnum()
        return lone and not (at - 3 >= start and text[at - 3].isdigit())
    return before.isdigit() and at - start <= 4 and text[start:at].strip().isdigit()
