"""Every example of the naming and gathering lexicons reads as its entry, no counter-example does."""

import pytest

from extraction.gatherings import find, verbs
from extraction.lexicons import Entry, load
from extraction.nouns import noun
from extraction.occasions import masdars
from extraction.phrases import Phrases
from extraction.tokens import read

NAMING = ("titles", "bodies", "groups", "honorifics", "places", "names")


def heads(text: str) -> set[str]:
    """The ids of the naming entries that any word of a text may be."""
    doc = read(text)
    return {form.entry.id for token in doc.tokens if token.is_word for form in noun(token.folded).forms}


def phrase_ids(text: str, entry: Entry) -> bool:
    """Whether a fixed phrase of the entry opens some phrase of the text."""
    folded = " ".join(token.folded for token in read(text).tokens)
    return any(phrase in folded for phrase in entry.words("phrases"))


def cases(field: str) -> list[tuple[Entry, str]]:
    entries = [entry for name in NAMING for entry in load(name)]
    return [(entry, text) for entry in entries for text in getattr(entry, field)]


@pytest.mark.parametrize(("entry", "text"), cases("examples"), ids=lambda case: getattr(case, "id", None))
def test_an_example_holds_the_entry(entry: Entry, text: str) -> None:
    assert entry.id in heads(text) or phrase_ids(text, entry)


@pytest.mark.parametrize(
    ("entry", "text"), cases("counter_examples"), ids=lambda case: getattr(case, "id", None)
)
def test_a_counter_example_does_not(entry: Entry, text: str) -> None:
    assert entry.id not in heads(text)


GATHERINGS = [(entry, text) for entry in load("gatherings") for text in entry.examples]


@pytest.mark.parametrize(("entry", "text"), GATHERINGS, ids=lambda case: getattr(case, "id", None))
def test_a_gathering_is_mentioned_in_its_example(entry: Entry, text: str) -> None:
    assert entry.id in {mention.entry for mention in find(Phrases(read(text)))}


AGAINST = [(entry, text) for entry in load("gatherings") for text in entry.counter_examples]


@pytest.mark.parametrize(("entry", "text"), AGAINST, ids=lambda case: getattr(case, "id", None))
def test_a_gathering_is_not_mentioned_in_its_counter_example(entry: Entry, text: str) -> None:
    assert entry.id not in {mention.entry for mention in find(Phrases(read(text)))}


VERBS = [(entry, text) for entry in load("occasions") if entry.pos == "verb" for text in entry.examples]


@pytest.mark.parametrize(("entry", "text"), VERBS, ids=lambda case: getattr(case, "id", None))
def test_a_verb_of_occasions_is_read_in_its_example(entry: Entry, text: str) -> None:
    known = verbs()
    lemmas = {reading.lemma for token in read(text).tokens for reading in token.facts.of("verb")}
    assert entry.id in {known[lemma].id for lemma in lemmas if lemma in known}


def test_masdars_name_their_verbs() -> None:
    assert {masdars()["اشراف"].label, masdars()["حضور"].label} == {"chair", "attend"}
