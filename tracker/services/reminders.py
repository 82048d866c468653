"""Planning: the reminders that a commitment is to have are kept as rows, in step with rules and dates."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tracker.models import (
    CLOSED_STATUSES,
    Commitment,
    Reminder,
    ReminderRule,
    ReminderState,
    Review,
    ReviewAction,
    ReviewState,
    RuleTiming,
    Snooze,
    Status,
)
from tracker.services import clock, stages
from tracker.services.stages import Past, Stage


def plan(commitment: Commitment, *, now: datetime | None = None) -> None:
    """Bring the planned reminders of a commitment in step with its state, due date and the rules.

    Call it after every change of these, in the same transaction. What was handled stays; planned
    reminders that are not wanted any more go; missing ones are added. Safe to call at any time.
    """
    today = clock.day_of(now or timezone.now())
    with transaction.atomic(savepoint=False):
        rows = list(Reminder.objects.filter(commitment=commitment))
        wanted = {stage.key: stage for stage in _wanted(commitment, rows, today)}
        _drop_unwanted(rows, wanted)
        _add_missing(commitment, rows, wanted)


def due_at(day: date) -> datetime:
    """The moment at which reminders of a day are handed out."""
    return clock.moment(day, time(settings.AHD_REMINDER_HOUR))


def long_overdue_from(due_on: date) -> date:
    """The first day on which a commitment due on `due_on` is long overdue."""
    return due_on + timedelta(settings.AHD_LONG_OVERDUE_DAYS)


def _wanted(commitment: Commitment, rows: Sequence[Reminder], today: date) -> list[Stage]:
    """All stages that the commitment is to have planned or has had and keeps."""
    if commitment.review != ReviewState.ACCEPTED or commitment.status in CLOSED_STATUSES:
        return []
    follow_ups = _follow_ups(commitment, rows, today)
    if commitment.status == Status.UNVERIFIABLE:
        return follow_ups
    return follow_ups + _snoozes(commitment, rows, today) + _by_rule(commitment, rows, today)


def _by_rule(commitment: Commitment, rows: Sequence[Reminder], today: date) -> list[Stage]:
    rules = stages.applicable(ReminderRule.objects.filter(active=True), _traits(commitment))
    past = _past(rows)
    due_on = commitment.due_latest_on
    if due_on is None:
        checks = [rule for rule in rules if rule.timing == RuleTiming.CHECK]
        return stages.of_rules(checks, _accepted_on(commitment, rows, today), past, today) if checks else []
    timed = [rule for rule in rules if rule.timing != RuleTiming.CHECK]
    escalation = stages.once(stages.ESCALATION, due_on, long_overdue_from(due_on), past, today)
    return stages.of_rules(timed, due_on, past, today) + ([escalation] if escalation else [])


def _traits(commitment: Commitment) -> stages.Traits:
    return stages.Traits(
        kind=commitment.kind,
        owner_id=commitment.owner_id,
        actor_ids=set(commitment.parties.values_list("actor_id", flat=True)),
        topic_ids=set(commitment.topics.values_list("pk", flat=True)),
    )


def _past(rows: Sequence[Reminder]) -> Past:
    last: dict[str, date] = {}
    for row in rows:
        if row.handled_at is not None:
            handled_on = clock.day_of(row.handled_at)
            name = stages.family(row.stage)
            last[name] = max(last.get(name, handled_on), handled_on)
    return Past(planned=_planned_keys(rows), known={_key(row) for row in rows}, last_handled=last)


def _planned_keys(rows: Sequence[Reminder]) -> set[tuple[str, date]]:
    return {_key(row) for row in rows if row.state == ReminderState.PLANNED}


def _key(row: Reminder) -> tuple[str, date]:
    return row.stage, row.anchor_on


def _accepted_on(commitment: Commitment, rows: Sequence[Reminder], today: date) -> date:
    """The day that checks without a due date are counted from; the same as before, once there are any."""
    before = [row.anchor_on for row in rows if stages.family(row.stage) == RuleTiming.CHECK]
    if before:
        return max(before)
    accepted = (
        Review.objects.filter(commitment=commitment, action=ReviewAction.ACCEPTED)
        .order_by("-created_at")
        .values_list("created_at", flat=True)
        .first()
    )
    return clock.day_of(accepted) if accepted else today


def _follow_ups(commitment: Commitment, rows: Sequence[Reminder], today: date) -> list[Stage]:
    planned = _planned_keys(rows)
    wanted = [
        Stage(f"follow-up-{follow_up.pk}", follow_up.due_on, follow_up.due_on, follow_up_id=follow_up.pk)
        for follow_up in commitment.follow_ups.filter(done_at__isnull=True)
    ]
    return [stage for stage in wanted if stage.day_on >= today or stage.key in planned]


def _snoozes(commitment: Commitment, rows: Sequence[Reminder], today: date) -> list[Stage]:
    """A reminder at the end of each rest, for whom it was."""
    planned = _planned_keys(rows)
    wanted = [
        Stage(_snooze_name(subscriber), until, until, subscriber_id=subscriber)
        for subscriber, until in Snooze.objects.filter(
            commitment=commitment, ended_at__isnull=True
        ).values_list("subscriber_id", "until_on")
    ]
    return [stage for stage in wanted if stage.day_on >= today or stage.key in planned]


def _snooze_name(subscriber_id: UUID | None) -> str:
    return f"{stages.SNOOZE}-{subscriber_id}" if subscriber_id else stages.SNOOZE


def _drop_unwanted(rows: Sequence[Reminder], wanted: dict[tuple[str, date], Stage]) -> None:
    unwanted = [row.pk for row in rows if row.state == ReminderState.PLANNED and _key(row) not in wanted]
    if unwanted:
        Reminder.objects.filter(pk__in=unwanted, state=ReminderState.PLANNED).delete()


def _add_missing(
    commitment: Commitment, rows: Sequence[Reminder], wanted: dict[tuple[str, date], Stage]
) -> None:
    """Store what is not there yet; somebody planning at the same moment may have stored it already."""
    known = {_key(row) for row in rows}
    Reminder.objects.bulk_create(
        [_row(commitment, stage) for key, stage in wanted.items() if key not in known],
        ignore_conflicts=True,
    )


def _row(commitment: Commitment, stage: Stage) -> Reminder:
    return Reminder(
        commitment=commitment,
        stage=stage.name,
        anchor_on=stage.anchor_on,
        day_on=stage.day_on,
        due_at=due_at(stage.day_on),
        rule_id=stage.rule_id,
        follow_up_id=stage.follow_up_id,
        subscriber_id=stage.subscriber_id,
    )
