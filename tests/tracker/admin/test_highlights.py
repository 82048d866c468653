"""An article is cut so that overlapping marks lose no character and show each one once."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.admin.highlights import Mark, cut

BODY = "تعهد الرئيس بإصلاح الطريق قبل نهاية الشهر."


def mark(part: str, words: str, record: str = "commitment-1", review: str = "pending") -> Mark:
    start = BODY.index(words)
    return Mark(f"m-{part}-{start}", part, start, start + len(words), record, review)


def test_a_text_without_marks_is_one_piece() -> None:
    (piece,) = cut(BODY, [])
    assert piece.text == BODY
    assert piece.marks == ()
    assert piece.target is None


def test_each_mark_begins_once_and_the_innermost_is_the_target() -> None:
    sentence = mark("sentence", BODY)
    action = mark("action", "بإصلاح الطريق قبل نهاية الشهر")
    deadline = mark("deadline", "قبل نهاية الشهر")
    pieces = cut(BODY, [deadline, action, sentence])
    assert [(p.text, p.target and p.target.part) for p in pieces] == [
        ("تعهد الرئيس ", None),
        ("بإصلاح الطريق ", "action"),
        ("قبل نهاية الشهر", "deadline"),
        (".", None),
    ]
    assert [m.part for p in pieces for m in p.begins] == ["sentence", "action", "deadline"]
    assert [p.is_stop for p in pieces] == [False, True, True, False]


def test_marks_that_cross_share_the_middle() -> None:
    first = mark("action", "الرئيس بإصلاح")
    second = mark("action", "بإصلاح الطريق", "commitment-2")
    pieces = {p.text: p.records.split() for p in cut(BODY, [first, second]) if p.marks}
    assert pieces == {
        "الرئيس ": ["commitment-1"],
        "بإصلاح": ["commitment-1", "commitment-2"],
        " الطريق": ["commitment-2"],
    }


def test_a_sentence_alone_is_no_link_and_a_rejected_record_fades() -> None:
    quiet, faded = cut(BODY, [mark("sentence", "تعهد الرئيس "), mark("action", "بإصلاح", review="rejected")])[
        :2
    ]
    assert quiet.classes == "hl-quiet"
    assert faded.classes == "hl hl-action hl-rejected"


def test_a_stretch_clips_marks_and_leaves_out_those_beyond() -> None:
    action = mark("action", "الرئيس بإصلاح الطريق")
    start = BODY.index("بإصلاح")
    pieces = cut(BODY, [action, mark("deadline", "الشهر")], start, start + len("بإصلاح"))
    assert [p.text for p in pieces] == ["بإصلاح"]
    assert pieces[0].begins == (action,)


@given(st.data())
def test_the_pieces_are_the_text_and_every_character_knows_its_marks(data: st.DataObject) -> None:
    body = data.draw(st.text(min_size=1, max_size=60))
    edge = st.integers(0, len(body) - 1)
    spans = data.draw(st.lists(st.tuples(edge, edge).map(sorted), max_size=12))
    marks = [Mark(f"m-{i}", "action", a, b + 1, f"r-{i}") for i, (a, b) in enumerate(spans)]
    pieces = cut(body, marks)
    assert "".join(piece.text for piece in pieces) == body
    at = 0
    for piece in pieces:
        for place in range(at, at + len(piece.text)):
            assert {m.id for m in piece.marks} == {m.id for m in marks if m.start <= place < m.end}
        at += len(piece.text)
    assert sorted(m.id for piece in pieces for m in piece.begins) == sorted(m.id for m in marks)
