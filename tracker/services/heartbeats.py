"""Signs of life: beat sends a task, a worker runs it, and the moment is kept."""

from datetime import datetime

from django.utils import timezone

from tracker.models import Heartbeat

BEAT = "beat"


def beat(name: str = BEAT) -> datetime:
    """Note that beat and a worker are alive now."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now})
    return now
