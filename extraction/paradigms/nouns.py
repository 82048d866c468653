"""Inflection of nouns, adjectives, masdars and participles in folded spelling."""

from collections.abc import Iterator

from extraction.paradigms.stems import HAMZA, WEAK, Collector, Word
from extraction.paradigms.verbs import HOLLOW_FORMS, bases, eighth, seat
from extraction.text import fold_word

SINGULAR = ("n.ø", "n.ا", "n.+")
DUAL = ("n.ان", "n.ين2", "n.ا+", "n.ي2+")
MASCULINE_PLURAL = ("n.ون", "n.ين", "n.و", "n.ي", "n.و+", "n.ي+")
FEMININE_PLURAL = ("n.ات", "n.ات+")
ADJECTIVE_FEMININE = ("n.ه1", "n.ت1+", "n.تان", "n.تين", "n.تا+", "n.تي+")
_REGULAR = {"ون": MASCULINE_PLURAL, "ات": FEMININE_PLURAL}
FEMININE = ("n.ه", "n.ت+", "n.تان", "n.تين", "n.تا+", "n.تي+")


def add_noun(
    out: Collector, word: Word, written: str, plurals: tuple[str, ...] = (), *, gender: str = ""
) -> None:
    """A noun with its plurals: whole broken ones, or the endings ون and ات.

    `written` and the broken plurals are spelled with ة, which folding would hide.
    """
    add_singular(out, word, written, gender)
    add_plurals(out, word, fold_word(written.removesuffix("ة")), plurals)


def add_singular(out: Collector, word: Word, written: str, gender: str = "", number: str = "s") -> None:
    """The singular (or a broken plural) with dual and pronoun suffixes, by its last letter."""
    text, dual = fold_word(written), DUAL if number == "s" else ()
    if written.endswith("ة"):
        out.add(word, text[:-1], "N", FEMININE if dual else FEMININE[:2], gender=gender or "f", number=number)
        return
    gender = gender or "m"
    out.add(word, text, "N", (*SINGULAR, *dual), gender=gender, number=number)
    if text.endswith("اء"):
        for hamza in "يو":
            out.add(word, text[:-1] + hamza, "N", ("n.+",), gender=gender, number=number)
        if gender == "f" and dual:
            out.add(word, f"{text[:-1]}و", "N", DUAL, gender=gender, number=number)
    elif text.endswith("ي") and len(text) > 3:
        out.add(word, f"{text[:-1]}ا", "N", ("n.+",), gender=gender, number=number)


def add_plurals(out: Collector, word: Word, stem: str, plurals: tuple[str, ...]) -> None:
    """The plurals of a folded stem: the endings ون and ات, or whole broken plurals as written."""
    for plural in plurals:
        if plural == "ون":
            out.add(word, stem, "N", MASCULINE_PLURAL, gender="m")
        elif plural.endswith("ات"):
            out.add(word, fold_word(plural[:-2]) or stem, "N", FEMININE_PLURAL, gender="f")
        else:
            add_singular(out, word, plural, "m", "p")
            folded = fold_word(plural)
            if folded.endswith("ي") and len(folded) > 3:
                out.add(word, folded[:-1], "N", SINGULAR, gender="m", number="p")


def add_adjective(
    out: Collector, word: Word, plurals: tuple[str, ...] = ("ون", "ات"), feminine: str = ""
) -> None:
    """An adjective or person noun: masculine, feminine in ة or as given, dual and plurals."""
    own = () if feminine else ADJECTIVE_FEMININE
    regular = [_REGULAR[plural] for plural in plurals if plural in _REGULAR]
    suffixes = (*SINGULAR, *DUAL, *own, *(suffix for group in regular for suffix in group))
    out.add(word, word.lemma, "N", suffixes, gender="m", number="s")
    if feminine:
        add_singular(out, word, feminine, "f")
    add_plurals(out, word, word.lemma, tuple(plural for plural in plurals if plural not in _REGULAR))


def add_defective(out: Collector, word: Word, plurals: tuple[str, ...] = ()) -> None:
    """A noun or participle in ي that loses it when indefinite: قاضي, قاض, قضاة."""
    suffixes = (*SINGULAR, *ADJECTIVE_FEMININE, *DUAL, *FEMININE_PLURAL)
    out.add(word, word.lemma, "N", suffixes, gender="m", number="s")
    out.add(word, word.lemma[:-1], "N", ("n.ø", *MASCULINE_PLURAL), gender="m", number="s")
    add_plurals(out, word, word.lemma, tuple(plural for plural in plurals if plural not in _REGULAR))


def derived_masdar(root: str, form: int) -> tuple[str, ...]:
    """The regular masdars of a form other than I, folded but for a final ة; the first is the usual one."""
    first, second, last = root[0], root[1], root[-1]
    weak, hamza = last in WEAK, last == HAMZA
    a, joined = seat(first, "a"), "" if first == HAMZA else first
    end = HAMZA if weak or hamza else last
    if form == 2:
        middle = seat(second, "i")
        return (f"ت{a}{middle}ية",) if weak or hamza else (f"ت{a}{middle}ي{last}",)
    if form == 3:
        tail = "اة" if weak else f"{seat(last, 'a')}ة"
        return (f"م{seat(first, 'u')}ا{seat(second, '-')}{tail}",)
    if form == 4:
        start = "ي" if first in ("و", "ي", HAMZA) else first
        if second in WEAK and not weak:
            return (f"ا{start}ا{seat(last, 'a') if last != HAMZA else HAMZA}ة",)
        return (f"ا{start}{seat(second, 'a') if second != HAMZA else HAMZA}ا{end}",)
    if form == 5:
        tail = "ي" if weak else seat(last, "u")
        return (f"ت{a}{seat(second, 'u' if not weak else 'i')}{tail}",)
    if form == 6:
        tail = "ي" if weak else seat(last, "u")
        return (f"ت{joined}ا{seat(second, 'u' if not weak else 'i')}{tail}",)
    return _long_masdar(root, form, end)


def _long_masdar(root: str, form: int, end: str) -> tuple[str, ...]:
    first, second, last = root[0], root[1], root[-1]
    middle = "ي" if second in WEAK and last not in WEAK else seat(second, "i")
    if form == 7:
        return (f"ان{seat(first, 'a')}{middle}ا{end}",)
    if form == 8:
        return (f"ا{eighth(first)}{middle}ا{end}",)
    if form == 9:
        return (f"ا{first}{second}{last}ا{last}",)
    if form == 10:
        if second in WEAK and last not in WEAK:
            return (f"است{first}ا{end}ة",)
        start = "ي" if first in WEAK else seat(first, "i")
        return (f"است{start}{seat(second, 'a')}ا{end}",)
    quad = seat(first, "a") + second + seat(root[2], "a") + root[3]
    return (f"{quad}ة",) if form == 11 else (f"ت{quad}",)


def participles(root: str, form: int) -> Iterator[tuple[str, str]]:
    """(active or passive, folded masculine) of a verb; a defective one is given in ي."""
    last = root[-1]
    if form == 1:
        yield from _first_participles(root)
        return
    stem = _participle_stem(root, form)
    for voice, base in stem:
        if last in WEAK:
            yield voice, f"{base}ي"
        elif last == HAMZA:
            yield voice, base + ("ي" if voice == "active" else "ا")
        else:
            yield voice, base + last


def _first_participles(root: str) -> Iterator[tuple[str, str]]:
    first, second, last = root[0], root[1], root[2]
    middle = "ي" if second in WEAK and last not in WEAK else seat(second, "i")
    start = "" if first == HAMZA else first
    if second == last:
        yield "active", f"{start}ا{last}"
    else:
        yield "active", f"{start}ا{middle}{seat(last, 'i') if last not in WEAK else 'ي'}"
    if second in WEAK and last not in WEAK:
        return
    tail = {"و": "و", "ي": "ي"}.get(last, "وء" if last == HAMZA else f"و{last}")
    yield "passive", f"م{seat(first, 'a')}{seat(second, '-') if second == HAMZA else second}{tail}"


def _participle_stem(root: str, form: int) -> tuple[tuple[str, str], ...]:
    first, second, last = root[0], root[1], root[-1]
    if form in HOLLOW_FORMS and second in WEAK and last not in WEAK:
        head = {4: first, 7: f"ن{first}", 8: eighth(first), 10: f"ست{first}"}[form]
        active = "ا" if form in (7, 8) else "ي"
        return (("active", f"م{head}{active}"), ("passive", f"م{head}ا"))
    if form == 9:
        return (("active", f"م{first}{second}"),)
    base = f"م{fold_word(bases(root, form)[1])}"
    if second == last and form in (4, 7, 8, 10):
        base = base[:-1] if base.endswith(second) else base
    return (("active", base), ("passive", base))
