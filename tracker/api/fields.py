"""Serializer parts that take JSON as it is: no guessing of types, no unknown fields."""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.fields import empty

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?\Z", re.ASCII)
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


class TextField(serializers.CharField):
    """A JSON string; numbers are not turned into text."""

    default_error_messages = {"invalid": gettext_lazy("Send a JSON string.")}

    def to_internal_value(self, data: Any) -> str:
        """The string, or a refusal."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class DayField(serializers.DateField):
    """A calendar day as `YYYY-MM-DD` and in no other form."""

    default_error_messages = {"invalid": gettext_lazy("Send a day as YYYY-MM-DD.")}

    def to_internal_value(self, value: Any) -> dt.date:
        """The day, or a refusal."""
        if not isinstance(value, str) or not ISO_DATE.match(value):
            self.fail("invalid")
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail("invalid")


class ClockField(serializers.TimeField):
    """A time of day as `HH:MM` or `HH:MM:SS`."""

    default_error_messages = {"invalid": gettext_lazy("Send a time as HH:MM.")}

    def to_internal_value(self, value: Any) -> dt.time:
        """The time, or a refusal."""
        if not isinstance(value, str) or not CLOCK.match(value):
            self.fail("invalid")
        return dt.time.fromisoformat(value)


class FlagField(serializers.BooleanField):
    """`true` or `false` as JSON has them."""

    default_error_messages = {"invalid": gettext_lazy("Send true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        """The flag, or a refusal."""
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class IdField(serializers.UUIDField):
    """A UUID in the form in which ids are shown."""

    default_error_messages = {"invalid": gettext_lazy("Send an id as it is shown.")}

    def to_internal_value(self, data: Any) -> uuid.UUID:
        """The id, or a refusal."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class RecordField(serializers.PrimaryKeyRelatedField[Any]):
    """A row by its id; an empty text is no id."""

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(queryset=model._default_manager.all(), pk_field=IdField(), **options)

    def run_validation(self, data: Any = empty) -> Any:
        """The row, or a refusal."""
        if data == "":
            self.fail("does_not_exist", pk_value=data)
        return super().run_validation(data)


class RecordsField(serializers.ListField):
    """Rows by their ids, in order."""

    def __init__(self, model: type[Model], **options: Any) -> None:
        super().__init__(child=RecordField(model), max_length=500, **options)


class ChoiceField(serializers.ChoiceField):
    """One of the words that are allowed; the refusal lists them."""

    default_error_messages = {"invalid_choice": gettext_lazy("Choose one of: {choices}.")}

    def to_internal_value(self, data: Any) -> str:
        """The word, or a refusal."""
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", choices=", ".join(str(choice) for choice in self.choices))
        return data


class StrictSerializer(serializers.Serializer[Any]):
    """Input that refuses fields it does not know, naming them and those it does."""

    def to_internal_value(self, data: Any) -> Any:
        """The validated values; every unknown field is an error of its own."""
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        if unknown:
            message = _("Unknown field. Known fields: %(names)s.") % {"names": ", ".join(self.fields)}
            raise serializers.ValidationError({str(name): [message] for name in sorted(unknown, key=str)})
        return super().to_internal_value(data)


def given(values: dict[str, Any]) -> dict[str, Any]:
    """The fields that were sent with a value: null means absent."""
    return {name: value for name, value in values.items() if value is not None}
