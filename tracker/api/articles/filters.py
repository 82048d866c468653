"""Filters of articles."""

import django_filters
from django.db.models import Q, QuerySet

from tracker.api.filters import ChoicesFilter, DayFilter, FilterSet, TextFilter, as_uuid
from tracker.models import Article, WorkState
from tracker.services import extractor


def of_source(rows: QuerySet[Article], value: str) -> QuerySet[Article]:
    """The articles of one source, given by its id or its name in any spelling."""
    pk = as_uuid(value)
    named = Q(source__name_folded=extractor.fold(value).strip())
    return rows.filter(named | Q(source_id=pk) if pk else named)


class ArticleFilters(FilterSet):  # type: ignore[misc]
    """What a list of articles can be narrowed to."""

    state = ChoicesFilter(choices=WorkState.choices)
    source = django_filters.CharFilter(
        method="from_source", max_length=500, label="Id of a source, or its name in any spelling."
    )
    external_id = django_filters.CharFilter(max_length=200, label="The client's own id.")
    language = django_filters.CharFilter(max_length=12, label="Language tag.")
    published_from = DayFilter("published_on", "gte", label="Published on this day or later.")
    published_to = DayFilter("published_on", "lte", label="Published on this day or earlier.")
    text = TextFilter("text_folded")

    def from_source(self, rows: QuerySet[Article], name: str, value: str) -> QuerySet[Article]:
        """See `of_source`."""
        return of_source(rows, value)
