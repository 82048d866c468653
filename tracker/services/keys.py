"""API keys: issued once in clear, known afterwards by their hash, taken back, noted when used."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import ApiKey, Scope
from tracker.services import cleaning
from tracker.services.cleaning import Refused
from tracker.services.errors import InvalidInput

NAME_LENGTH = 50
USE_NOTED_EVERY = timedelta(minutes=1)


def issue_key(
    user: User, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Issue a key by which a program acts for the user; the second value is the key, never to be had again.

    Raises InvalidInput (name, scopes, expires_at).
    """
    fields = cleaning.Fields()
    clean_name = fields.take("name", _name, name)
    clean_scopes = fields.take("scopes", _scopes, list(scopes))
    fields.take("expires_at", _future, expires_at)
    if fields.errors:
        raise InvalidInput(fields.errors)
    key = ApiKey(name=clean_name or "", user=user, scopes=clean_scopes, expiry_date=expires_at)
    plain = ApiKey.objects.assign_key(key)
    key.save(force_insert=True)
    return key, plain


def revoke(key: ApiKey) -> bool:
    """Take a key back for good; False if it was before."""
    return bool(ApiKey.objects.filter(pk=key.pk, revoked=False).update(revoked=True))


def touch(key: ApiKey) -> None:
    """Note that the key was used; at most once a minute, so that reading costs no writing."""
    now = timezone.now()
    if key.last_used_at and key.last_used_at > now - USE_NOTED_EVERY:
        return
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
    ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def _name(name: str) -> str:
    clean = cleaning.name(name)
    if len(clean) > NAME_LENGTH:
        raise Refused(_("At most %d characters are accepted.") % NAME_LENGTH)
    return clean


def _scopes(scopes: list[str]) -> list[str]:
    if not scopes or not set(scopes) <= set(Scope.values):
        raise Refused(_("Choose one or more of: %s.") % ", ".join(Scope.values))
    return [scope for scope in Scope.values if scope in scopes]


def _future(moment: datetime | None) -> None:
    if moment is not None and moment <= timezone.now():
        raise Refused(_("This moment has passed."))
