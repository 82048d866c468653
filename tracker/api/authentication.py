"""Who is asking: the user behind an API key, or the user of a browser session."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from tracker.models import ApiKey
from tracker.services import keys

KEYWORD = "Api-Key"
# Anything else cannot be a key and need not reach the database.
KEY_FORM = re.compile(r"[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}\Z")


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Api-Key <prefix>.<secret>`; the key's scopes then limit its user's role."""

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        """The key's user and the key; None when the request carries no key at all."""
        keyword, _space, plain = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if keyword.lower() != KEYWORD.lower():
            return None
        key = self._find(plain.strip())
        self._refuse_unusable(key)
        keys.touch(key)
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        """The challenge sent with 401."""
        return f'{KEYWORD} realm="Ahd"'

    def _find(self, plain: str) -> ApiKey:
        if KEY_FORM.match(plain):
            key: ApiKey | None = (
                ApiKey.objects.select_related("user").filter(prefix=plain.partition(".")[0]).first()
            )
            if key is not None and key.is_valid(plain):
                return key
        raise exceptions.AuthenticationFailed(
            _("This API key is not known. Send “Authorization: Api-Key …” with a key issued here."),
            "unknown_key",
        )

    def _refuse_unusable(self, key: Any) -> None:
        if key.revoked:
            raise exceptions.AuthenticationFailed(
                _("This API key was revoked. Use another key."), "revoked_key"
            )
        if key.has_expired:
            raise exceptions.AuthenticationFailed(
                _("This API key has expired. Use another key."), "expired_key"
            )
        if not key.user.is_active:
            raise exceptions.AuthenticationFailed(
                _("The user of this API key is disabled. Use another user's key."), "inactive_user"
            )
