"""The compact database as text in ALMOR format, the one that camel_tools reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from extraction.paradigms.stems import Stem

FEATURES = ("diac", "lex", "pos", "asp", "vox", "per", "gen", "num", "prc", "enc", "verb", "derv", "lab")
OBJECTS = {
    "ه": "3ms", "ها": "3fs", "هم": "3mp", "هما": "3d", "هن": "3fp", "ك": "2ms", "كم": "2mp", "نا": "1p",
}  # fmt: skip
CONJUNCTIONS = (("", ""), ("و", "w"), ("ف", "f"))

# suffix -> (letters, features, whether a pronoun follows); p. perfect, i. imperfect, n. noun
SUFFIXES: dict[str, tuple[str, dict[str, str], bool]] = {
    "p.ø": ("", {"per": "3", "gen": "m", "num": "s"}, False),
    "p.+": ("", {"per": "3", "gen": "m", "num": "s"}, True),
    "p.ت": ("ت", {"per": "3", "gen": "f", "num": "s"}, False),
    "p.ت+": ("ت", {"per": "3", "gen": "f", "num": "s"}, True),
    "p.تا": ("تا", {"per": "3", "gen": "f", "num": "d"}, False),
    "p.ا": ("ا", {"per": "3", "gen": "m", "num": "d"}, False),
    "p.وا": ("وا", {"per": "3", "gen": "m", "num": "p"}, False),
    "p.و+": ("و", {"per": "3", "gen": "m", "num": "p"}, True),
    "p.ت1": ("ت", {"per": "1", "num": "s"}, False),
    "p.ت1+": ("ت", {"per": "1", "num": "s"}, True),
    "p.تم": ("تم", {"per": "2", "gen": "m", "num": "p"}, False),
    "p.تما": ("تما", {"per": "2", "num": "d"}, False),
    "p.تن": ("تن", {"per": "2", "gen": "f", "num": "p"}, False),
    "p.نا": ("نا", {"per": "1", "num": "p"}, False),
    "p.نا+": ("نا", {"per": "1", "num": "p"}, True),
    "p.ن": ("ن", {"per": "3", "gen": "f", "num": "p"}, False),
    "i.ø": ("", {}, False),
    "i.+": ("", {}, True),
    "i.ان": ("ان", {"num": "d"}, False),
    "i.ان+": ("ان", {"num": "d"}, True),
    "i.ا": ("ا", {"num": "d"}, False),
    "i.ا+": ("ا", {"num": "d"}, True),
    "i.ون": ("ون", {"gen": "m", "num": "p"}, False),
    "i.ون+": ("ون", {"gen": "m", "num": "p"}, True),
    "i.وا": ("وا", {"gen": "m", "num": "p"}, False),
    "i.و+": ("و", {"gen": "m", "num": "p"}, True),
    "i.ين": ("ين", {"gen": "f", "num": "s"}, False),
    "i.ي": ("ي", {"gen": "f", "num": "s"}, False),
    "i.ن": ("ن", {"gen": "f", "num": "p"}, False),
    "n.ø": ("", {}, False),
    "n.ا": ("ا", {}, False),
    "n.+": ("", {}, True),
    "n.ان": ("ان", {"num": "d"}, False),
    "n.ين2": ("ين", {"num": "d"}, False),
    "n.ا+": ("ا", {"num": "d"}, True),
    "n.ي2+": ("ي", {"num": "d"}, True),
    "n.ون": ("ون", {"gen": "m", "num": "p"}, False),
    "n.ين": ("ين", {"gen": "m", "num": "p"}, False),
    "n.و": ("و", {"gen": "m", "num": "p"}, False),
    "n.ي": ("ي", {"gen": "m", "num": "p"}, False),
    "n.و+": ("و", {"gen": "m", "num": "p"}, True),
    "n.ي+": ("ي", {"gen": "m", "num": "p"}, True),
    "n.ات": ("ات", {"gen": "f", "num": "p"}, False),
    "n.ات+": ("ات", {"gen": "f", "num": "p"}, True),
    "n.ه": ("ه", {}, False),
    "n.ت+": ("ت", {}, True),
    "n.ه1": ("ه", {"gen": "f", "num": "s"}, False),
    "n.ت1+": ("ت", {"gen": "f", "num": "s"}, True),
    "n.تان": ("تان", {"gen": "f", "num": "d"}, False),
    "n.تين": ("تين", {"gen": "f", "num": "d"}, False),
    "n.تا+": ("تا", {"gen": "f", "num": "d"}, True),
    "n.تي+": ("تي", {"gen": "f", "num": "d"}, True),
    "f.ø": ("", {}, False),
    "f.+": ("", {}, True),
}
_CONSTRUCT = frozenset({"n.و", "n.ي"})
# prefix category -> suffixes that it may meet
_IMPERFECT_PREFIXES = (
    ("ي", "Iy0", {"per": "3", "gen": "m", "num": "s"}, {"i.ø", "i.+"}),
    ("ي", "Iyd", {"per": "3", "gen": "m"}, {"i.ان", "i.ان+", "i.ا", "i.ا+"}),
    ("ي", "Iy", {"per": "3"}, {"i.ون", "i.ون+", "i.وا", "i.و+", "i.ن"}),
    ("ت", "It0", {"per": "3", "gen": "f", "num": "s"}, {"i.ø", "i.+"}),
    ("ت", "Itd", {"per": "3", "gen": "f"}, {"i.ان", "i.ان+", "i.ا", "i.ا+"}),
    ("ت", "It", {"per": "2"}, {"i.ون", "i.ون+", "i.وا", "i.و+", "i.ين", "i.ي"}),
    ("ن", "In", {"per": "1", "num": "p"}, {"i.ø", "i.+"}),
    ("ا", "Ia", {"per": "1", "num": "s"}, {"i.ø", "i.+"}),
)
# surface, features, category: D definite, DL definite before a stem in ل (للجنة), N without the article
_NOMINAL_PREFIXES = (
    ("", (), "N"), ("ب", ("b",), "N"), ("ل", ("l",), "N"), ("ك", ("k",), "N"),
    ("ال", ("al",), "D"), ("بال", ("b", "al"), "D"), ("كال", ("k", "al"), "D"), ("لل", ("l", "al"), "D"),
    ("ل", ("l", "al"), "DL"),
)  # fmt: skip


def database(stems: Iterable[Stem]) -> str:
    """The whole database. The same stems give the same text, byte for byte."""
    categories: dict[tuple[str, frozenset[str], str], str] = {}
    lines = [_stem_line(stem, _category(stem, categories)) for stem in stems]
    parts = [
        *_header(),
        *(_line(text, category, features) for text, category, features in prefixes()),
        "###SUFFIXES###",
        *(_line(text, category, features) for text, category, features in suffixes()),
        "###STEMS###",
        *lines,
        "###TABLE AB###",
        *_prefix_stem(categories),
        "###TABLE BC###",
        *_stem_suffix(categories),
        "###TABLE AC###",
        *_prefix_suffix(),
    ]
    return "\n".join(parts) + "\n"


def prefixes() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every string of proclitics as (letters, category, features)."""
    for conjunction, code in CONJUNCTIONS:
        first = (code,) if code else ()
        for family in ("P", "F"):
            yield conjunction, family, _proclitics(first)
        for preposition, name in (("ب", "b"), ("ل", "l"), ("ك", "k")):
            yield conjunction + preposition, f"F{name}", _proclitics((*first, name))
        for particle, extra in (("", ()), ("س", ("s",)), ("ل", ("l",))):
            for letter, category, features, _ in _IMPERFECT_PREFIXES:
                yield conjunction + particle + letter, category, {**features, **_proclitics((*first, *extra))}
        for letters, codes, category in _NOMINAL_PREFIXES:
            yield conjunction + letters, category, _proclitics((*first, *codes))


def suffixes() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every suffix with every pronoun it may carry, as (letters, category, features)."""
    for name, (letters, features, takes_object) in SUFFIXES.items():
        if not takes_object:
            yield letters, name, features
            continue
        first = {"ني": "1s"} if name[0] in "pi" else {"ي": "1s"}
        for pronoun, code in {**OBJECTS, **first}.items():
            yield letters + pronoun, name, {**features, "enc": code}


def _proclitics(codes: tuple[str, ...]) -> dict[str, str]:
    return {"prc": "+".join(codes)} if codes else {}


def _header() -> list[str]:
    return [
        "###DEFINES###",
        *(f"DEFINE {name} {name}:*open*" for name in FEATURES),
        "###DEFAULTS###",
        *(
            f"DEFAULT pos:{pos} " + " ".join(f"{name}:-" for name in FEATURES if name != "pos")
            for pos in _DEFAULTS
        ),
        "###ORDER###",
        "ORDER " + " ".join(FEATURES),
        "###TOKENIZATIONS###",
        "###STEMBACKOFF###",
        "###PREFIXES###",
    ]


_DEFAULTS = ("digit", "punc", "latin")


def _line(text: str, category: str, features: dict[str, str]) -> str:
    shown = " ".join(f"{name}:{value}" for name, value in features.items() if value)
    return f"{text}\t{category}\t{shown or 'diac:'}"


def _stem_line(stem: Stem, category: str) -> str:
    word = stem.word
    aspect = {"P": "p", "I": "i", "A": "i"}.get(stem.family, "-") if word.pos == "verb" else "-"
    values = {
        "diac": stem.text, "lex": word.lemma, "pos": word.pos, "asp": aspect, "vox": stem.voice, "per": "-",
        "gen": stem.gender, "num": stem.number, "prc": "-", "enc": "-",
        "verb": word.verb, "derv": word.derived, "lab": word.label,
    }  # fmt: skip
    shown = " ".join(f"{name}:{value or '-'}" for name, value in values.items())
    return f"{stem.text}\t{category}\t{shown}"


def _category(stem: Stem, categories: dict[tuple[str, frozenset[str], str], str]) -> str:
    lam = "L" if stem.family == "N" and stem.text.startswith("ل") else ""
    key = (stem.family, stem.suffixes, lam)
    return categories.setdefault(key, f"{stem.family}{lam}{len(categories)}")


_FAMILY_PREFIXES = {
    "P": ("P",),
    "I": tuple(category for _, category, _, _ in _IMPERFECT_PREFIXES),
    "A": ("Ia",),
    "N": ("N", "D"),
    "F": ("F",),
    "FB": ("F", "Fb", "Fl", "Fk"),
}


def _prefix_stem(categories: dict[tuple[str, frozenset[str], str], str]) -> Iterator[str]:
    for (family, _, lam), category in categories.items():
        for prefix in _FAMILY_PREFIXES[family] + (("DL",) if lam else ()):
            yield f"{prefix} {category}"


def _stem_suffix(categories: dict[tuple[str, frozenset[str], str], str]) -> Iterator[str]:
    for (_, names, _), category in categories.items():
        yield from (f"{category} {name}" for name in sorted(names))


def _prefix_suffix() -> Iterator[str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in SUFFIXES:
        groups[name[0]].append(name)
    yield from (f"P {name}" for name in groups["p"])
    for prefix in ("F", "Fb", "Fl", "Fk"):
        yield from (f"{prefix} {name}" for name in groups["f"])
    yield from (f"N {name}" for name in groups["n"])
    for prefix in ("D", "DL"):
        yield from (
            f"{prefix} {name}" for name in groups["n"] if not name.endswith("+") and name not in _CONSTRUCT
        )
    for _, prefix, _, allowed in _IMPERFECT_PREFIXES:
        yield from (f"{prefix} {name}" for name in sorted(allowed))
