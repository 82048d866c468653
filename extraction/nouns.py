"""What a word is as part of a name: office, body, group, place, personal name, courtesy, quantity."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extraction.lexicons import Entry, load
from extraction.morphology import Facts, analyse

_LEXICONS = ("honorifics", "titles", "groups", "bodies", "gatherings", "places", "names")
_PERSONAL = frozenset({"title", "group"})
_NISBA = (
    *(("ه", "f", "s"), ("ات", "f", "p"), ("تين", "f", "d"), ("تان", "f", "d")),
    *(("ا", "m", "s"), ("ان", "m", "d"), ("ين", "m", "p"), ("ون", "m", "p")),
)
# Ending, gender, number, and whether it only stands before another noun.
_FEMININE = (
    *(("ات", "f", "p", False), ("تان", "f", "d", False), ("تين", "f", "d", False), ("تي", "f", "d", True)),
)
_MASCULINE = (("ان", "m", "d", False), ("ين", "m", "d", False))
# A form in -ين is a plural far more often than a dual, so the plural is read first.
_PERSONAL_ENDINGS = (
    *(("ون", "m", "p", False), ("ين", "m", "p", False), ("ي", "m", "p", True), ("و", "m", "p", True)),
    *(("ه", "f", "s", False), ("ات", "f", "p", False), ("تان", "f", "d", False), ("تين", "f", "d", False)),
    *_MASCULINE,
)
_ENCLITICS = ("ه", "ها", "هم", "هن", "هما", "نا", "كم")
_ARTICLED = frozenset({"place", "collective", "honorific", "given", "side"})
_SHAPES = frozenset({"plain", "thing"})
_FUNCTION = frozenset(
    {"prep", "conj", "conj_sub", "pron", "pron_rel", "pron_dem", "part", "part_neg", "part_fut", "adv"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One spelling of a lexicon word: its entry, gender and number.

    `owned` says that a pronoun is written on it, `construct` that it only stands before
    another noun, `article` that it is this word only with ال (`الحضور`, `الرباط`).
    """

    entry: Entry
    label: str
    gender: str
    number: str
    owned: bool
    construct: bool
    article: bool = False

    @property
    def key(self) -> tuple[str, str, str, bool, bool, bool]:
        """What tells two forms of one spelling apart."""
        return self.entry.id, self.gender, self.number, self.owned, self.construct, self.article


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """A folded word as the chunker sees it.

    `conj` is و, ف or "", `prep` ب, ل, ك or "", `al` whether ال stands on it, `stem` what is left.
    `labels` name its lexicon classes (title, body, group, collective, honorific, quantifier, side,
    given, particle, place, place_head, position, nationality, gathering); `forms` say which.
    """

    word: str
    stem: str
    conj: str
    prep: str
    al: bool
    labels: frozenset[str]
    forms: tuple[Form, ...]
    facts: Facts
    is_verb: bool
    is_function: bool

    def form(self, label: str) -> Form | None:
        """The first form with this label, or None."""
        return next((form for form in self.forms if form.label == label), None)

    @property
    def owned(self) -> bool:
        """Whether a possessive pronoun is written on it, as far as the lexicon tells."""
        return bool(self.forms) and all(form.owned for form in self.forms)

    @property
    def heads_party(self) -> bool:
        """Whether the word alone tells that a person, body or group is meant."""
        return not self.labels.isdisjoint({"title", "body", "group", "collective", "side"})


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every spelling, without ال, of every word of the naming lexicons."""
    found: dict[str, list[Form]] = {}
    for name in _LEXICONS:
        for entry in load(name):
            for spelling, form in _spellings(entry):
                found.setdefault(spelling, []).append(form)
    return {spelling: tuple({form.key: form for form in group}.values()) for spelling, group in found.items()}


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    """Fixed phrases of the naming lexicons by first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for name in _LEXICONS:
        for entry in load(name):
            for phrase in entry.words("phrases"):
                words = tuple(phrase.split())
                found.setdefault(words[0], []).append((words, entry))
    return {first: tuple(sorted(group, key=lambda item: -len(item[0]))) for first, group in found.items()}


@lru_cache(maxsize=65536)
def noun(word: str) -> Noun:
    """What a folded word is as part of a name. Pure, cached."""
    facts = analyse(word)
    conj, prep, al, stem, found = _known(word) or _guessed(word, facts)
    labels = frozenset(form.label for form in found) - _SHAPES
    if labels >= {"title", "body"}:
        # `محافظة` and `جامعة` are bodies far more often than women in office.
        labels, found = labels - {"title"}, tuple(form for form in found if form.label != "title")
    if al and not labels and _is_people(word, facts):
        labels = frozenset({"people"})
    if not (al or prep or labels) and facts.is_unknown and "given" in facts.labels:
        labels = frozenset({"given"})
    is_function = not found and (word in _particles() or (bool(facts.pos) and facts.pos <= _FUNCTION))
    return Noun(word, stem, conj, prep, al, labels, found, facts, facts.verb_only and not found, is_function)


@cache
def _particles() -> frozenset[str]:
    """Prepositions and connectives that could be read as nouns or verbs too: `إلى`, `على`."""
    particles = {
        word for entry in load("boundaries") if entry.label == "boundary" for word in entry.words("words")
    }
    owned = {word + pronoun for word in particles if len(word) > 2 for pronoun in _ENCLITICS if _rules(word)}
    return frozenset(particles | owned)


def _rules(word: str) -> bool:
    """Whether a particle is a preposition, or a noun of place or time used as one: `أمامهما`."""
    return bool(analyse(word).pos & {"prep", "adv"})


def _is_people(word: str, facts: Facts) -> bool:
    """`المعطلون`, `العاملين`: a sound plural, which only people take, except for a few in -ين."""
    stem = next((rest for _, _, al, rest in _segmentations(word) if al), word)
    if len(stem) < 5 or not stem.endswith(("ون", "ين")) or stem in _not_people():
        return False
    nouns = facts.of("noun")
    return any(r.number == "p" and (r.pos == "noun" or r.participle) for r in nouns or facts.of("adj"))


@cache
def _not_people() -> frozenset[str]:
    return frozenset(
        word for entry in load("names") if entry.label == "thing" for word in entry.words("words")
    )


def _known(word: str) -> tuple[str, str, bool, str, tuple[Form, ...]] | None:
    table = forms()
    for conj, prep, al, stem in _segmentations(word):
        found = table.get(stem)
        if found and al:
            found = tuple(form for form in found if _takes_article(form))
        elif found:
            found = tuple(form for form in found if not form.article)
        if found:
            return conj, prep, al, stem, found
    return None


def _takes_article(form: Form) -> bool:
    """Whether ال may stand on this spelling and leave it what it is; `الرياض` is no `رياض`."""
    return not form.owned and not form.construct and (form.label != "given" or form.article)


def _segmentations(word: str) -> Iterator[tuple[str, str, bool, str]]:
    """Ways to cut the proclitics off a word, the fewest first."""
    conjunctions = ["", word[0]] if word[:1] in ("و", "ف") and len(word) > 3 else [""]
    for conj in conjunctions:
        rest = word[len(conj) :]
        if rest.startswith("ال") and len(rest) > 3:
            yield conj, "", True, rest[2:]
        yield conj, "", False, rest
        if rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
            if rest.startswith("لل"):
                # ال drops its alif after ل, and a third ل is never written.
                yield conj, "ل", True, rest[2:]
                yield conj, "ل", True, rest[1:]
            elif rest[1:3] == "ال" and len(rest) > 5:
                yield conj, rest[0], True, rest[3:]
            yield conj, rest[0], False, rest[1:]


def _guessed(word: str, facts: Facts) -> tuple[str, str, bool, str, tuple[Form, ...]]:
    if not facts.is_unknown:
        proclitics = facts.proclitics
        conj = next((c for c in proclitics if c in ("w", "f")), "")
        prep = next((c for c in proclitics if c in ("b", "l", "k")), "")
        stem = next((r.stem for r in facts.readings if r.proclitics == proclitics and r.stem), word)
        letters = {"w": "و", "f": "ف", "b": "ب", "l": "ل", "k": "ك", "": ""}
        return letters[conj], letters[prep], facts.has_al or "al" in proclitics, stem, ()
    for conj, prep, al, stem in _segmentations(word):
        if al and len(stem) > 2:
            return conj, prep, al, stem, ()
    if word.startswith("و") and len(word) > 4:
        return "و", "", False, word[1:], ()
    return "", "", False, word, ()


def _spellings(entry: Entry) -> Iterator[tuple[str, Form]]:
    for word in entry.words("words"):
        yield from _plain(word, entry)
    if entry.fields.get("words") or entry.fields.get("phrases"):
        yield from _nisba(entry)
        return
    personal = entry.label in _PERSONAL
    for index, base in enumerate((entry.lemma, *entry.words("plurals"))):
        yield from _inflect(base, entry, personal, plural=index > 0)


def _plain(word: str, entry: Entry) -> Iterator[tuple[str, Form]]:
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    number = "p" if bare.endswith(("ون", "ين", "ات")) else "s"
    gender = "f" if bare.endswith(("ه", "ات")) else "m"
    article = bare != word and entry.label in _ARTICLED
    yield bare, Form(entry, entry.label, gender, number, False, False, article)
    if entry.label in {"place_head", "gathering"}:
        for spelling, owned in _owned(bare):
            yield spelling, Form(entry, entry.label, gender, number, owned, False)
        if gender == "m":
            yield bare + "ا", Form(entry, entry.label, gender, number, False, False)


def _nisba(entry: Entry) -> Iterator[tuple[str, Form]]:
    if entry.label != "nationality":
        return
    for word in entry.words("words"):
        for ending, gender, number in _NISBA:
            yield word + ending, Form(entry, entry.label, gender, number, False, False)
    for word in entry.words("plurals"):
        yield word, Form(entry, entry.label, "m", "p", False, False)


def _inflect(base: str, entry: Entry, personal: bool, plural: bool) -> Iterator[tuple[str, Form]]:
    """The regular endings of a noun; `personal` ones also have a feminine and sound plurals."""

    def form(gender: str, number: str, owned: bool = False, construct: bool = False) -> Form:
        return Form(entry, entry.label, gender, number, owned, construct)

    feminine = base.endswith("ه")
    gender, number = ("f" if feminine else "m"), ("p" if plural and personal else "s")
    yield base, form(gender, number)
    root = base[:-1] if feminine else base
    if not feminine:
        yield base + "ا", form(gender, number)
    endings: tuple[tuple[str, str, str, bool], ...] = _FEMININE if feminine else _MASCULINE
    if personal and not feminine:
        endings = _PERSONAL_ENDINGS
        if base.endswith("ي"):
            yield base[:-1] + "ين", form("m", "p")
            yield base[:-1] + "ون", form("m", "p")
    for ending, its_gender, its_number, construct in endings:
        if plural and not personal and its_number == "d":
            continue
        yield root + ending, form(its_gender, its_number, construct=construct)
        if ending == "ات":
            for spelling, _ in _owned(root + ending):
                yield spelling, form("f", "p", owned=True)
    for spelling, _ in _owned(base, entry.written):
        yield spelling, form(gender, number, owned=True)


def _owned(base: str, written: str = "") -> Iterator[tuple[str, bool]]:
    """The spellings of a noun with a possessive pronoun."""
    roots = [base]
    if base.endswith("ه"):
        roots = [base[:-1] + "ت"]
    elif base.endswith("اء"):
        roots = [base[:-1] + "ي", base[:-1] + "و", base]
    elif written.endswith("ى"):
        roots = [base[:-1] + "ا"]
    for root in roots:
        for enclitic in _ENCLITICS:
            yield root + enclitic, True
