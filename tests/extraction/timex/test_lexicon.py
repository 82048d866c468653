"""Every word and every rule of the time lexicons proves itself on its own examples."""

import re
from datetime import date

import pytest

from extraction import lexicons
from extraction.lexicons import Entry
from extraction.timex import clock_of, recognise, resolve
from extraction.timex.builders import BUILDERS
from extraction.timex.numerals import NUMBER_LABELS
from extraction.timex.patterns import LEVELS, rules
from extraction.timex.types import Timex
from extraction.timex.vocabulary import readings
from extraction.tokens import read

REFERENCE = date(2026, 5, 13)
WORDS = lexicons.load("timex")
RULES = tuple(entry for entry in lexicons.load("timex_rules") if entry.label != "fragment")
# Labels that no pattern names: they stop a reading, own a date, or turn a deadline round.
UNREAD = {"NONE", "BEARER", "UNDONE", "SESSION", *NUMBER_LABELS}


def value(timex: Timex, published: date | None) -> str | None:
    return clock_of(timex) or resolve(timex, REFERENCE, published=published)


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.id)
def test_a_word_is_found_in_its_examples_and_not_in_its_counter_examples(entry: Entry) -> None:
    assert entry.examples or entry.counter_examples, "an entry needs an example"
    for example in entry.examples:
        assert recognise(read(example)), example
    for example in entry.counter_examples:
        assert not recognise(read(example)), example


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.id)
def test_every_form_of_an_entry_can_be_looked_up(entry: Entry) -> None:
    for form in (entry.lemma, *entry.words("forms")):
        first, *rest = form.split()
        found = [
            sense
            for reading in readings(first)
            for sense in ((reading.alone,) if not rest else reading.phrases.get(rest[0], ()))
        ]
        assert any(sense and sense.rest == tuple(rest) for sense in found), form


@pytest.mark.parametrize("entry", RULES, ids=lambda entry: entry.id)
def test_a_rule_reads_its_own_examples(entry: Entry) -> None:
    assert entry.examples, "a rule needs an example"
    for example in entry.examples:
        sentence, _, expected = example.rpartition(" = ")
        (words,) = re.findall(r"\[(.*)\]", sentence)
        published = None if expected.startswith("XXXX") else REFERENCE
        found = recognise(read(sentence.replace("[", "").replace("]", "")))
        values = {timex.text: value(timex, published) for timex in found}
        assert values.get(words, "nothing") == (None if expected == "null" else expected), values
    for example in entry.counter_examples:
        assert not recognise(read(example)), example


@pytest.mark.parametrize("level", LEVELS)
def test_every_rule_has_a_builder_and_matches_no_empty_stretch(level: str) -> None:
    for rule in rules(level):
        assert rule.build in BUILDERS, rule.name
        assert rule.regex.match("") is None, rule.name


def test_every_label_that_a_pattern_names_is_in_the_lexicon() -> None:
    named = {
        label
        for entry in lexicons.load("timex_rules")
        for label in re.findall(r"(?<![a-z_@-])[A-Z][A-Z_]+", entry.word("pattern"))
    }
    made = {
        "TIME",
        "WEAK",
        "LENGTH",
        "BARE_LENGTH",
        "BARE_DAY",
        "HOUR_TIME",
        "HABIT",
        "VAGUE_TIME",
        "SHARE_TIME",
    }
    made |= {"DAY_NUM", "ORD", "NUM", "YEAR_NUM", "BARE_WEEKDAY"}
    signs = {"COMMA", "SLASH", "DASH", "DOT", "COLON", "LEFT", "RIGHT", "QUOTE", "HOUR_MARK"}
    labels = {entry.label for entry in WORDS}
    assert named <= labels | made | signs, named - labels - made - signs
    assert labels <= named | UNREAD, labels - named - UNREAD
