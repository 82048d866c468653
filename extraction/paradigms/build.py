"""From the word lists of `lexicons/ar/morphology` to stems, and on to the database."""

from collections.abc import Callable, Iterable
from pathlib import Path

from extraction import lexicons
from extraction.errors import MorphologyError
from extraction.lexicons import Entry
from extraction.paradigms import almor, nouns, verbs
from extraction.paradigms.stems import Collector, Stem, Word
from extraction.text import fold_word

TARGET = lexicons.FOLDER / "morphology.almor"
# A weak second radical that behaves as a sound one while a form is made (استجوب).
_SOUND = "\ue000"


def database() -> str:
    """The database that the word lists give now."""
    return almor.database(stems())


def is_current(target: Path = TARGET) -> bool:
    """Whether the stored database is the one that the word lists give."""
    return target.is_file() and target.read_text(encoding="utf-8") == database()


def stems() -> list[Stem]:
    """All stems of all word lists, in the order of the lists."""
    out = Collector()
    for name, add in LISTS.items():
        for entry in lexicons.load(f"morphology/{name}"):
            try:
                add(out, entry)
            except (MorphologyError, IndexError, KeyError, ValueError) as error:
                raise MorphologyError(f"morphology/{name}.yaml, entry {entry.id}: {error}") from error
    return out.stems()


def _verb(out: Collector, entry: Entry) -> None:
    form, root = int(entry.number("form")), entry.word("root")
    imperfect = entry.word("imperfect")
    middle = root[1]
    if entry.flag("sound_middle"):
        root = root[0] + _SOUND + root[2:]
    own = Collector()
    verbs.add_verb(own, Word(entry.lemma, "verb", entry.label), entry.written, root, form, imperfect)
    for masdar in _masdars(entry, root, form):
        lemma = fold_word(masdar).replace(_SOUND, middle)
        word = Word(lemma, "noun", verb=entry.lemma, derived="masdar")
        nouns.add_noun(own, word, masdar, ("ات",) if form != 1 else ())
    for text, voice in _participles(root, form).items():
        word = Word(text.replace(_SOUND, middle), "adj", verb=entry.lemma, derived=voice)
        add = nouns.add_defective if voice != "passive" and text.endswith("ي") else nouns.add_adjective
        add(own, word, ("ون", "ات"))
    for stem in own.stems():
        out.add(
            stem.word, stem.text.replace(_SOUND, middle), stem.family, stem.suffixes,
            voice=stem.voice, gender=stem.gender, number=stem.number,
        )  # fmt: skip


def _participles(root: str, form: int) -> dict[str, str]:
    """Folded participles and whether each is active, passive or, where the spelling does not tell, both."""
    found: dict[str, str] = {}
    for voice, text in nouns.participles(root, form):
        found[text] = "both" if text in found else voice
    return found


def _masdars(entry: Entry, root: str, form: int) -> Iterable[str]:
    regular = () if form == 1 else nouns.derived_masdar(root, form)
    return dict.fromkeys([*entry.words("masdars"), *regular])


def _noun(out: Collector, entry: Entry) -> None:
    derived = "masdar" if entry.flag("masdar") else ""
    word = Word(entry.lemma, entry.pos, entry.label, entry.word("verb"), derived)
    if entry.flag("person"):
        add = (
            nouns.add_defective
            if entry.lemma.endswith("ي") and entry.flag("defective")
            else nouns.add_adjective
        )
        add(out, word, entry.words("plurals"))
    elif entry.flag("defective"):
        nouns.add_defective(out, word, entry.words("plurals"))
    else:
        nouns.add_noun(out, word, entry.written, entry.words("plurals"), gender=entry.word("gender"))


def _adjective(out: Collector, entry: Entry) -> None:
    word = Word(entry.lemma, entry.pos, entry.label)
    if entry.flag("defective"):
        nouns.add_defective(out, word, entry.words("plurals"))
    else:
        nouns.add_adjective(out, word, ("ون", "ات", *entry.words("plurals")), entry.word("feminine"))


def _name(out: Collector, entry: Entry) -> None:
    word = Word(entry.lemma, "noun_prop", entry.label)
    out.add(word, entry.lemma, "N", ("n.ø",), gender=entry.word("gender"), number="s")


def _function(out: Collector, entry: Entry) -> None:
    word = Word(entry.lemma, entry.pos, entry.label)
    for form in (entry.lemma, *entry.words("forms")):
        out.add(word, form, "FB" if entry.flag("prefixed") else "F", ("f.ø",))
    for form in entry.words("before_pronoun"):
        out.add(word, form, "FB" if entry.flag("prefixed") else "F", ("f.+",))


LISTS: dict[str, Callable[[Collector, Entry], None]] = {
    "verbs": _verb,
    "masdars": _noun,
    "nouns": _noun,
    "adjectives": _adjective,
    "numbers": _noun,
    "names": _name,
    "function": _function,
}
