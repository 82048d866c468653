"""Every entry of the trigger lexicon proves itself on its own examples and counter-examples."""

import pytest

from extraction.actions import find_actions
from extraction.context import read_context
from extraction.lexicons import Entry, load
from extraction.triggers import find_triggers

ENTRIES = load("triggers")


def rules(text: str) -> list[str]:
    """The entries, without their pattern, that find a trigger with an action in a text."""
    ctx = read_context(text)
    return [trigger.rule.partition(".")[2] for trigger in find_triggers(ctx) if find_actions(ctx, trigger)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_examples_yield_the_entry(entry: Entry) -> None:
    assert entry.examples
    for text in entry.examples:
        assert entry.id.partition(".")[2] in rules(text), text


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_counter_examples_do_not(entry: Entry) -> None:
    assert entry.counter_examples
    for text in entry.counter_examples:
        assert entry.id.partition(".")[2] not in rules(text), text
