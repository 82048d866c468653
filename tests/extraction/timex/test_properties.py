"""What holds of every text: values parse, bounds are ordered, timexes never overlap, spelling is noise."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction import lexicons
from extraction.timex import edtf, recognise, resolve
from extraction.timex.context import TimeContext
from extraction.timex.types import Kind
from extraction.tokens import read
from tests.extraction.timex.corpus import Case, cases

_LEXICON = [form for entry in lexicons.load("timex") for form in (entry.written, *entry.words("forms"))]
_SIGNS = [*'،/-:()."', "\n", "و", "ب", "ال", "المجلس", "قرر", "2026", "1447", "16:30"]
WORDS = st.one_of(
    st.sampled_from(_LEXICON),
    st.sampled_from(_SIGNS),
    st.integers(0, 3000).map(str),
    st.sampled_from(["٣", "١٥", "٢٠٢٦"]),
)
SENTENCES = st.lists(WORDS, max_size=14).map(" ".join)
GLUED = st.lists(WORDS, max_size=8).map("".join)
DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))
DIRECTIONS = st.sampled_from([-1, 0, 1, None])
_HARAKAT = st.sampled_from(["\u064e", "\u064f", "\u0650", "\u0651", "\u0652", "\u0640", "\u200f", "\u200c"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(SENTENCES, GLUED), DAYS, DAYS, DIRECTIONS)
def test_every_value_parses_and_its_bounds_are_ordered(
    text: str, reference: date | None, published: date | None, direction: int | None
) -> None:
    for timex in recognise(read(text)):
        value = resolve(timex, reference, published=published, direction=direction)
        if value is not None:
            first, last = edtf.bounds(value)
            assert first is None or last is None or first <= last


@settings(max_examples=300, deadline=None)
@given(st.one_of(SENTENCES, GLUED, st.text(max_size=60)))
def test_timexes_are_in_order_do_not_overlap_and_quote_their_words(text: str) -> None:
    doc, end, token = read(text), 0, 0
    for timex in recognise(doc):
        assert end <= timex.span.start < timex.span.end <= len(text)
        assert token <= timex.start < timex.end <= len(doc.tokens)
        assert timex.text == text[timex.span.start : timex.span.end]
        end, token = timex.span.end, timex.end


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(cases())), st.data())
def test_marks_and_controls_change_nothing_but_offsets(case: Case, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(case.text) - 1))
    if not (case.text[place - 1].isalpha() and case.text[place].isalpha()):
        return
    noisy = case.text[:place] + data.draw(_HARAKAT) + case.text[place:]
    plain = [(timex.form, timex.moment) for timex in recognise(read(case.text))]
    assert [(timex.form, timex.moment) for timex in recognise(read(noisy))] == plain


@settings(max_examples=100, deadline=None)
@given(SENTENCES, DAYS, st.data())
def test_a_deadline_lies_in_the_text_and_never_is_a_habit_or_an_hour(
    text: str, published: date | None, data: st.DataObject
) -> None:
    doc = read(text)
    if len(doc.tokens) < 3:
        return
    context = TimeContext.build(doc, recognise(doc), published)
    start = data.draw(st.integers(0, len(doc.tokens) - 2))
    action = range(start, data.draw(st.integers(start + 1, len(doc.tokens))))
    deadline = context.deadline_for(action, range(1), ahead=True)
    if deadline is None:
        return
    assert deadline.text == text[deadline.span.start : deadline.span.end]
    kinds = {timex.kind for timex in context.timexes if timex.span == deadline.span}
    assert kinds and not kinds & {Kind.SET, Kind.TIME, Kind.DURATION}
    assert deadline.value is None or edtf.is_valid(deadline.value)
