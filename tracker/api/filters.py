"""Filters of lists: what is not a known parameter with an allowed value is refused, not ignored."""

import uuid
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request
from rest_framework.serializers import ValidationError

from tracker.queries import search
from tracker.services import extractor

PAGE_PARAMETERS = {"cursor", "page_size", "ordering"}


class StrictFilterBackend(DjangoFilterBackend):  # type: ignore[misc]
    """Applies the view's `filterset_class` and names unknown parameters."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        """The rows that pass; raises ValidationError by parameter."""
        filterset = self.get_filterset_class(view, queryset)
        known = {*filterset.base_filters, *PAGE_PARAMETERS} if filterset else PAGE_PARAMETERS
        unknown = set(request.query_params) - known
        if unknown:
            message = _("Unknown parameter. Known parameters: %(names)s.") % {
                "names": ", ".join(sorted(known))
            }
            raise ValidationError({name: [message] for name in sorted(unknown)})
        empty = [name for name, values in request.query_params.lists() if "" in values]
        if empty:
            # A client whose variable is empty must not get everything instead.
            raise ValidationError({name: [_("Give a value, or leave it out.")] for name in sorted(empty)})
        rows: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return rows


class DayFilter(django_filters.DateFilter):  # type: ignore[misc]
    """A day as `YYYY-MM-DD`, whatever the language of the request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=["%Y-%m-%d"], localize=False, **kwargs)


class ChoicesFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc]
    """One of the choices; given several times, any of them."""


@extend_schema_field({"type": "string", "minLength": 1, "maxLength": 200})
class TextFilter(django_filters.CharFilter):  # type: ignore[misc]
    """Words that all occur in the folded columns, whatever their Arabic spelling."""

    def __init__(self, *columns: str) -> None:
        super().__init__(max_length=200, label="Words, in any Arabic spelling.")
        self.columns = columns

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The rows that hold every word."""
        words = extractor.fold(value or "")
        if not any("__" in column for column in self.columns):
            return search.matching(rows, words, *self.columns)
        # Through a relation a row could come several times.
        found = search.matching(rows.model._default_manager.all(), words, *self.columns)
        return rows.filter(pk__in=found.values("pk")) if words else rows


@extend_schema_field(OpenApiTypes.BOOL)
class FlagFilter(django_filters.TypedChoiceFilter):  # type: ignore[misc]
    """`true` or `false`, and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=choices, coerce=lambda value: value == "true", **kwargs)


def as_uuid(value: str) -> uuid.UUID | None:
    """The UUID that the text is, if it is one."""
    try:
        return uuid.UUID(value)
    except ValueError:
        return None


__all__ = [
    "ChoicesFilter",
    "DayFilter",
    "FilterSet",
    "FlagFilter",
    "StrictFilterBackend",
    "TextFilter",
    "as_uuid",
]
