"""Actors: listed and shown with their other names and memberships."""

from django.db.models import QuerySet
from rest_framework import serializers

from tracker.api.filters import ChoicesFilter, FilterSet, TextFilter
from tracker.api.followup.following import FOLLOWING_ACCESS, Followed
from tracker.api.permissions import read
from tracker.api.records import ActorReference
from tracker.models import Actor, ActorKind, Membership


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """A person's time in an organization; dates are EDTF."""

    organization = ActorReference(read_only=True)
    source_url = serializers.CharField(read_only=True)

    class Meta:
        model = Membership
        fields = ("organization", "role", "started", "ended", "source_url")


class ActorSerializer(serializers.ModelSerializer[Actor]):
    """A person, organization, post or group."""

    class Meta:
        model = Actor
        fields = ("id", "kind", "name", "honorific_prefix", "created_at", "updated_at")


class ActorDetailSerializer(ActorSerializer):
    """An actor with other names and memberships."""

    other_names = serializers.SlugRelatedField[Actor](slug_field="name", many=True, read_only=True)
    memberships = MembershipSerializer(many=True, read_only=True)

    class Meta:
        model = Actor
        fields = (*ActorSerializer.Meta.fields, "notes", "other_names", "memberships")


class ActorFilters(FilterSet):  # type: ignore[misc]
    """Filters of actors."""

    kind = ChoicesFilter(choices=ActorKind.choices)
    text = TextFilter("name_folded", "other_names__match_key")


class ActorViewSet(Followed[Actor]):
    """Persons, organizations, posts and groups that meet and commit themselves."""

    queryset = Actor.objects.all()
    filterset_class = ActorFilters
    orderings = {"created_at": "pk", "name": "name"}
    access = {"list": read("view_actor"), "retrieve": read("view_actor"), **FOLLOWING_ACCESS}

    def get_queryset(self) -> QuerySet[Actor]:
        """All actors; one in full comes with what belongs to it."""
        if self.action == "list":
            return Actor.objects.all()
        return Actor.objects.prefetch_related("other_names", "memberships__organization")

    def get_serializer_class(self) -> type[ActorSerializer]:
        """Short in lists, full alone."""
        return ActorSerializer if self.action == "list" else ActorDetailSerializer
