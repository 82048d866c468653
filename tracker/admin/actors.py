"""Actors: who they are, what else they are called, where they belong, and what they are bound to."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tracker.admin import looks
from tracker.admin.base import ADDRESSES, ReadOnly, TabularInline, link
from tracker.admin.following import FollowedAdmin
from tracker.admin.forms import EdtfField
from tracker.admin.site import Section, site
from tracker.models import Actor, ActorAlias, Membership
from tracker.queries import workplace
from tracker.services import register


class AliasInline(TabularInline):
    """Other names, edited within the actor."""

    model = ActorAlias
    fields = ["name"]
    extra = 0


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    """A membership, whose dates are as exact as they are known."""

    started = EdtfField(label=_("from"), required=False)
    ended = EdtfField(label=_("until"), required=False)


class MembershipInline(TabularInline):
    """The organizations that a person belongs to."""

    model = Membership
    form = MembershipForm
    fk_name = "person"
    fields = ["organization", "role", "started", "ended", "source_url"]
    autocomplete_fields = ["organization"]
    formfield_overrides = ADDRESSES
    extra = 0


class MemberInline(MembershipInline):
    """The persons who belong to an organization."""

    fk_name = "organization"
    verbose_name = _("member")
    verbose_name_plural = _("members")
    fields = ["person", "role", "started", "ended", "source_url"]
    autocomplete_fields = ["person"]


@admin.register(Actor, site=site)
class ActorAdmin(FollowedAdmin):
    """Persons, organizations, posts and groups."""

    list_display = ["full_name", "kind", "other", "commitment_count", "meeting_count", "created_at"]
    list_filter = ["kind", "created_at"]
    fields = ["kind", "honorific_prefix", "name", "notes"]
    folded_fields = ("name_folded", "other_names__match_key")
    search_fields = folded_fields  # so that Django lets other tables complete the name of an actor
    inlines = [AliasInline, MembershipInline, MemberInline]
    change_form_template = "admin/tracker/actor/page.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Actor]:
        """Actors with their other names and how much they take part in."""
        return workplace.actors_for_list(super().get_queryset(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An actor that records name is not deleted."""
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The actor's form, followed by what the actor is bound to and took part in."""
        actor = self.get_object(request, object_id)
        context = workplace.actor_context(actor) if actor else {}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store through the service, which keeps the folded names."""
        register.save_actor(obj, by=request.user)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Store other names and memberships through the service."""
        save = register.save_other_name if formset.model is ActorAlias else register.save_membership
        for row in formset.save(commit=False):
            save(row, by=request.user)
        for row in formset.deleted_objects:
            register.remove(row, by=request.user)

    @admin.display(description=_("name"), ordering="name")
    def full_name(self, actor: Actor) -> str:
        """The name with its honorific."""
        return looks.isolated(" ".join(part for part in (actor.honorific_prefix, actor.name) if part))

    @admin.display(description=_("other names"))
    def other(self, actor: Actor) -> str:
        """The first few other names."""
        return looks.names([alias.name for alias in actor.other_names.all()][:3])

    @admin.display(description=_("commitments"))
    def commitment_count(self, actor: Any) -> int:
        """How many commitments name the actor."""
        return int(actor.commitment_count)

    @admin.display(description=_("meetings"))
    def meeting_count(self, actor: Any) -> int:
        """How many meetings name the actor."""
        return int(actor.meeting_count)


@admin.register(ActorAlias, site=site)
class ActorAliasAdmin(ReadOnly):
    """Other names of actors; they are edited on the actor's page."""

    section = Section.HISTORY
    list_display = ["name", "of_actor", "created_at"]
    list_select_related = ["actor"]
    folded_fields = ("match_key",)

    @admin.display(description=_("actor"))
    def of_actor(self, alias: ActorAlias) -> str:
        """The actor, linked."""
        return link(alias.actor)


@admin.register(Membership, site=site)
class MembershipAdmin(ReadOnly):
    """Who belonged where and when; edited on the person's page."""

    list_display = ["of_person", "role", "of_organization", "started", "ended"]
    list_select_related = ["person", "organization"]
    folded_fields = ("person__name_folded", "organization__name_folded")

    @admin.display(description=_("person"))
    def of_person(self, membership: Membership) -> str:
        """The person, linked."""
        return link(membership.person)

    @admin.display(description=_("organization"))
    def of_organization(self, membership: Membership) -> str:
        """The organization, linked."""
        return link(membership.organization)
