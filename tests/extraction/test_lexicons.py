"""Every lexicon file obeys its schema; a broken one is refused with a message that finds the fault."""

from pathlib import Path

import pytest

from extraction import lexicons
from extraction.errors import LexiconError
from extraction.text import fold_word
from extraction.tokens import read as read_text

GOOD = """
description: Trial list.
fields: {government: words, written_form: text, strength: number, collective: flag, forms: table}
entries:
  - {id: agree, lemma: اتَّفَقَ, pos: verb, label: agreement, government: [عَلى, أن], strength: 2,
     collective: true, written_form: اتَّفَقَ, forms: {masdar: اتفاق, plural: [اتفاقات, إتفاقيات]},
     examples: [اتفق الطرفان على البناء.], counter_examples: [اتفق الجميع على أن الأمر صعب.]}
  - {id: promise, lemma: وعد, pos: verb}
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "trial.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_are_folded_typed_and_frozen(tmp_path: Path) -> None:
    agree, promise = lexicons.read(written(tmp_path, GOOD))
    assert (agree.id, agree.lemma, agree.written, agree.pos, agree.label) == (
        "agree",
        "اتفق",
        "اتَّفَقَ",
        "verb",
        "agreement",
    )
    assert agree.words("government") == ("علي", "ان")
    assert agree.word("written_form") == "اتَّفَقَ"
    assert agree.number("strength") == 2 and agree.flag("collective")
    assert agree.table("forms") == {"masdar": ("اتفاق",), "plural": ("اتفاقات", "اتفاقيات")}
    assert agree.examples and agree.counter_examples
    assert promise.words("government") == () and not promise.flag("collective")
    assert promise.number("strength", 5) == 5 and promise.table("forms") == {}
    with pytest.raises(TypeError):
        agree.fields["strength"] = 3  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("id: promise", "id: agree"), "agree: this id is used twice"),
        (("lemma: وعد, ", ""), "promise: needs a non-empty lemma"),
        (("lemma: وعد", 'lemma: "\u064b"'), "promise: must not be empty once folded"),
        (("{id: promise, lemma", "{lemma"), "number 2: needs a non-empty id"),
        (("lemma: وعد, pos: verb", "lemma: وعد, pos: word"), "promise: pos 'word' is not one of"),
        (("lemma: وعد,", "lemma: وعد, governs: [ب],"), "promise: field governs is not declared"),
        (("strength: 2", "strength: many"), "agree: field strength: must be a number, not 'many'"),
        (("strength: 2", "strength: true"), "agree: field strength: must be a number, not True"),
        (("collective: true", "collective: 1"), "agree: field collective: must be true or false"),
        (("[عَلى, أن]", "على"), "agree: field government: must be a list"),
        (("[اتفق الطرفان على البناء.]", "اتفق"), "agree: must be a list"),
        (("strength: number", "strength: float"), "unknown type 'float'"),
        (("strength: number", "label: text"), "field label is built in"),
        (("description: Trial list.", ""), "needs a description"),
        (("entries:", "items:"), "must map description, fields and entries"),
        (("entries:", "version: 2\nentries:"), "unknown keys ['version']"),
        (("entries:", "entries: ["), "is not YAML"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    assert change[0] in GOOD
    with pytest.raises(LexiconError, match=r"trial\.yaml") as caught:
        lexicons.read(written(tmp_path, GOOD.replace(*change)))
    assert message in str(caught.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(LexiconError, match="there are "):
        lexicons.load("no-such-list")


@pytest.mark.parametrize("name", lexicons.names())
def test_every_entry_of_every_lexicon_is_sound(name: str) -> None:
    entries = lexicons.load(name)
    assert entries
    for entry in entries:
        assert entry.lemma == fold_word(entry.lemma) != ""
        assert not set("أإآىةؤئ") & set(entry.lemma), f"{entry.id} is not folded"
        for sentence in (*entry.examples, *entry.counter_examples):
            assert any(token.is_word for token in read_text(sentence).tokens), f"{entry.id}: {sentence!r}"


def test_entries_are_found_by_lemma() -> None:
    name = lexicons.names()[0]
    entry = lexicons.load(name)[0]
    assert entry in lexicons.by_lemma(name)[entry.lemma]


def test_the_content_hash_is_stable_and_short() -> None:
    first = lexicons.content_hash()
    lexicons.content_hash.cache_clear()
    assert lexicons.content_hash() == first
    assert len(first) == 12 and int(first, 16) >= 0
