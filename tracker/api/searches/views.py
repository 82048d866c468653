"""Saved searches of the caller: listed, made, changed, followed."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.fields import StrictSerializer, TextField
from tracker.api.followup.following import FOLLOWING_ACCESS, Followed
from tracker.api.permissions import read, review
from tracker.models import SavedSearch
from tracker.models.base import NAME_LENGTH
from tracker.queries.searches import FILTERS
from tracker.services import topics


class SearchSerializer(serializers.ModelSerializer[SavedSearch]):
    """A search over commitments that its owner keeps; `filters` as they are kept, text folded."""

    filters = serializers.DictField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = SavedSearch
        fields = ("id", "name", "filters", "created_at", "updated_at")


class FiltersField(serializers.DictField):
    """Names of filters and their values, as in an address."""

    child = TextField(max_length=500)


class NewSearchSerializer(StrictSerializer):
    """A search to keep."""

    name = TextField(max_length=NAME_LENGTH)
    filters = FiltersField(help_text=f"Of: {', '.join(FILTERS)}.")


class SearchChangesSerializer(StrictSerializer):
    """Another name or other filters; what is left out stays."""

    name = TextField(max_length=NAME_LENGTH, required=False)
    filters = FiltersField(required=False)


class SearchViewSet(Followed[SavedSearch]):
    """The caller's own searches: to follow, and to read feeds of."""

    queryset = SavedSearch.objects.all()
    serializer_class = SearchSerializer
    orderings = {"created_at": "pk", "name": "name"}
    access = {
        "list": read("view_savedsearch"),
        "retrieve": read("view_savedsearch"),
        "create": review("view_savedsearch"),
        "partial_update": review("view_savedsearch"),
        **FOLLOWING_ACCESS,
    }

    def get_queryset(self) -> QuerySet[SavedSearch]:
        """The caller's only."""
        return SavedSearch.objects.filter(owner=self.caller.pk)

    @extend_schema(request=NewSearchSerializer)
    def create(self, request: Request) -> Response:
        """Keep a search."""
        values = self.read(NewSearchSerializer)
        return self.represent(topics.save_search(values["name"], values["filters"], by=self.caller), 201)

    @extend_schema(request=SearchChangesSerializer)
    def partial_update(self, request: Request, pk: Any) -> Response:
        """Change a search."""
        search, changes = self.get_object(), self.read(SearchChangesSerializer)
        name, filters = changes.get("name", search.name), changes.get("filters", search.filters)
        return self.represent(topics.save_search(name, filters, by=self.caller, search=search))
