"""`manage.py extract_translations`: gathers the texts to translate into the .po files (needs GNU gettext)."""

from contextlib import chdir
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tracker.management.commands.compile_translations import catalogues

SOURCE_LANGUAGE = "en"


class Command(BaseCommand):
    """Runs Django's makemessages over the tracker as the project keeps its catalogues."""

    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Extract, then say how much is left to translate; exit status 1 if anything is."""
        with chdir(apps.get_app_config("tracker").path):
            call_command(
                "makemessages",
                locale=[code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE],
                add_location="file",
                no_obsolete=True,
                verbosity=options["verbosity"],
            )
        left = 0
        for catalogue in catalogues():
            entries = polib.pofile(str(catalogue))
            waiting = entries.untranslated_entries() + entries.fuzzy_entries()
            self.stdout.write(
                f"{catalogue.parent.parent.name}: {len(waiting)} of {len(entries)} to translate"
            )
            left += len(waiting)
        if left:
            raise CommandError(f"{left} entries are to be translated.")
