"""The Django application that keeps articles, meetings, commitments and their follow-up."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """Names the application in the admin."""

    name = "tracker"
    verbose_name = _("Ahd")
