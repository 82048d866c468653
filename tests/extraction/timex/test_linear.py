"""Time grows with length and no faster, whatever the text is made of."""

import time

import pytest

from extraction.timex import recognise
from extraction.timex.context import TimeContext
from extraction.tokens import read

SHAPES = {
    "numbers": "15 ",
    "months": "ماي ",
    "commas": "، ",
    "ands": "و ",
    "number words": "وخمسة وعشرين ",
    "ranges": "من 3 إلى 5 ماي ",
    "slashes": "12/",
    "nested limits": "في أجل أقصاه ",
    "one sentence of dates": "يوم الخميس 7 ماي 2026 ",
}


def seconds(text: str) -> float:
    doc = read(text)
    started = time.process_time()
    TimeContext.build(doc, recognise(doc), None)
    return time.process_time() - started


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_about_four_times_as_long(shape: str) -> None:
    unit = SHAPES[shape]
    seconds(unit * 300)
    short = min(seconds(unit * 1000) for _ in range(2))
    long = seconds(unit * 4000)
    assert long < 12 * short + 0.2, (short, long)


def test_resolving_all_dates_of_a_long_text_stays_linear() -> None:
    doc = read("يجتمع المكتب يوم 7 ماي 2026 وينتهي العمل قبل 20 غشت. " * 1500)
    context = TimeContext.build(doc, recognise(doc), None)
    started = time.process_time()
    values = [context.value(timex) for timex in context.timexes]
    assert time.process_time() - started < 2
    assert set(values) == {"2026-05-07", "../2026-08-20"}
