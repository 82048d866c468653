"""Gives up runs of dead workers and sends again what waits, as beat does by itself."""

from typing import Any

from django.core.management import BaseCommand

from tracker.queries import queue
from tracker.services import runs


class Command(BaseCommand):
    """For installations without beat, and for the impatient."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep once and say what was done."""
        done = runs.sweep()
        waiting = queue.open_runs()
        self.stdout.write(
            f"Given up: {done['expired']}. Sent again: {done['sent']}. "
            f"Now pending: {waiting['pending']}, running: {waiting['running']}."
        )
