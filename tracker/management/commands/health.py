"""Says whether database, migrations, broker, queue and clock are well; exit code 1 where one is not."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from tracker.services import health


class Command(BaseCommand):
    """What `/readyz` answers, for a terminal or a container's health check."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which parts to look at."""
        parser.add_argument(
            "--only", nargs="+", choices=sorted(health.CHECKS), help="parts to examine (default: all)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine and print one line a part."""
        names = options["only"] or list(health.CHECKS)
        findings = [health.examine_one(name) for name in names]
        for finding in findings:
            state = self.style.SUCCESS("well") if finding.ok else self.style.ERROR("ill ")
            self.stdout.write(f"{state}  {finding.name:<11}{finding.detail}")
        if not all(finding.ok for finding in findings):
            sys.exit(1)
