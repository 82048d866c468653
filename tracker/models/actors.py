"""Persons, organizations, posts and groups that meet and commit themselves (Popolo terms)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.base import EDTF_LENGTH, NAME_LENGTH, PublicModel


class ActorKind(models.TextChoices):
    """What an actor is; unknown until the text or a person tells."""

    PERSON = "person", _("person")
    ORGANIZATION = "organization", _("organization")
    POST = "post", _("post")
    GROUP = "group", _("group")
    UNKNOWN = "unknown", _("unknown")


class Actor(PublicModel):
    """Somebody who can be asked "did you do it?".

    `match_key` is the folded name by which new mentions find this actor; it is unique,
    and empty (NULL) on an actor that must never be matched by name alone.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=ActorKind, default=ActorKind.UNKNOWN)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    honorific_prefix = models.CharField(_("honorific"), max_length=100, blank=True)
    name_folded = models.CharField(_("folded name"), max_length=NAME_LENGTH, db_index=True, editable=False)
    match_key = models.CharField(
        _("match key"), max_length=NAME_LENGTH, unique=True, null=True, blank=True, editable=False
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name"]
        indexes = [models.Index(fields=["created_at", "id"], name="actor_created")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="actor_name_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=ActorKind.values), name="actor_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class ActorAlias(PublicModel):
    """Another name under which an actor is written."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="other_names", verbose_name=_("actor"))
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    match_key = models.CharField(_("match key"), max_length=NAME_LENGTH, db_index=True, editable=False)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "match_key"], name="alias_once_per_actor"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(PublicModel):
    """A person's time in an organization, perhaps on a post. Dates are EDTF strings."""

    person = models.ForeignKey(Actor, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organization = models.ForeignKey(
        Actor, models.CASCADE, related_name="members", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=NAME_LENGTH, blank=True)
    started = models.CharField(_("from (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    ended = models.CharField(_("until (EDTF)"), max_length=EDTF_LENGTH, blank=True)
    source_url = models.URLField(_("source address"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=models.F("organization")), name="membership_of_another_actor"
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (str(self.person), self.role, str(self.organization)) if part)
