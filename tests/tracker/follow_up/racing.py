"""Several processes change the status of one commitment at the same moment: one wins, the others are told."""

from pathlib import Path

from tests.servers import wait_until
from tests.stack import Stack
from tests.tracker.follow_up import make
from tracker.models import Commitment, StatusChange


def race(stack: Stack, go: Path) -> None:
    """Within `databases.opened(stack)`: start four racers, let them go at once, look at what is left."""
    reviewer, commitment = make.user("reviewer"), make.commitment()
    racers = [
        stack.start(
            f"racer{number}",
            "tests.tracker.follow_up.racer",
            str(commitment.pk),
            str(reviewer.pk),
            status,
            str(go),
        )
        for number, status in enumerate(["in_progress", "stalled"] * 2)
    ]
    wait_until(lambda: all("ready" in racer.output for racer in racers), "racers", 60)
    go.touch()
    wait_until(lambda: not any(racer.running for racer in racers), "racers", 30)
    outcomes = sorted(racer.output.split()[-1] for racer in racers)
    assert outcomes == ["told"] * 3 + ["won"], [racer.output for racer in racers]
    row, after = StatusChange.objects.get(), Commitment.objects.get(pk=commitment.pk)
    assert (after.status, after.version) == (row.to_status, 2)
