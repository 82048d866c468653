"""Who acted last, whom a pronoun stands for, of whom a paragraph is."""

import pytest

from extraction.context import Context, read_context
from extraction.focus import agreeing, opening_party, sentence_before, subjects_before
from extraction.phrases import NounPhrase
from extraction.subjects import antecedent, subject_after, topic_before


def at(text: str, word: str) -> tuple[Context, int]:
    """The context of a text, and the token that begins with a word."""
    ctx = read_context(text)
    return ctx, next(token.index for token in ctx.tokens if token.text.startswith(word))


def name(ctx: Context, phrase: NounPhrase | None) -> str | None:
    return None if phrase is None else ctx.phrases.text(phrase)


def test_the_subjects_of_the_verbs_before_come_nearest_first() -> None:
    ctx, i = at("زار الوزير المدينة ثم وعدت الجمعية بالدعم. وستفتح مكتبا.", "وستفتح")
    assert [name(ctx, phrase) for phrase in subjects_before(ctx, i)] == ["الجمعية", "الوزير"]


@pytest.mark.parametrize(
    ("gender", "number", "expected"), [("f", "s", "الجمعية"), ("m", "s", "الوزير"), ("m", "p", None)]
)
def test_a_pronoun_stands_for_the_last_subject_that_agrees(
    gender: str, number: str, expected: str | None
) -> None:
    ctx, i = at("زار الوزير المدينة ثم وعدت الجمعية بالدعم. وستفتح مكتبا.", "وستفتح")
    assert name(ctx, agreeing(ctx, i, gender, number)) == expected


def test_a_sentence_and_a_paragraph_have_their_parties() -> None:
    ctx, i = at("أعلنت الوزارة ذلك أمس. ورحب السكان بالخبر. وستفتح مكتبا.", "وستفتح")
    assert name(ctx, sentence_before(ctx, i)) == "السكان"
    assert name(ctx, opening_party(ctx, i)) == "الوزارة"


def test_a_topic_stands_after_the_nearest_that() -> None:
    ctx, i = at("جاء في البيان الذي صدر أمس أن الوزراء أوصوا اللجنة بذلك.", "أوصوا")
    assert name(ctx, topic_before(ctx, i)) == "الوزراء"


def test_a_relative_clause_describes_the_party_before_it() -> None:
    ctx, i = at("ذلك رهين بموافقة المجلس البلدي الذي وعد بالدعم.", "وعد")
    assert name(ctx, antecedent(ctx, i)) == "المجلس البلدي"


def test_a_preposition_with_a_pronoun_rules_no_subject() -> None:
    ctx, i = at("هذه هي الورقة التي التزم فيها رئيس السوق بالإصلاح.", "التزم")
    assert name(ctx, subject_after(ctx, i)) == "رئيس السوق"


def test_a_pronoun_before_a_verb_is_its_subject() -> None:
    ctx, i = at("كشفت الجمعية أنها ستنشئ هيئة تحكيم.", "ستنشئ")
    assert ctx.pronoun_before(i) == ("f", "s")
    assert ctx.pronoun_before(i - 1) == ("", "")
