"""Extracts anew the articles whose result is of an older extractor; reviewed records stay as they are."""

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from rich.progress import track

from tracker.models import Article, WorkState
from tracker.services import extractor, runs


class Command(BaseCommand):
    """Plans the runs for the workers, or with --here does them in this process."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, and who does them."""
        parser.add_argument("--limit", type=int, help="at most so many articles")
        parser.add_argument("--here", action="store_true", help="extract in this process, without workers")
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan a run for each outdated article."""
        ids = runs.outdated()[: options["limit"]]
        self.stdout.write(f"{len(ids)} articles were not read by extractor {extractor.version()}.")
        if options["dry_run"] or not ids:
            return
        outcomes = [self._upgrade(article_id, options["here"]) for article_id in track(ids, "Upgrading")]
        failed = outcomes.count(WorkState.FAILED)
        verb = "Extracted" if options["here"] else "Planned"
        self.stdout.write(f"{verb}: {len(outcomes) - outcomes.count(None) - failed}. Failed: {failed}.")

    def _upgrade(self, article_id: Any, here: bool) -> WorkState | None:
        run = runs.upgrade(Article.objects.get(pk=article_id))
        if run is None:
            return None
        if not here:
            return WorkState.PENDING
        return runs.execute(run.pk, f"{socket.gethostname()}/{os.getpid()}")
