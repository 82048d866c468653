"""Hands out the reminders that are due, as beat does by itself; or only tells what would be sent, and why."""

from argparse import ArgumentParser
from datetime import datetime, time
from typing import IO, Any, cast

from django.core.management import BaseCommand
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tracker.models import Reminder
from tracker.services import clock, ledger, messages, preview, sweeping


class Command(BaseCommand):
    """One round of follow-up."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only to look, or to deliver here."""
        parser.add_argument("--dry-run", action="store_true", help="print what would be sent and why")
        parser.add_argument("--until", metavar="YYYY-MM-DD", help="with --dry-run: as if that day were over")
        parser.add_argument("--here", action="store_true", help="deliver in this process, without workers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview, or run the round."""
        console = Console(file=cast(IO[str], self.stdout), width=None if self.stdout.isatty() else 160)
        if options["dry_run"]:
            _preview(console, _moment(options["until"]))
            return
        if options["until"]:
            raise CommandError("--until goes with --dry-run only.")
        done = sweeping.sweep()
        self.stdout.write(
            f"Reminders handed out: {done.reminders}. Digests: {done.digests}. Reports: {done.reports}. "
            f"Messages given to workers: {done.messages}."
        )
        if options["here"]:
            self._deliver(console)

    def _deliver(self, console: Console) -> None:
        due = ledger.pending_ids(timezone.now())
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            outcomes = [str(messages.deliver(one)) for one in progress.track(due, description="Delivering")]
        told = ", ".join(f"{outcome}: {outcomes.count(outcome)}" for outcome in sorted(set(outcomes)))
        self.stdout.write(f"Delivered here: {told or 'nothing'}.")


def _moment(until: str | None) -> datetime:
    if until is None:
        return timezone.now()
    try:
        day = parse_date(until)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"--until is {until!r}, but must be a day such as 2026-09-30.")
    return clock.moment(day, time(23, 59, 59))


def _preview(console: Console, now: datetime) -> None:
    table = Table("Due", "Stage", "Because of", "Commitment", "To", "How", title="What would be sent")
    sent = skipped = 0
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for line in progress.track(preview.due(now), total=preview.due_count(now), description="Looking"):
            skipped += line.skipped is not None
            sent += len(line.to)
            for row in _rows(line):
                table.add_row(*row)
    console.print(table)
    console.print(f"{sent} messages would be sent; {skipped} reminders would be skipped.")


def _rows(line: preview.Line) -> list[tuple[str, ...]]:
    reminder = line.reminder
    start = (reminder.day_on.isoformat(), reminder.stage, _cause(reminder), str(line.commitment)[:60])
    if line.skipped is not None:
        return [(*start, "—", f"skipped: {line.skipped.value}")]
    return [(*start, who, f"{channel}, {cadence}") for who, channel, cadence in line.to]


def _cause(reminder: Reminder) -> str:
    return f"rule {reminder.rule}" if reminder.rule is not None else reminder.stage.partition("-")[0]
