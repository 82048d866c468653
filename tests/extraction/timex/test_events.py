"""Times told by an event: the preposition before it, and what it makes of the event's date."""

import pytest

from extraction.timex.events import beside, lead_before
from extraction.tokens import read


@pytest.mark.parametrize(
    ("sentence", "event", "expected"),
    [
        ("سيعرض المشروع خلال الدورة المقبلة", "الدورة", ("WITHIN", "خلال")),
        ("سيحسم الأمر خلال هذا اللقاء", "اللقاء", ("WITHIN", "خلال")),
        ("تسلم الوثائق قبل المؤتمر", "المؤتمر", ("BEFORE", "قبل")),
        ("يعلن عن النتائج عقب الاجتماع", "الاجتماع", ("AFTER", "عقب")),
        ("ينظم الاجتماع بالمقر", "الاجتماع", None),
        ("خلال كلمة الرئيس في الاجتماع", "الاجتماع", None),
        ("انتهى قبل. الاجتماع مفتوح", "الاجتماع", None),
    ],
)
def test_the_preposition_before_an_event(sentence: str, event: str, expected: tuple[str, str] | None) -> None:
    doc = read(sentence)
    at = next(token.index for token in doc.tokens if token.text == event)
    lead = lead_before(doc, at)
    assert (lead and (lead.label, doc.tokens[lead.start].text)) == expected


@pytest.mark.parametrize(
    ("label", "event", "expected"),
    [
        ("WITHIN", "2026-06-04", "2026-06-04"),
        ("BEFORE", "2026-06-04", "../2026-06-04"),
        ("BEFORE", "2026-06-04/2026-06-07", "../2026-06-04"),
        ("AFTER", "2026-06-04/2026-06-07", "2026-06-07/.."),
        ("AFTER", "2026-06", "2026-06-30/.."),
        ("BEFORE", "XXXX-06", "../XXXX-06-01"),
        ("AFTER", "2026-06-04/..", None),
        ("WITHIN", "June", None),
    ],
)
def test_what_it_makes_of_the_date_of_the_event(label: str, event: str, expected: str | None) -> None:
    assert beside(label, event) == expected
