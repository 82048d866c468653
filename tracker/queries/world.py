"""Whether a reminder still makes sense at the moment it is about to reach somebody."""

from datetime import date

from django.db.models import Q

from tracker.models import (
    CLOSED_STATUSES,
    Commitment,
    Reminder,
    ReviewState,
    RuleTiming,
    SkipReason,
    Snooze,
    Status,
    Subscriber,
)

_COUNTED_FROM_DUE_DATE = (RuleTiming.BEFORE, RuleTiming.ON, RuleTiming.AFTER, "escalation")


def obsolete(reminder: Reminder, today: date, subscriber: Subscriber | None = None) -> SkipReason | None:
    """Why nobody (or not this subscriber) is to get this reminder any more, or None.

    Looks at the commitment as the reminder holds it: have it read afresh.
    """
    commitment = reminder.commitment
    if commitment.review == ReviewState.MERGED:
        return SkipReason.MERGED
    if commitment.review != ReviewState.ACCEPTED:
        return SkipReason.NOT_ACCEPTED
    if commitment.status in CLOSED_STATUSES:
        return SkipReason.CLOSED
    if reminder.follow_up is not None:
        return SkipReason.DONE if reminder.follow_up.done_at else None
    if commitment.status == Status.UNVERIFIABLE:
        return SkipReason.UNVERIFIABLE
    if _is_rescheduled(reminder, commitment):
        return SkipReason.RESCHEDULED
    return SkipReason.SNOOZED if rests(commitment, subscriber, today) else None


def rests(commitment: Commitment, subscriber: Subscriber | None, today: date) -> bool:
    """Whether reminders of the commitment rest today: for all, or (also) for this subscriber."""
    whose = Q(subscriber__isnull=True)
    if subscriber is not None:
        whose |= Q(subscriber=subscriber)
    return Snooze.objects.filter(
        whose, commitment=commitment, ended_at__isnull=True, until_on__gt=today
    ).exists()


def _is_rescheduled(reminder: Reminder, commitment: Commitment) -> bool:
    """Whether the day that the stage counts from is not the one it would count from now."""
    timing = reminder.stage.partition("-")[0]
    if timing in _COUNTED_FROM_DUE_DATE:
        return commitment.due_latest_on != reminder.anchor_on
    return timing == RuleTiming.CHECK and commitment.due_latest_on is not None
