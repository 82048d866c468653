"""Sources: listed and shown."""

from rest_framework import serializers

from tracker.api.filters import FilterSet, TextFilter
from tracker.api.permissions import read
from tracker.api.views import ResourceViewSet
from tracker.models import Source


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A newspaper, site or agency."""

    url = serializers.CharField(read_only=True)

    class Meta:
        model = Source
        fields = ("id", "name", "url", "created_at")


class SourceFilters(FilterSet):  # type: ignore[misc]
    """Filters of sources."""

    text = TextFilter("name_folded")


class SourceViewSet(ResourceViewSet[Source]):
    """Newspapers, sites and agencies that articles come from."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    filterset_class = SourceFilters
    orderings = {"created_at": "pk", "name": "name"}
    access = {"list": read("view_source"), "retrieve": read("view_source")}
