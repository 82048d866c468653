"""Prints every setting with its meaning and default, as a `.env.example`."""

from typing import Any

from django.core.management import BaseCommand

from config.environment import example


class Command(BaseCommand):
    """Reads nothing but the declarations of the settings."""

    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(example())
