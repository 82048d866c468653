"""What waits for people, in counts and in short lists: the front page of the admin."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet

from tracker.models import (
    Article,
    Commitment,
    Meeting,
    MessageState,
    Notification,
    OutgoingMessage,
    ReviewState,
    WorkState,
)
from tracker.queries import followups, workplace

SHORT_LIST = 8


def waiting(user: AbstractBaseUser | AnonymousUser, today: date) -> dict[str, int]:
    """How many records wait for whom to do what; each name is also a list of the admin."""
    commitments = Commitment.objects.all()
    return {
        "to_review": commitments.filter(review=ReviewState.PENDING).count(),
        "meetings_to_review": Meeting.objects.filter(review=ReviewState.PENDING).count(),
        "failed": Article.objects.filter(state=WorkState.FAILED).count(),
        "due_soon": commitments.filter(followups.due_soon(today)).count(),
        "overdue": commitments.filter(followups.overdue(today)).count(),
        "mine": commitments.filter(followups.is_open() & followups.mine(user.pk)).count() if user.pk else 0,
        "answers": followups.unsettled_answers().count(),
        "follow_ups": followups.open_follow_ups(today).count(),
        "failed_messages": OutgoingMessage.objects.filter(state=MessageState.FAILED).count(),
    }


def has_articles() -> bool:
    """Whether anything was submitted yet."""
    return Article.objects.exists()


def recent_articles() -> QuerySet[Article]:
    """The articles that came in last, with what was found in them."""
    return workplace.articles_for_list(Article.objects.order_by("-created_at", "-id"))[:SHORT_LIST]


def due_next(today: date) -> QuerySet[Commitment]:
    """Open commitments whose last day is still to come, the nearest first."""
    coming = Commitment.objects.filter(followups.is_open(), due_latest_on__gte=today)
    return workplace.with_parties(coming.order_by("due_latest_on", "id"))[:SHORT_LIST]


def unread_count(user: AbstractBaseUser | AnonymousUser) -> int:
    """How much the user was told in the admin and has not read yet."""
    return Notification.objects.filter(user=user.pk, read_at__isnull=True).count() if user.pk else 0


def unread(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Notification]:
    """What the user was told in the admin and has not read yet, the latest first."""
    told = Notification.objects.filter(user=user.pk, read_at__isnull=True).select_related("commitment")
    return told.order_by("-created_at", "-id")[:SHORT_LIST]
