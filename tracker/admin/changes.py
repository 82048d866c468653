"""What an edit changed, in words: the names of fields and of their choices instead of their codes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tracker.models import Commitment, Meeting

PARTS: dict[str, str | Promise] = {
    "committers": gettext_lazy("Who"),
    "assignees": gettext_lazy("Charged with it"),
    "recipients": gettext_lazy("To whom"),
    "organizers": gettext_lazy("Organized by"),
    "chair": gettext_lazy("Chaired by"),
    "participants": gettext_lazy("With"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that was changed: its name, what it held, what it holds."""

    name: str
    old: str
    new: str


def in_words(changes: dict[str, Any], model: type[Model]) -> list[Change]:
    """The stored changes of an edit (`{field: {"from", "to"}}`), as people read them."""
    return [
        Change(
            _name(field, model),
            _value(field, change.get("from"), model),
            _value(field, change.get("to"), model),
        )
        for field, change in changes.items()
    ]


def _field(name: str, model: type[Model]) -> "Field[Any, Any] | None":
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _name(name: str, model: type[Model]) -> str:
    field = _field(name, model)
    return str(field.verbose_name if field else PARTS.get(name, name))


def _value(name: str, value: Any, model: type[Model]) -> str:
    if isinstance(value, list):
        return pgettext("list", ", ").join(str(part) for part in value) or "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return "—"
    if name == "meeting":
        return str(Meeting.objects.filter(pk=value).first() or value)
    field = _field(name, model)
    return str(dict(field.flatchoices).get(value, value)) if field and field.choices else str(value)


def of_review(review: Any) -> list[Change]:
    """What a decision or edit changed in its record."""
    return in_words(review.changes, Commitment if review.commitment_id else Meeting)
