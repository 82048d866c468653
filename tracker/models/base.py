"""What every table shares: a public, time-ordered UUID key and two timestamps."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils import compat

EDTF_LENGTH = 64
NAME_LENGTH = 500


def new_id() -> uuid.UUID:
    """A new UUID version 7: unique, and sorted by the moment of its making."""
    return compat.uuid7()


class PublicModel(models.Model):
    """A row whose key may be shown outside: no row numbers leak, pages stay in order of creation."""

    id = models.UUIDField(_("id"), primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True, editable=False)

    class Meta:
        abstract = True
