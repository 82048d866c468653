"""Several processes at the same commitment at the same moment, on both databases."""

from pathlib import Path
from typing import Any

import pytest

from tests.servers import wait_until
from tests.stack import Stack
from tests.tracker.follow_up import databases, make
from tracker.models import Commitment, StatusChange


@pytest.mark.parametrize("kind", ["stack", "full_stack"])
def test_of_four_people_at_once_one_wins(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any
) -> None:
    stack: Stack = request.getfixturevalue(kind)
    stack.manage("migrate")
    go = tmp_path / "go"
    with django_db_blocker.unblock(), databases.opened(stack):
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
        row, after = StatusChange.objects.get(), Commitment.objects.get()
        assert (after.status, after.version) == (row.to_status, 2)
