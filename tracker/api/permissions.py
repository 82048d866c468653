"""Who may do what: the role of the user, narrowed by the scopes of the key."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tracker.models import ApiKey, Scope


class Access(NamedTuple):
    """What an action asks for: a scope of the key and a permission of the user (`tracker.<codename>`)."""

    scope: Scope
    codename: str


def read(codename: str) -> Access:
    """Access by anyone who may view."""
    return Access(Scope.READ, codename)


def submit(codename: str) -> Access:
    """Access by those who bring articles in."""
    return Access(Scope.SUBMIT, codename)


def review(codename: str) -> Access:
    """Access by those who decide and edit."""
    return Access(Scope.REVIEW, codename)


class RoleAndScope(BasePermission):
    """Grants an action only when `view.access` names it and both the role and the key's scopes allow it."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """False asks a stranger to authenticate; a known user is told what is missing (403)."""
        if not request.user or not request.user.is_authenticated:
            return False
        action = getattr(view, "action", None)
        if action in (None, "metadata"):
            return True  # no such method here: answered with 405 next
        needed: Access = view.access[action]
        self._check_scope(request.auth, needed)
        self._check_role(request.user, needed)
        return True

    def _check_scope(self, auth: object, needed: Access) -> None:
        if isinstance(auth, ApiKey) and needed.scope not in auth.scopes:
            raise PermissionDenied(
                _("This API key lacks the scope “%(scope)s”. Use a key that has it.")
                % {"scope": needed.scope.value},
                "missing_scope",
            )

    def _check_role(self, user: Any, needed: Access) -> None:
        if not user.has_perm(f"tracker.{needed.codename}"):
            raise PermissionDenied(
                _("Your role lacks the permission “%(permission)s”. Ask an administrator for it.")
                % {"permission": needed.codename},
                "missing_permission",
            )
