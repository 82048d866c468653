"""Find the time expressions of a document: one pass over its islands of atoms, level by level."""

from collections.abc import Sequence
from dataclasses import replace

from extraction.text import fold
from extraction.timex.builders import BUILDERS
from extraction.timex.patterns import LEVELS, candidates, character, found
from extraction.timex.types import (
    After,
    Anchor,
    Atom,
    Before,
    CalendarDate,
    Clock,
    DayShift,
    Kind,
    Length,
    Moment,
    Repeated,
    Stretch,
    Timex,
    Unfixed,
    Until,
)
from extraction.timex.words import islands
from extraction.tokens import Document, TokenKind
from extraction.types import Span


def _labels(names: str) -> frozenset[str]:
    return frozenset(names.split())


# An island without one of these holds no time, whatever prepositions and numbers are in it.
_CORE = _labels(
    "MONTH HIJRI WEEKDAY BARE_WEEKDAY DEICTIC DAY DAYS WEEK WEEKS MONTH_WORD MONTHS YEAR_WORD YEARS DUAL "
    "HOUR DECADE DECADES YEAR_NUM SEASON SEASON_YEAR SCHOOL_START FEAST VAGUE REPEAT CLOCK MIDNIGHT "
    "HOUR_MARK FRACTION PART COLON"
)
# No moment begins with these: connectives, signs, and words that only qualify.
_NEVER_FIRST = _labels(
    "AND OR COMMA SLASH DASH DOT COLON LEFT RIGHT QUOTE IN WITHIN LIMIT FROM OF TO UNTIL BEFORE AFTER BY FOR "
    "BETWEEN PERIOD CONTINUE EQUALS EXCEPT TAIL BEARER FEW DIRECTION SAME ABOUT SINCE HIJRI_ERA COMMON_ERA "
    "CLOSE LASTED WHOLE SESSION STUDY ACCOUNT UNDONE FISCAL HOUR_MARK LAST MODIFIER BIG ZONE FROM_NOW NONE"
)
# First words of a date that a noun before it can own.
_BARE = _labels("DAY_NUM ORD YEAR_NUM YEAR_WORD YEARS MONTH HIJRI MONTH_WORD FRACTION")
_NEEDED = {"equal": "TIME", "fraction": "SHARE_TIME", "modifier": "MODIFIER"}
_DROPPED = frozenset({"WEAK", "SHARE_TIME", "BARE_LENGTH", "BARE_DAY"})


def recognise(doc: Document) -> tuple[Timex, ...]:
    """The time expressions of a document in order; no two overlap."""
    found_ones: list[Timex] = []
    for island in islands(doc):
        if not any(atom.label in _CORE for atom in island):
            continue
        atoms: Sequence[Atom] = island
        for level in LEVELS:
            needed = _NEEDED.get(level)
            if needed is None or any(atom.label == needed for atom in atoms):
                atoms = _reduce(level, atoms)
        found_ones += _timexes(doc, atoms)
    return tuple(found_ones)


def _reduce(level: str, atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms with everything a rule of the level reads replaced by one piece."""
    labels = "".join([character(atom.label) for atom in atoms])
    reduced: list[Atom] = []
    at = 0
    while at < len(atoms):
        if level == "moment" and atoms[at].label in _NEVER_FIRST:
            reduced.append(atoms[at])
            at += 1
            continue
        piece, size = _piece(level, atoms, at, labels[at:])
        reduced.append(piece)
        at += size
    return reduced


def _piece(level: str, atoms: Sequence[Atom], at: int, tail: str) -> tuple[Atom, int]:
    """What the longest rule that accepts the atoms at a place makes of them, and how many it takes."""
    for candidate in candidates(level, tail):
        built = BUILDERS[candidate.rule.build](found(atoms, at, candidate))
        if built is None:
            continue
        label, moment = built
        form = candidate.rule.name
        if level == "expression" and candidate.rule.build == "plain":
            form = _inner_form(atoms[at : at + candidate.end]) or form
        end = atoms[at + candidate.end - 1].end
        made = replace(atoms[at], label=label, end=end, moment=moment, form=form, lead=_lead(atoms[at]))
        return made, candidate.end
    return atoms[at], 1


def _inner_form(atoms: Sequence[Atom]) -> str:
    return next((atom.form for atom in atoms if atom.moment is not None), "")


def _lead(first: Atom) -> str:
    """The label of the word that a piece starts with; of a clitic, what it stands for."""
    return first.lead or (first.unit if first.label == "CLITIC" else first.label)


def _timexes(doc: Document, atoms: Sequence[Atom]) -> list[Timex]:
    made = []
    for position, atom in enumerate(atoms):
        if atom.moment is None or _is_name(atoms, position):
            continue
        if _counts(doc, atom) or (atom.label in _DROPPED and not _is_of_session(atoms, position)):
            continue
        end, moment = _settled(doc, atom.end, atom.moment)
        span = Span(_start(doc, atom), doc.tokens[end - 1].end)
        owned = position > 0 and _owns(atoms[position - 1], atom)
        where = (atom.form, atom.start, end)
        made.append(Timex(span, _kind(moment), span.quote(doc.text), *where, moment, owned, atom.lead))
    return made


def _settled(doc: Document, end: int, moment: Moment) -> tuple[int, Moment]:
    """A length that "from" follows: counted from an event, which fixes no day, or simply from now.

    "Within 15 days of receiving it" against "within 15 days from the council". The
    word "from" itself is left out.
    """
    if not isinstance(moment, Length) or not isinstance(moment.start, Unfixed):
        return end, moment
    event = end < len(doc.tokens) and doc.tokens[end].facts.can_masdar
    return end - 1, Unfixed() if event else replace(moment, start=None)


def _counts(doc: Document, atom: Atom) -> bool:
    """Whether a bare round number that could be a year counts the noun after it: in 2000 homes."""
    moment = atom.moment
    if atom.form != "year-alone" or not isinstance(moment, CalendarDate) or moment.year is None:
        return False
    digits = doc.tokens[atom.end - 1]
    if moment.year % 100 or digits.kind is not TokenKind.NUMBER or atom.end - atom.start > 2:
        return False
    following = doc.tokens[atom.end] if atom.end < len(doc.tokens) else None
    if following is None or following.sentence != digits.sentence:
        return False
    facts = following.facts
    return facts.can_noun and not facts.has_al


def _is_of_session(atoms: Sequence[Atom], position: int) -> bool:
    """Whether a bare month is the one that a session of a council is named after and held in."""
    moment = atoms[position].moment
    named = position > 0 and atoms[position - 1].label == "SESSION"
    return named and isinstance(moment, CalendarDate) and moment.month is not None


def _is_name(atoms: Sequence[Atom], position: int) -> bool:
    """Whether a lone "today" or "yesterday" in quotation marks is the name of a newspaper."""
    around = atoms[max(0, position - 1) : position + 2]
    quoted = [atom.label for atom in around] == ["QUOTE", atoms[position].label, "QUOTE"]
    return quoted and isinstance(atoms[position].moment, DayShift)


def _owns(noun: Atom, date: Atom) -> bool:
    """Whether a noun is in construct with the bare date after it: the street of 20 August."""
    return noun.label == "BEARER" and not noun.definite and date.lead in _BARE


def _start(doc: Document, atom: Atom) -> int:
    """Where an atom starts in the original, after the clitics that do not belong to it."""
    token = doc.tokens[atom.start]
    if atom.skip == 0:
        return token.start
    return token.start + fold(token.text).offsets[atom.skip]


def _kind(moment: Moment) -> Kind:
    if isinstance(moment, Clock):
        return Kind.TIME
    if isinstance(moment, Repeated):
        return Kind.SET
    if isinstance(moment, Length) and moment.anchor is Anchor.BARE:
        return Kind.DURATION
    return Kind.INTERVAL if isinstance(moment, Stretch | Before | Until | After | Length) else Kind.DATE
