"""Corrections by hand of who is who: actors, their other names and memberships, and sources."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Actor, ActorAlias, Membership, Source
from tracker.models.base import NAME_LENGTH
from tracker.services import extractor, naming
from tracker.services.access import require
from tracker.services.errors import InvalidInput

By = AbstractBaseUser | AnonymousUser


def save_actor(actor: Actor, *, by: By) -> Actor:
    """Store a new or corrected actor. A new one is found by its name, unless another has that name already.

    A corrected one goes on being found by the name under which it came in. Raises NotAllowed.
    """
    require(by, "add_actor" if actor._state.adding else "change_actor")
    actor.name_folded = extractor.fold(actor.name)[:NAME_LENGTH]
    if actor._state.adding:
        key = naming.key(actor.name)[:NAME_LENGTH]
        taken = Actor.objects.filter(match_key=key).exists()
        actor.match_key = None if taken or not key else key
    actor.save()
    return actor


def save_other_name(alias: ActorAlias, *, by: By) -> ActorAlias:
    """Store another name of an actor, once however it is spelt. Raises NotAllowed."""
    require(by, "add_actoralias" if alias._state.adding else "change_actoralias")
    alias.match_key = naming.key(alias.name)[:NAME_LENGTH] or extractor.fold(alias.name)[:NAME_LENGTH]
    with transaction.atomic():
        ActorAlias.objects.filter(actor=alias.actor, match_key=alias.match_key).exclude(pk=alias.pk).delete()
        alias.save()
    return alias


def save_membership(membership: Membership, *, by: By) -> Membership:
    """Store a membership. Raises NotAllowed, InvalidInput (started, ended) for dates that are no EDTF."""
    require(by, "add_membership" if membership._state.adding else "change_membership")
    errors = {
        field: [_("This is not a date in the form of EDTF, such as 2026-09-30.")]
        for field in ("started", "ended")
        if getattr(membership, field) and not extractor.is_edtf(getattr(membership, field))
    }
    if errors:
        raise InvalidInput(errors)
    membership.save()
    return membership


def remove(part: ActorAlias | Membership, *, by: By) -> None:
    """Take another name or a membership away. Raises NotAllowed."""
    require(by, f"delete_{part._meta.model_name}")
    part.delete()


def save_source(source: Source, *, by: By) -> Source:
    """Store a source. Raises NotAllowed, InvalidInput (name) if another has the name, however spelt."""
    require(by, "add_source" if source._state.adding else "change_source")
    source.name_folded = extractor.fold(source.name)[:NAME_LENGTH]
    require_free_name(source)
    source.save()
    return source


def require_free_name(source: Source) -> None:
    """Raise InvalidInput (name) if another source has the name, however it is spelt."""
    folded = extractor.fold(source.name)[:NAME_LENGTH]
    if Source.objects.filter(name_folded=folded).exclude(pk=source.pk).exists():
        raise InvalidInput({"name": [_("There is a source of this name already.")]})
