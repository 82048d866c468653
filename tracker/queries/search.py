"""Searches by words in text that was stored folded, so that Arabic spelling does not matter."""

from typing import NewType, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)

FoldedText = NewType("FoldedText", str)
"""Text that went through `tracker.services.extractor.fold`; searching with any other finds nothing."""


def matching(queryset: QuerySet[M], words: FoldedText, *fields: str) -> QuerySet[M]:
    """Rows where each word occurs in at least one of the folded fields; all rows for no words."""
    for word in words.split():
        condition = Q()
        for field in fields:
            condition |= Q(**{f"{field}__contains": word})
        queryset = queryset.filter(condition)
    return queryset
