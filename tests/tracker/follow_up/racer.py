"""A process that changes one commitment's status the moment a file appears; prints what came of it.

`python -m tests.tracker.follow_up.racer COMMITMENT USER STATUS GO`
"""

import os
import sys
import time
from pathlib import Path

import django


def main(commitment_id: str, user_id: str, status: str, go: str) -> None:
    """Read the commitment, wait for the file, change the status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.contrib.auth.models import User

    from tracker.models import Commitment
    from tracker.services import statuses
    from tracker.services.errors import StaleVersion

    commitment, user = Commitment.objects.get(pk=commitment_id), User.objects.get(pk=user_id)
    print("ready", flush=True)
    while not Path(go).exists():
        time.sleep(0.001)
    try:
        statuses.change_status(commitment, status, by=user, version=1)
    except StaleVersion:
        print("told", flush=True)
    else:
        print("won", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
