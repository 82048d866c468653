"""The round that beat asks for each minute: everything in follow-up whose moment has come is set going."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError as DatabaseError
from django.utils import timezone

from tracker.services import digests, handing_out, messages, reports, rules

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """How much of each a round set going; `planned` are commitments planned anew after a change of rules."""

    planned: int
    reminders: int
    digests: int
    reports: int
    messages: int


def sweep(now: datetime | None = None) -> Round:
    """One round, in which a part that fails keeps no other from its turn. Safe to run twice at once."""
    now = now or timezone.now()
    done = Round(
        planned=_part(rules.replan_open, now),
        reminders=_part(_hand_out_all, now),
        digests=_part(digests.gather_due, now),
        reports=_part(reports.issue_due, now),
        messages=_part(messages.sweep, now),
    )
    if any(asdict(done).values()):
        log.info("follow-up: %s", asdict(done))
    return done


def _hand_out_all(now: datetime) -> int:
    """Hand out batch after batch until none is due."""
    handed = 0
    while batch := handing_out.hand_out_due(now):
        handed += batch
    return handed


def _part(run: Callable[[datetime], int], now: datetime) -> int:
    try:
        return run(now)
    except (SoftTimeLimitExceeded, DatabaseError):
        raise
    except Exception:
        log.exception("a part of the follow-up round failed")
        return 0
