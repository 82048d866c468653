"""What workers do on a message: each task takes an id, calls one service, and returns nothing."""

import logging
import os
from typing import Any
from uuid import UUID

from celery import Task, shared_task
from celery.signals import worker_init

from tracker.services import extractor, heartbeats, messages, rules, runs, sweeping

log = logging.getLogger(__name__)


@worker_init.connect
def load_extractor(**_worker: object) -> None:
    """Load word lists and models before the processes of a worker part: they share them, no task waits."""
    extractor.warm_up()


@shared_task(name="tracker.tasks.extract_run", bind=True)
def extract_run(self: "Task[Any, Any]", run_id: str) -> None:
    """Extract the article of a pending run."""
    runs.execute(UUID(run_id), f"{self.request.hostname}/{os.getpid()}")


@shared_task(name="tracker.tasks.sweep_runs")
def sweep_runs() -> None:
    """Give up runs of dead workers and send again what waits."""
    done = runs.sweep()
    if any(done.values()):
        log.info("Swept: %(expired)d runs given up, %(sent)d sent again", done)


@shared_task(name="tracker.tasks.beat_heartbeat")
def beat_heartbeat() -> None:
    """Note that clock and workers are alive."""
    heartbeats.beat()


# After a long absence a round may have much to hand out; another one beside it does no harm.
@shared_task(name="tracker.tasks.sweep_reminders", soft_time_limit=600, time_limit=630)
def sweep_reminders() -> None:
    """Hand out what is due in follow-up and tell workers of the messages that wait."""
    sweeping.sweep()


@shared_task(name="tracker.tasks.deliver_message")
def deliver_message(message_id: str) -> None:
    """Send one outgoing message."""
    messages.deliver(UUID(message_id))


@shared_task(name="tracker.tasks.replan", soft_time_limit=3_600, time_limit=3_630)
def replan(replanning_id: str) -> None:
    """Plan all reminders anew after a change of rules."""
    rules.replan(UUID(replanning_id))
