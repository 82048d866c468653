"""The EDTF subset: what parses, what is refused and why, and the days it admits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.timex import edtf


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-05-13", date(2026, 5, 13), date(2026, 5, 13)),
        ("XXXX-10-04", None, None),
        ("XXXX-02-29", None, None),
        ("XXXX-08", None, None),
        ("2012-07-09/2012-07-12", date(2012, 7, 9), date(2012, 7, 12)),
        ("2026/2030", date(2026, 1, 1), date(2030, 12, 31)),
        ("2026-01/2026-03", date(2026, 1, 1), date(2026, 3, 31)),
        ("../2026-12-31", None, date(2026, 12, 31)),
        ("2026-06-25/..", date(2026, 6, 25), None),
        ("2026-05-13/XXXX-06", date(2026, 5, 13), None),
    ],
)
def test_bounds(text: str, first: date | None, last: date | None) -> None:
    assert edtf.bounds(text) == (first, last)
    assert edtf.is_valid(text)
    assert str(edtf.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not YYYY"),
        ("26", "is not YYYY"),
        ("2026-5-1", "is not YYYY"),
        ("2026-13", "no month 13"),
        ("2026-00-01", "no month 0"),
        ("2026-02-30", "no day 30"),
        ("2027-02-29", "no day 29"),
        ("0000-01-01", "year 0000"),
        ("../..", "open on both sides"),
        ("2026/2027/2028", "more than one slash"),
        ("2026-06-02/2026-06-01", "ends before it starts"),
        ("/2026", "is not YYYY"),
        ("XXXX-XX-04", "is not YYYY"),
        ("٢٠٢٦", "is not YYYY"),
        ("2026-05-13\n", "is not YYYY"),
    ],
)
def test_what_is_not_in_the_subset_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(edtf.EdtfError, match=reason):
        edtf.parse(text)
    assert not edtf.is_valid(text)


@given(st.dates(min_value=date(1, 1, 1)), st.dates(min_value=date(1, 1, 1)))
def test_days_survive_the_way_to_text_and_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert edtf.bounds(edtf.of_day(one)) == (one, one)
    assert edtf.bounds(edtf.of_days(first, last)) == (first, last)


@given(st.text(alphabet="0123456789X-/. ", max_size=24))
def test_any_text_parses_to_itself_or_is_refused(text: str) -> None:
    if edtf.is_valid(text):
        assert str(edtf.parse(text)) == text
        first, last = edtf.bounds(text)
        assert first is None or last is None or first <= last
