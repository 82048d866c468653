"""Filters of meetings."""

import uuid

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from tracker.api.filters import ChoicesFilter, DayFilter, FilterSet, FlagFilter, TextFilter
from tracker.models import Meeting, MeetingKind, MeetingParticipation, Mention, ReviewState


class MeetingFilters(FilterSet):  # type: ignore[misc]
    """What a list of meetings can be narrowed to."""

    review = ChoicesFilter(choices=ReviewState.choices)
    kind = ChoicesFilter(choices=MeetingKind.choices)
    planned = FlagFilter(label="Planned, not reported as held.")
    actor = django_filters.UUIDFilter(method="with_actor", label="Organised, chaired or attended by.")
    article = django_filters.UUIDFilter(method="in_article", label="Mentioned in.")
    source = django_filters.UUIDFilter(method="in_source", label="Mentioned in an article of.")
    date_from = DayFilter("latest_on", "gte", label="Ends, or may end, on this day or later.")
    date_to = DayFilter("earliest_on", "lte", label="Begins, or may begin, on this day or earlier.")
    text = TextFilter("title_folded", "place_folded")

    def with_actor(self, rows: QuerySet[Meeting], name: str, value: uuid.UUID) -> QuerySet[Meeting]:
        """The meetings that an actor had a part in."""
        return rows.filter(Exists(MeetingParticipation.objects.filter(meeting=OuterRef("pk"), actor=value)))

    def in_article(self, rows: QuerySet[Meeting], name: str, value: uuid.UUID) -> QuerySet[Meeting]:
        """The meetings that an article mentions."""
        return rows.filter(Exists(Mention.objects.filter(meeting=OuterRef("pk"), article=value)))

    def in_source(self, rows: QuerySet[Meeting], name: str, value: uuid.UUID) -> QuerySet[Meeting]:
        """The meetings that a source has reported."""
        return rows.filter(Exists(Mention.objects.filter(meeting=OuterRef("pk"), article__source=value)))
