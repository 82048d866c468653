"""Wakes a worker: sends the id of a row that waits. The row is the work; a lost message costs a sweep."""

import logging
from collections.abc import Iterable
from uuid import UUID

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

EXTRACT = "tracker.tasks.extract_run"


def send(task: str, row_id: UUID) -> bool:
    """Send one id to a task. Returns False, and only logs, where the broker cannot be reached."""
    return send_all(task, [row_id]) == 1


def send_all(task: str, row_ids: Iterable[UUID]) -> int:
    """Send ids over one connection, stopping at the first that the broker refuses; returns how many went."""
    sent = 0
    try:
        with current_app.producer_or_acquire() as producer:
            for row_id in row_ids:
                current_app.send_task(task, [str(row_id)], producer=producer, retry=False)
                sent += 1
    except (OperationalError, OSError) as error:
        log.warning("The broker takes no messages (%s): the next sweep will send what waits.", error)
    return sent


def send_on_commit(task: str, row_id: UUID) -> None:
    """Send an id once the row it names is there for others to see."""
    transaction.on_commit(lambda: send(task, row_id), robust=True)
