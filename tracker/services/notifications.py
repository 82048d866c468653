"""Messages that users read in the admin."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from tracker.models import Notification


def unread(user: User) -> QuerySet[Notification]:
    """What the user has not read yet, newest first."""
    return Notification.objects.filter(user=user, read_at__isnull=True).select_related("commitment")


def mark_read(user: User, ids: Iterable[UUID] | None = None) -> int:
    """Mark the user's own notifications (None: all of them) as read; returns how many were unread."""
    rows = Notification.objects.filter(user=user, read_at__isnull=True)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=timezone.now(), updated_at=timezone.now())
