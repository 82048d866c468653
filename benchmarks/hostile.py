"""Hostile texts of any size: shapes that break tokenizers, regular expressions and tables.

Used by the tests and by `benchmarks.extraction --hostile`.
"""

import itertools
from collections.abc import Callable

_SENTENCE = "قال رئيس المجلس إن اللجنة تعهدت ببناء مدرسة وإحداث مركز قبل نهاية السنة و"


def _repeat(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _cycle(units: str, separator: str) -> Callable[[int], str]:
    return lambda size: separator.join(itertools.islice(itertools.cycle(units.split()), size // 6))[:size]


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    return lambda size: opening * (size // 3) + "تعهد المجلس ببناء مدرسة" + closing * (size // 3)


# name -> text of about the given number of characters
SHAPES: dict[str, Callable[[int], str]] = {
    "one endless sentence": _repeat(_SENTENCE),
    "one endless line": _repeat(_SENTENCE + ". "),
    "a word a line": lambda size: ("\n".join(_SENTENCE.split() * (size // 60)))[:size],
    "digits": _repeat("1"),
    "digits with separators": _repeat("12/11-10.09:"),
    "numbers in words": _repeat("ثلاثة وأربعون ألفا و"),
    "dates": _repeat("يوم الاثنين 12 مارس 2012 إلى 15 منه و"),
    "months": _repeat("مارس "),
    "ال in one word": _repeat("ال"),
    "ال apart": _repeat("ال "),
    "one letter": _repeat("ا"),
    "letters apart": _repeat("و "),
    "prepositions": _repeat("من على في إلى ب ل "),
    "that that that": _repeat("أن "),
    "triggers": _repeat("تعهد "),
    "futures": _repeat("سيتم "),
    "masdars": _repeat("إنجاز وبناء "),
    "decisions": _repeat("قرر المجلس بناء "),
    "meetings": _repeat("اجتماع "),
    "visits and forums": _cycle("اجتماع زيارة ملتقى ندوة مؤتمر حفل دورة لقاء", " "),
    "titles": _repeat("رئيس وزير مدير "),
    "bodies": _repeat("مجلس لجنة وزارة "),
    "names": _cycle("بشوغم تصوغم ثضوغم جطوغم حظوغم خعوغم", " "),
    "different names": lambda size: " ".join("".join(p) for p in itertools.islice(
        itertools.product("بتثجحخدر", "شصضطظعغف", "قكلمنهوي", "سزرذدخحج", "غعظطضصشس", "بلمن"), size // 7)),
    "people": _repeat("السيد محمد العلوي رئيس المجلس والسيدة فاطمة الزهراء و"),
    "commas": _repeat("، "),
    "full stops": _repeat(". "),
    "colons and dashes": _repeat(":\n- "),
    "list items": _repeat("- بناء مدرسة\n"),
    "numbered items": lambda size: "\n".join(f"{n}- إنجاز مشروع" for n in range(size // 18)),
    "nested quotes": _nested("«", "»"),
    "nested brackets": _nested("(", ")"),
    "open quotes": _repeat('"'),
    "quoted words": _repeat('"تعهد" '),
    "only diacritics": _repeat("\u064b\u0651"),
    "diacritics on one letter": lambda size: "ب" + "\u064e" * (size - 1),
    "tatweel": _repeat("تـ"),
    "bidi controls": _repeat("\u202b\u202c\u2066تعهد\u2069"),
    "zero width": _repeat("ت\u200cع\u200d"),
    "presentation forms": _repeat("ﻻﷲﷺ"),
    "emoji": _repeat("👨‍👩‍👧‍👦🏽 "),
    "combining marks": _repeat("a\u0301\u0308"),
    "white space": _repeat(" \t\u00a0\u3000"),
    "line breaks": _repeat("\r\n"),
    "NUL": _repeat("\x00"),
    "lone surrogates": _repeat("\ud800"),
    "Latin": _repeat("Lorem ipsum dolor sit amet, "),
    "Chinese": _repeat("日本語"),
    "URLs": _repeat("https://example.org/a?b=1&c=تعهد "),
    "HTML": _repeat("<p><b>تعهد</b> المجلس</p>"),
}  # fmt: skip
