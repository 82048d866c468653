"""The filters of a saved search over commitments, as conditions on them."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from tracker.models import Commitment, CommitmentKind, SavedSearch, Status


class UnknownFilterError(ValueError):
    """A filter has no such name, or a value that it cannot read. `name` is the filter's."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _one_of(field: str, allowed: type[CommitmentKind] | type[Status]) -> Callable[[str], Q]:
    def condition(value: str) -> Q:
        return Q(**{f"{field}__in": [allowed(part) for part in value.split(",")]})

    return condition


def _record(field: str) -> Callable[[str], Q]:
    def condition(value: str) -> Q:
        return Q(**{f"{field}__in": [uuid.UUID(part) for part in value.split(",")]})

    return condition


def _day(field: str) -> Callable[[str], Q]:
    return lambda value: Q(**{field: date.fromisoformat(value)})


def _folded(value: str) -> Q:
    if not value.strip():
        raise ValueError(value)
    return Q(action_folded__contains=value.strip())


# Name → how its value becomes a condition. The text filter is given folded, as the action is stored.
FILTERS: Mapping[str, Callable[[str], Q]] = {
    "q": _folded,
    "kind": _one_of("kind", CommitmentKind),
    "status": _one_of("status", Status),
    "actor": _record("parties__actor"),
    "meeting": _record("meeting"),
    "topic": _record("topics"),
    "source": _record("mentions__article__source"),
    "owner": lambda value: Q(owner=int(value)),
    "due_from": _day("due_latest_on__gte"),
    "due_to": _day("due_latest_on__lte"),
}


def condition(name: str, value: str) -> Q:
    """One filter as a condition. Raises UnknownFilterError."""
    try:
        return FILTERS[name](value)
    except (KeyError, ValueError, AttributeError, TypeError):
        raise UnknownFilterError(name) from None


def found_by(filters: Mapping[str, str]) -> QuerySet[Commitment]:
    """The commitments that all filters let through. Raises UnknownFilterError."""
    found = Commitment.objects.all()
    for name, value in filters.items():
        matching = Commitment.objects.filter(condition(name, value)).values("pk")
        found = found.filter(pk__in=matching)
    return found


def finds(search: SavedSearch, commitment: Commitment) -> bool:
    """Whether a saved search finds a commitment; one with a filter that is unknown by now finds nothing."""
    try:
        return found_by(search.filters).filter(pk=commitment.pk).exists()
    except UnknownFilterError:
        return False
