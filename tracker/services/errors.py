"""What a service raises when it will not do what was asked; doors turn these into answers."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class ServiceError(Exception):
    """A refusal. `message` is a sentence for people (translated), `code` a word for programs."""

    code = "refused"

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class InvalidInput(ServiceError):  # noqa: N818
    """Values that cannot be stored. `errors` maps each field to its messages."""

    code = "invalid"

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        named = (f"{field}: {' '.join(messages)}" for field, messages in errors.items())
        super().__init__("; ".join(named))
        self.errors = dict(errors)


class Conflict(ServiceError):  # noqa: N818
    """What was asked for does not go together with how things stand now."""

    code = "conflict"


class StaleVersion(Conflict):
    """Somebody changed the record since the caller read it. `current` is its version now."""

    code = "stale_version"

    def __init__(self, current: int) -> None:
        super().__init__(_("Somebody else changed this record meanwhile; look at it again."))
        self.current = current


class NotAllowed(ServiceError):  # noqa: N818
    """The person may not do this."""

    code = "not_allowed"

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("You may not do this."))
