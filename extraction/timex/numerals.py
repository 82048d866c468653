"""Number words and digits: runs of classed number words become one number each.

Units before tens joined by "and" (five and twenty), teens, hundreds and thousands,
cardinals of both genders and ordinals; a number's label says how it can serve in a date.
"""

from collections.abc import Sequence

from extraction.timex.types import Atom

NUMBER_LABELS = frozenset({
    "UNIT", "TEEN_UNIT", "TEN", "TENS", "HUNDRED", "HUNDREDS", "THOUSAND", "THOUSANDS", "ORD_UNIT", "ORD_TEN",
})  # fmt: skip
_UNITS = frozenset({"UNIT", "TEEN_UNIT", "ORD_UNIT"})
_ORDINALS = frozenset({"ORD_UNIT", "ORD_TEN"})
_LAST_DAY, _FIRST_YEAR, _END_OF_YEARS = 31, 1000, 3000


def number_label(value: int, *, ordinal: bool = False, width: int = 0) -> str:
    """How a number can serve: ORD, DAY_NUM (1 to 31), YEAR_NUM or NUM. `width` counts its digits, if any."""
    if ordinal:
        return "ORD"
    if 1 <= value <= _LAST_DAY and width <= 2:
        return "DAY_NUM"
    return "YEAR_NUM" if _FIRST_YEAR <= value < _END_OF_YEARS and width in (0, 4) else "NUM"


def merge_numbers(atoms: Sequence[Atom]) -> list[Atom]:
    """The same atoms with every run of number words merged into one number."""
    merged: list[Atom] = []
    at = 0
    while at < len(atoms):
        if atoms[at].label not in NUMBER_LABELS:
            merged.append(atoms[at])
            at += 1
            continue
        value, end = _read(atoms, at)
        merged.append(_number(atoms[at:end], value))
        at = end
    return merged


def _number(run: Sequence[Atom], value: int) -> Atom:
    ordinal = run[0].label in _ORDINALS
    label = number_label(value, ordinal=ordinal)
    return Atom(label, run[0].start, run[-1].end, value, skip=run[0].skip, entry=run[0].entry)


def _read(atoms: Sequence[Atom], at: int) -> tuple[int, int]:
    """The value of the number that starts at `at`, and the index after it."""
    total, at = _below_thousand(atoms, at, atoms[at].label == "THOUSANDS")
    if _label(atoms, at) == "THOUSAND":
        total, at = (total or 1) * 1000, at + 1
    elif total == 0:
        total, at = atoms[at].value, at + 1
    if total >= 1000 and _label(atoms, at) == "AND" and _label(atoms, at + 1) in NUMBER_LABELS:
        rest, end = _below_thousand(atoms, at + 1, False)
        if rest and _label(atoms, end) not in ("THOUSAND", "THOUSANDS"):
            return total + rest, end
    return total, at


def _below_thousand(atoms: Sequence[Atom], at: int, skip: bool) -> tuple[int, int]:
    if skip or _label(atoms, at) in ("THOUSAND", "THOUSANDS"):
        return 0, at
    if _label(atoms, at) in ("HUNDRED", "HUNDREDS"):
        hundreds, end = atoms[at].value, at + 1
    elif _label(atoms, at) == "UNIT" and _label(atoms, at + 1) == "HUNDRED":
        hundreds, end = atoms[at].value * 100, at + 2
    else:
        return _below_hundred(atoms, at)
    if _label(atoms, end) == "AND" and _label(atoms, end + 1) in NUMBER_LABELS - {"HUNDRED", "HUNDREDS"}:
        rest, after = _below_hundred(atoms, end + 1)
        if rest:
            return hundreds + rest, after
    return hundreds, end


def _below_hundred(atoms: Sequence[Atom], at: int) -> tuple[int, int]:
    label = _label(atoms, at)
    if label in _UNITS:
        if _label(atoms, at + 1) == "TEN":
            return atoms[at].value + 10, at + 2
        if _label(atoms, at + 1) == "AND" and _label(atoms, at + 2) == "TENS":
            return atoms[at].value + atoms[at + 2].value, at + 3
        return atoms[at].value, at + 1
    if label in ("TEN", "TENS", "ORD_TEN"):
        return atoms[at].value, at + 1
    return 0, at


def _label(atoms: Sequence[Atom], at: int) -> str:
    return atoms[at].label if at < len(atoms) else ""
