"""The clause tree: who reports what, what hangs on what, what is denied."""

import pytest

from extraction.clauses import Clause, ClauseKind, Clauses, read_clauses
from extraction.tokens import read


def clauses(text: str) -> Clauses:
    return read_clauses(read(text))


def at(tree: Clauses, word: str) -> Clause:
    """The innermost clause around the first token that starts so."""
    return tree.at(index(tree, word))


def index(tree: Clauses, word: str) -> int:
    return next(t.index for t in tree.doc.tokens if t.text.startswith(word))


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن الوزارة ستفتح المركز.",
        "أكد الوزير أن الوزارة ستفتح المركز.",
        "أوضح الوزير: الوزارة ستفتح المركز.",
        "انتهى الاجتماع مؤكدا أن الوزارة ستفتح المركز.",
    ],
)
def test_content_hangs_under_its_verb_of_saying(text: str) -> None:
    tree = clauses(text)
    inner = at(tree, "ستفتح")
    assert inner.kind is ClauseKind.CONTENT
    assert tree.items[inner.parent].kind is ClauseKind.REPORTING
    assert tree.reported_by(index(tree, "ستفتح")) == tree.items[inner.parent].opener


def test_a_preposition_spelled_like_a_verb_reports_nothing() -> None:
    tree = clauses("تم الاتفاق بين الوزارة والنقابة على فتح المركز.")
    assert all(clause.kind is not ClauseKind.REPORTING for clause in tree.items)


def test_relative_clause_ends_at_the_next_statement() -> None:
    tree = clauses("زار الوزير المدرسة التي احترقت وقرر المجلس إصلاحها.")
    assert at(tree, "احترقت").kind is ClauseKind.RELATIVE
    assert at(tree, "المجلس").kind is ClauseKind.STATEMENT


def test_purpose_clause() -> None:
    tree = clauses("أغلقت البلدية الطريق لإصلاح القناة.")
    assert at(tree, "القناة").kind is ClauseKind.PURPOSE


def test_quotation_is_known() -> None:
    tree = clauses("قال الوزير: «سنفتح المركز قريبا».")
    assert at(tree, "سنفتح").quoted


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("لم يتعهد الوزير بشيء.", "يتعهد", True),
        ("لم يصدر الوزير قرارا.", "قرارا", True),
        ("نفى الوزير تعهده.", "تعهده", True),
        ("لم يحضر الوزير وقرر المجلس التأجيل.", "وقرر", False),
        ("لم يحضر الوزير، قرر المجلس التأجيل.", "قرر", False),
        ("تعهد الوزير بإصلاح الطريق.", "تعهد", False),
    ],
)
def test_denial_reaches_what_its_verb_governs(text: str, word: str, denied: bool) -> None:
    tree = clauses(text)
    assert tree.denied(index(tree, word)) is denied


def test_tree_stays_shallow() -> None:
    tree = clauses("التي " + "الذي يرى التي ترى " * 300)
    assert max(sum(1 for _ in tree.ancestors(clause)) for clause in tree.items) <= 5
