"""Ways to gather commitments that belong together: a topic given by hand, a search kept by a user."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.base import NAME_LENGTH, PublicModel
from tracker.models.commitments import Commitment


class Topic(PublicModel):
    """A subject, such as water or schools, that commitments are put under by hand."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_folded = models.CharField(_("folded name"), max_length=NAME_LENGTH, unique=True, editable=False)
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="topics", verbose_name=_("commitments")
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="topic_name_not_empty")]

    def __str__(self) -> str:
        return self.name


class SavedSearch(PublicModel):
    """A search over commitments that a user keeps and may follow.

    `filters` maps names of `tracker.queries.searches.FILTERS` to values as they stand in an address.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    filters = models.JSONField(_("filters"), default=dict, blank=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_search_name_once_per_owner"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_search_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name
