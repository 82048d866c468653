"""How much work waits, and for how long."""

from datetime import datetime, timedelta

from django.db.models import Count, Min

from tracker.models import OPEN_STATES, ExtractionRun, WorkState


def oldest_waiting(now: datetime) -> timedelta:
    """For how long the oldest pending run that is due has waited; zero if none does."""
    due = ExtractionRun.objects.filter(state=WorkState.PENDING, due_at__lte=now)
    oldest: datetime | None = due.aggregate(oldest=Min("due_at"))["oldest"]
    return now - oldest if oldest else timedelta(0)


def open_runs() -> dict[str, int]:
    """The number of runs in each open state."""
    counted = ExtractionRun.objects.filter(state__in=OPEN_STATES).values_list("state").annotate(n=Count("pk"))
    return {str(state): 0 for state in OPEN_STATES} | dict(counted.order_by())
