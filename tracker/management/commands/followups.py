"""Lists what waits in follow-up: commitments overdue and soon due, follow-ups, answers to settle."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import IO, Any, cast

from django.core.management import BaseCommand
from django.db.models import QuerySet
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tracker.models import Commitment
from tracker.queries import followups
from tracker.services import clock, content


class Command(BaseCommand):
    """The same lists as the admin's front page, for a terminal."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and how many."""
        parser.add_argument("--owner", metavar="USER", help="only what this user owns or is to do")
        parser.add_argument("--limit", type=int, default=50, help="at most so many lines a list (50)")
        parser.add_argument("--days", type=int, default=0, help="follow-ups up to so many days ahead (0)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the lists."""
        console = Console(file=cast(IO[str], self.stdout), width=None if self.stdout.isatty() else 160)
        today, owner, limit = clock.today(), options["owner"], options["limit"]
        lists = {
            "Long overdue": followups.long_overdue(today),
            "Overdue": followups.overdue(today) & ~followups.long_overdue(today),
            "Due soon": followups.due_soon(today),
            "Stale": followups.stale(today),
        }
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            for title in progress.track(list(lists), description="Listing"):
                found = Commitment.objects.filter(lists[title])
                _print_commitments(console, title, found, today, owner, limit)
        _print_follow_ups(console, today + timedelta(options["days"]), owner, limit)
        _print_answers(console, owner, limit)


def _print_commitments(
    console: Console, title: str, found: QuerySet[Commitment], today: date, owner: str | None, limit: int
) -> None:
    if owner:
        found = found.filter(owner__username=owner)
    table = Table("Due", "Days", "Status", "Owner", "Who", "Commitment", title=f"{title}: {found.count()}")
    rows = followups.with_delays(found).select_related("owner").order_by("due_latest_on", "created_at")
    for row in rows[:limit]:
        days = content.days_left(row, today)
        table.add_row(
            row.due_latest_on.isoformat() if row.due_latest_on else "—",
            "—" if days is None else f"{days:+d}",
            row.status,
            str(row.owner or "—"),
            content.who(row)[:40],
            row.action[:60],
        )
    console.print(table)


def _print_follow_ups(console: Console, until: date, owner: str | None, limit: int) -> None:
    found = followups.open_follow_ups(until)
    if owner:
        found = found.filter(assignee__username=owner)
    table = Table("Day", "Assignee", "Note", "Commitment", title=f"Follow-ups: {found.count()}")
    for row in found[:limit]:
        table.add_row(
            row.due_on.isoformat(), str(row.assignee or "—"), row.note[:40], row.commitment.action[:60]
        )
    console.print(table)


def _print_answers(console: Console, owner: str | None, limit: int) -> None:
    found = followups.unsettled_answers()
    if owner:
        found = found.filter(commitment__owner__username=owner)
    table = Table("Given", "Answer", "By", "Commitment", title=f"Answers to settle: {found.count()}")
    for row in found[:limit]:
        table.add_row(
            clock.day_of(row.created_at).isoformat(),
            row.choice,
            str(row.by or row.subscriber or "—"),
            row.commitment.action[:60],
        )
    console.print(table)
