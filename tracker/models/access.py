"""Keys by which programs act for a user: hashed at rest, limited by scopes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.models import AbstractAPIKey

from tracker.models.base import PublicModel


class Scope(models.TextChoices):
    """What a key may be used for, within what its user may do."""

    READ = "read", _("read")
    SUBMIT = "submit", _("submit articles")
    REVIEW = "review", _("review and edit")


class ApiKey(AbstractAPIKey):
    """A program's key. The key itself is shown once, on creation; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_keys", verbose_name=_("user")
    )
    scopes = models.JSONField(_("scopes"), default=list)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)

    class Meta(AbstractAPIKey.Meta):
        verbose_name = _("API key")  # type: ignore[assignment]
        verbose_name_plural = _("API keys")  # type: ignore[assignment]


class FeedKey(PublicModel):
    """The secret in the addresses of a user's feeds, kept as a hash; a new one ends the old addresses."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="feed_key", verbose_name=_("user")
    )
    token_sha256 = models.CharField(_("token hash"), max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("feed key")
        verbose_name_plural = _("feed keys")

    def __str__(self) -> str:
        return str(self.user)
