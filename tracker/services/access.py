"""Who may do what: services ask here, whatever door the request came through."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

from tracker.services.errors import NotAllowed

Caller = AbstractBaseUser | AnonymousUser


def require(by: Caller, permission: str) -> User:
    """The user, if they hold the permission of `tracker` with this codename; raises NotAllowed."""
    if not isinstance(by, User) or not by.has_perm(f"tracker.{permission}"):
        raise NotAllowed()
    return by
