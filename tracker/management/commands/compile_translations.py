"""`manage.py compile_translations`: makes the .mo files that Django reads, without GNU gettext."""

from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Compiles every catalogue of the tracker whose source is newer than what was compiled last."""

    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile; a catalogue that cannot be read stops the command with its name and line."""
        for source in sorted(catalogues()):
            compiled = source.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime > source.stat().st_mtime:
                continue
            try:
                polib.pofile(str(source), check_for_duplicates=True).save_as_mofile(str(compiled))
            except (OSError, ValueError) as error:
                raise CommandError(f"{source.parent.parent.name}: {error}") from error
            if options["verbosity"] > 0:
                self.stdout.write(f"compiled {source.parent.parent.name}")


def catalogues() -> list[Path]:
    """The .po files of the tracker."""
    return list(Path(apps.get_app_config("tracker").path, "locale").glob("*/LC_MESSAGES/django.po"))
