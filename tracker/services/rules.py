"""Rules of reminding: changing one plans the reminders of all accepted commitments anew, step by step."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import (
    Actor,
    Commitment,
    CommitmentKind,
    ReminderRule,
    Replanning,
    ReviewState,
    RuleTiming,
    Topic,
)
from tracker.services import permits, queue, reminders
from tracker.services.errors import InvalidInput

REPLAN = "tracker.tasks.replan"
STEP = 200
MOST_DAYS = 3_650


@dataclass(frozen=True, slots=True)
class RuleInput:
    """A rule as a person writes it; an empty condition matches every commitment."""

    timing: RuleTiming | str
    days: int = 0
    every_days: int | None = None
    name: str = ""
    silent: bool = False
    active: bool = True
    kind: CommitmentKind | str = ""
    actor: Actor | None = None
    topic: Topic | None = None
    assignee: User | None = None


def create_rule(new: RuleInput, *, by: User) -> ReminderRule:
    """Add a rule. Raises NotAllowed, InvalidInput (by field of RuleInput)."""
    permits.require_permission(by, "tracker.add_reminderrule")
    return _store(ReminderRule(), new)


def change_rule(rule: ReminderRule, new: RuleInput, *, by: User) -> ReminderRule:
    """Replace what a rule says. Raises NotAllowed, InvalidInput (by field of RuleInput)."""
    permits.require_permission(by, "tracker.change_reminderrule")
    return _store(rule, new)


def delete_rule(rule: ReminderRule, *, by: User) -> None:
    """Remove a rule; reminders it has led to stay. Raises NotAllowed."""
    permits.require_permission(by, "tracker.delete_reminderrule")
    with transaction.atomic():
        rule.delete()
        replan_all()


def replan_all() -> Replanning:
    """Leave the work of planning all open commitments anew, and wake a worker for it."""
    row = Replanning.objects.create()
    queue.send_on_commit(REPLAN, row.pk)
    return row


def replan_open(now: datetime | None = None) -> int:
    """Take every unfinished re-planning to its end; returns how many commitments were planned."""
    waiting = list(Replanning.objects.filter(done_at__isnull=True).order_by("created_at"))
    return sum(replan(row.pk, now) for row in waiting)


def replan(replanning_id: UUID, now: datetime | None = None) -> int:
    """Plan commitments anew, a step a transaction, to the end; returns how many.

    A process that dies loses the step at hand; the next one goes on from the cursor. Two at once
    do the same work twice, which changes nothing.
    """
    planned = 0
    while (step := _step(replanning_id, now or timezone.now())) is not None:
        planned += step
    return planned


@transaction.atomic
def _step(replanning_id: UUID, now: datetime) -> int | None:
    row = Replanning.objects.select_for_update().get(pk=replanning_id)
    if row.done_at is not None:
        return None
    following = Commitment.objects.filter(review=ReviewState.ACCEPTED).order_by("pk")
    if row.cursor is not None:
        following = following.filter(pk__gt=row.cursor)
    batch = list(following[:STEP])
    for commitment in batch:
        reminders.plan(commitment, now=now)
    Replanning.objects.filter(pk=row.pk).update(
        cursor=batch[-1].pk if batch else row.cursor,
        planned=F("planned") + len(batch),
        done_at=None if len(batch) == STEP else timezone.now(),
        updated_at=timezone.now(),
    )
    return len(batch)


def _store(rule: ReminderRule, new: RuleInput) -> ReminderRule:
    check(new)
    for name in RuleInput.__dataclass_fields__:
        setattr(rule, name, getattr(new, name))
    with transaction.atomic():
        rule.save()
        replan_all()
    return rule


def check(new: RuleInput) -> None:
    """Raise InvalidInput, by field of RuleInput, for a rule that cannot be stored."""
    errors: dict[str, list[str]] = {}
    if new.timing not in RuleTiming.values:
        errors["timing"] = [_("There is no such timing.")]
    if new.timing == RuleTiming.ON and new.days != 0:
        errors["days"] = [_("On the due date means no days before or after it.")]
    if new.timing != RuleTiming.ON and not 1 <= new.days <= MOST_DAYS:
        errors["days"] = [_("Give a number of days from 1 to %(most)d.") % {"most": MOST_DAYS}]
    if new.every_days is not None:
        if new.timing not in (RuleTiming.AFTER, RuleTiming.CHECK):
            errors["every_days"] = [_("Only reminders after the due date, or without one, repeat.")]
        elif not 1 <= new.every_days <= MOST_DAYS:
            errors["every_days"] = [_("Give a number of days from 1 to %(most)d.") % {"most": MOST_DAYS}]
    if new.kind and new.kind not in CommitmentKind.values:
        errors["kind"] = [_("There is no such kind of commitment.")]
    if len(new.name) > 200:
        errors["name"] = [_("This name is too long.")]
    if errors:
        raise InvalidInput(errors)
