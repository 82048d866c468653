"""The secret part of a user's feed addresses: issued, found again, taken back."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tracker.models import FeedKey
from tracker.services.links import site_url
from tracker.services.permits import require_permission

USE_NOTED_EVERY = timedelta(hours=1)
FILES = ("calendar.ics", "commitments.atom", "changes.atom")
PERMISSION = "tracker.view_commitment"


def issue(user: User) -> str:
    """A new token for the user's feeds, never to be had again; addresses with the old one are dead.

    Raises NotAllowed.
    """
    require_permission(user, PERMISSION)
    token = secrets.token_urlsafe(32)
    defaults = {"token_sha256": _hash(token), "created_at": timezone.now(), "last_used_at": None}
    FeedKey.objects.update_or_create(user=user, defaults=defaults)
    return token


def revoke(user: User) -> bool:
    """Make the addresses of the user's feeds dead; False if there were none."""
    deleted, _by_model = FeedKey.objects.filter(user=user).delete()
    return bool(deleted)


def reader(token: str) -> User | None:
    """The user whose feeds the token opens, if the user may still read; the use is noted once an hour."""
    key = FeedKey.objects.select_related("user").filter(token_sha256=_hash(token)).first()
    if key is None or not key.user.is_active or not key.user.has_perm(PERMISSION):
        return None
    before = timezone.now() - USE_NOTED_EVERY
    if key.last_used_at is None or key.last_used_at < before:
        unnoted = Q(last_used_at__isnull=True) | Q(last_used_at__lt=before)
        FeedKey.objects.filter(unnoted, pk=key.pk).update(last_used_at=timezone.now())
    return key.user


def addresses(token: str) -> dict[str, str]:
    """The reader's own feeds by file name. Other selections: see docs/api.md."""
    paths = {form: reverse("feeds:own", args=[token, "mine", form]) for form in FILES}
    return {form: site_url(path) for form, path in paths.items()}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
