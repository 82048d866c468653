"""Conjugation of Arabic verbs, forms I to X and quadriliterals, in folded spelling.

A conjugation is an `Ending` for the perfect and one for the imperfect: the base
that never changes and the way in which the last radical shows before each kind of
suffix. Sound, doubled, hollow, defective and hamzated roots differ in nothing
else once short vowels are unwritten. Voices that look the same are one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.errors import MorphologyError
from extraction.paradigms.stems import HAMZA, WEAK, Collector, Word
from extraction.text import fold_word

BARE, OBJECT = ("ø",), ("+",)
FEMININE = ("ت", "ت+", "تا")
PLURAL = ("وا", "و+")
CONSONANT = ("ت1", "ت1+", "تم", "تما", "تن", "نا", "نا+", "ن")
PERFECT = (*BARE, *OBJECT, *FEMININE, "ا", *PLURAL, *CONSONANT)
DUAL = ("ان", "ا", "ا+", "ان+")
LONG = ("ون", "ون+", "وا", "و+", "ين", "ي")
IMPERFECT = (*BARE, *OBJECT, *DUAL, *LONG, "ن")

# kind of ending -> (letters after the base, suffixes that take them)
_PERFECT: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "sound": (("L", PERFECT),),
    "doubled": (("L", (*BARE, *OBJECT, *FEMININE, "ا", *PLURAL)), ("LL", CONSONANT)),
    "hollow": (("L", (*BARE, *OBJECT, *FEMININE, "ا", *PLURAL)),),
    "short": (("L", CONSONANT),),
    "weak_a": (("ي", (*BARE, "ا", *CONSONANT)), ("ا", OBJECT), ("", (*FEMININE, *PLURAL))),
    "weak_w": (("ا", (*BARE, *OBJECT)), ("و", ("ا", *CONSONANT)), ("", (*FEMININE, *PLURAL))),
    "weak_i": (("ي", (*BARE, *OBJECT, *FEMININE, "ا", *CONSONANT)), ("", PLURAL)),
    "hamza_a": (("ا", PERFECT), ("و", PLURAL)),
    "hamza_i": (("ي", PERFECT),),
    "hamza_long": (("ء", (*BARE, *OBJECT, *FEMININE, "ا", *PLURAL)), ("و", PLURAL)),
}
_IMPERFECT: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "sound": (("L", IMPERFECT),),
    "doubled": (("L", (*BARE, *OBJECT, *DUAL, *LONG)), ("LL", ("ن",))),
    "hollow": (("L", (*BARE, *OBJECT, *DUAL, *LONG)),),
    "short": (("L", (*BARE, *OBJECT, "ن")),),
    "weak_a": (("ي", (*BARE, *DUAL, "ن")), ("ا", OBJECT), ("", (*BARE, *LONG))),
    "weak_i": (("ي", (*BARE, *OBJECT, *DUAL, "ن")), ("", (*BARE, *OBJECT, *LONG))),
    "weak_u": (("و", (*BARE, *OBJECT, *DUAL, "ن")), ("", (*BARE, *OBJECT, *LONG))),
    "hamza_a": (("ا", (*BARE, *OBJECT, *LONG, "ن")), ("و", LONG), ("", DUAL)),
    "hamza_i": (("ي", IMPERFECT),),
    "hamza_long": (("ء", (*BARE, *OBJECT, *DUAL, *LONG)), ("ي", LONG), ("و", LONG)),
}


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a conjugation: its kind, the base before the last radical, and that radical."""

    kind: str
    base: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Conjugation:
    """The endings of one voice; those of the imperfect are without the prefix."""

    perfect: tuple[Ending, ...]
    imperfect: tuple[Ending, ...]
    voice: str


def add_verb(out: Collector, word: Word, written: str, root: str, form: int, imperfect: str = "") -> None:
    """All finite stems of one verb.

    `written` is the lemma and `imperfect` the 3ms imperfect, both as usually
    spelled, the latter for form I only. Raises MorphologyError for a root or form
    that cannot be conjugated.
    """
    active: set[tuple[str, str, str]] = set()
    for conjugation in conjugations(written, root, form, imperfect):
        forms = dict.fromkeys(_forms(conjugation))
        # A passive that is spelled as the active adds nothing.
        for family, text, suffix in forms if not conjugation.voice else [f for f in forms if f not in active]:
            out.add(word, text, family, (suffix,), voice=conjugation.voice)
        active.update(forms)


def _forms(conjugation: Conjugation) -> Iterator[tuple[str, str, str]]:
    """(family, stem, suffix) of all finite forms of a conjugation."""
    for end in conjugation.perfect:
        for letters, suffixes in _PERFECT[end.kind]:
            text = end.base + letters.replace("L", end.last)
            yield from (("P", text[:-1] if _melts(text, name) else text, f"p.{name}") for name in suffixes)
    for end in conjugation.imperfect:
        for letters, suffixes in _IMPERFECT[end.kind]:
            text = end.base + letters.replace("L", end.last)
            yield from (("I", text, f"i.{name}") for name in suffixes)
            if text.startswith("ا"):
                # The hamza of the root melts into that of the first person: آخذ.
                yield from (("A", text[1:], f"i.{name}") for name in suffixes)


def conjugations(written: str, root: str, form: int, imperfect: str = "") -> Iterator[Conjugation]:
    """The active conjugation and, where its spelling differs, the passive one."""
    if len(root) not in (3, 4) or (len(root) == 4) != (form in (11, 12)):
        raise MorphologyError(f"verb {written}: root {root!r} does not fit form {form}")
    if form != 1:
        yield from _derived(root, form)
    elif not imperfect.startswith("ي"):
        raise MorphologyError(f"verb {written} of form I needs its imperfect, as in يكتب")
    elif root[1] in WEAK and fold_word(written)[1] == "ا" and len(written) == 3:
        yield from _hollow_first(fold_word(written), root, fold_word(imperfect)[1:])
    else:
        yield from _first(written, root, imperfect)


def _melts(stem: str, suffix: str) -> bool:
    """Whether the last ن or ت of a stem is written once with the suffix: كنا, أثبت."""
    return (stem.endswith("ن") and suffix[0] == "ن") or (stem.endswith("ت") and suffix in ("ت1", "ت1+", "تم"))


def seat(radical: str, vowel: str) -> str:
    """A radical as written and folded; hamza takes the seat of the vowel a, i or u, or none (-)."""
    return {"a": "ا", "i": "ي", "u": "و", "-": HAMZA}[vowel] if radical == HAMZA else radical


def _end(base: str, root: str, vowel: str) -> Ending:
    """The ending after `base`, with the second-last radical in it, and a last short vowel a or i."""
    last = root[-1]
    if last in WEAK:
        return Ending(f"weak_{vowel}", base)
    return Ending(f"hamza_{vowel}", base) if last == HAMZA else Ending("sound", base, last)


def _hollow(long: str, short: str, last: str) -> tuple[Ending, ...]:
    """A hollow ending: the long base before vowels, the short one before consonants."""
    if last == HAMZA:
        return (Ending("hamza_long", long), Ending("short", short, "ي"))
    return (Ending("hollow", long, last), Ending("short", short, last))


def _hollow_first(perfect: str, root: str, stem: str) -> Iterator[Conjugation]:
    first, last = seat(root[0], "a"), root[-1]
    yield Conjugation(_hollow(perfect[:2], first, last), _hollow(stem[:-1], stem[0], last), "")
    yield Conjugation(_hollow(first + "ي", first, last), _hollow(first + "ا", first, last), "p")


def _first(written: str, root: str, imperfect: str) -> Iterator[Conjugation]:
    first, second, last = root[0], root[1], root[2]
    perfect, stem = fold_word(written), fold_word(imperfect)[1:]
    passive_perfect = seat(first, "a") + seat(second, "i")
    passive_imperfect = seat(first, "u") + seat(second, "a")
    if second == last:
        yield Conjugation((Ending("doubled", perfect[:-1], last),), (Ending("doubled", stem[:-1], last),), "")
        return
    if last in WEAK:
        active = Ending({"ا": "weak_w", "ي": "weak_i"}.get(written[-1], "weak_a"), perfect[:-1])
        now = Ending({"و": "weak_u", "ي": "weak_i"}.get(imperfect[-1], "weak_a"), stem[:-1])
        yield Conjugation((active,), (now,), "")
        yield Conjugation((Ending("weak_i", passive_perfect),), (Ending("weak_a", passive_imperfect),), "p")
        return
    active, now = _end(perfect[:-1], root, "a"), _end(stem[:-1], root, "i" if stem.endswith("ي") else "a")
    yield Conjugation((active,), (now,), "")
    if first in WEAK or HAMZA in root:
        passive = (_end(passive_perfect, root, "i"),), (_end(passive_imperfect, root, "a"),)
        yield Conjugation(*passive, "p")


def _derived(root: str, form: int) -> Iterator[Conjugation]:
    second, last = root[1], root[-1]
    if form in HOLLOW_FORMS and second in WEAK and last not in WEAK:
        yield from _hollow_derived(root, form)
        return
    perfect, imperfect = bases(root, form)
    if second == last and form in (4, 7, 8, 10):
        yield Conjugation(
            (Ending("doubled", perfect[:-1], last),), (Ending("doubled", imperfect[:-1], last),), ""
        )
        return
    now_vowel = "a" if form in (5, 6, 12) else "i"
    yield Conjugation((_end(perfect, root, "a"),), (_end(imperfect, root, now_vowel),), "")
    yield from _passive(root, form, imperfect)


def _passive(root: str, form: int, imperfect: str) -> Iterator[Conjugation]:
    """The passive of a derived form, where a long vowel or the last radical shows it."""
    past = {3: f"{seat(root[0], 'a')}و{root[1]}", 6: f"ت{seat(root[0], 'a')}و{root[1]}"}.get(form)
    weak_last = root[-1] in WEAK or root[-1] == HAMZA
    if past is None and not weak_last:
        return
    perfect = past or bases(root, form)[0]
    yield Conjugation((_end(perfect, root, "i"),), (_end(imperfect, root, "a"),), "p")


def bases(root: str, form: int) -> tuple[str, str]:
    """Perfect and imperfect up to the last radical, for every form that is not hollow."""
    first, second = root[0], root[1]
    a, u = seat(first, "a"), seat(first, "u")
    joined = "" if first == HAMZA else first
    middle = seat(second, "i")
    if form == 2:
        return a + seat(second, "a"), u + middle
    if form == 3:
        return f"{joined and a}ا{seat(second, '-')}", f"{u}ا{middle}"
    if form == 4:
        return f"ا{joined}{seat(second, 'a')}", u + middle
    if form == 5:
        return (f"ت{a}{seat(second, 'a')}",) * 2
    if form == 6:
        return (f"ت{joined}ا{seat(second, '-')}",) * 2
    if form == 7:
        return f"ان{a}{second}", f"ن{a}{middle}"
    if form == 8:
        head = eighth(first)
        return f"ا{head}{seat(second, 'a')}", head + middle
    if form == 9:
        return f"ا{first}{second}", first + second
    if form == 10:
        return f"است{a}{seat(second, 'a')}", f"ست{a}{middle}"
    quad = seat(first, "a") + second + seat(root[2], "a")
    return (quad, seat(first, "u") + second + seat(root[2], "i")) if form == 11 else (f"ت{quad}",) * 2


def eighth(first: str) -> str:
    """The first radical of form VIII with its infix ت, assimilated as it is written."""
    return {
        "و": "ت", "ت": "ت", "ط": "ط", "د": "د", "ذ": "د", "ز": "زد",
        "ص": "صط", "ض": "ضط", "ظ": "ظ", HAMZA: "يت",
    }.get(first, first + "ت")  # fmt: skip


HOLLOW_FORMS = (4, 7, 8, 10)


def _hollow_derived(root: str, form: int) -> Iterator[Conjugation]:
    first, last = root[0], root[-1]
    past, now = {
        4: (f"ا{first}", first),
        7: (f"ان{first}", f"ن{first}"),
        8: (f"ا{eighth(first)}", eighth(first)),
        10: (f"است{first}", f"ست{first}"),
    }[form]
    long_now = "ا" if form in (7, 8) else "ي"
    yield Conjugation(_hollow(f"{past}ا", past, last), _hollow(now + long_now, now, last), "")
    yield Conjugation(_hollow(f"{past}ي", past, last), _hollow(f"{now}ا", now, last), "p")
