"""Serializer parts that take JSON as it is: no guessing of types, no unknown fields."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

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


class StrictSerializer(serializers.Serializer[Any]):
    """Input that refuses fields it does not know, naming them and those it does."""

    def to_internal_value(self, data: Any) -> Any:
        """The validated values; every unknown field is an error of its own."""
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        if unknown:
            message = _("Unknown field. Known fields: %(names)s.") % {"names": ", ".join(self.fields)}
            raise serializers.ValidationError({str(name): [message] for name in sorted(unknown, key=str)})
        return super().to_internal_value(data)
