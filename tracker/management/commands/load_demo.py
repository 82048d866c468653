"""Posts the demo articles of `seeds/` to a running Ahd over its HTTP API, as any client would."""

import json
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError
from rich.progress import track

from tracker.models import Scope
from tracker.services import keys

SECONDS_TO_WAIT = 60


class Command(BaseCommand):
    """Loads the demo; articles that are there already stay as they are."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the API answers and where the articles lie."""
        parser.add_argument(
            "--url", default="http://127.0.0.1:8000", help="address of Ahd (default %(default)s)"
        )
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "seeds", help="folder of articles"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Post each article with a key made for this purpose only."""
        files = sorted(options["folder"].glob("*.json"))
        if not files:
            raise CommandError(f"no *.json in {options['folder']}: name another --folder.")
        user = get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if user is None:
            raise CommandError("no administrator yet: run `manage.py create_admin` first.")
        _wait_for(options["url"])
        key, secret = keys.issue_key(user, "demo articles", [Scope.SUBMIT])
        try:
            codes = [_post(options["url"], secret, file) for file in track(files, "Demo articles")]
        finally:
            key.delete()
        self.stdout.write(f"Demo: {codes.count(202)} articles posted, {codes.count(200)} were there already.")


def _wait_for(url: str) -> None:
    """Return once the web server answers."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise CommandError(f"{url} did not answer within {SECONDS_TO_WAIT} s.") from None
            time.sleep(0.3)


def _post(url: str, secret: str, file: Path) -> int:
    """Submit one article and return the HTTP status."""
    request = urllib.request.Request(
        f"{url}/api/v1/articles/",
        data=file.read_bytes(),
        headers={
            "Authorization": f"Api-Key {secret}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"demo-{json.loads(file.read_bytes())['external_id']}",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        raise CommandError(f"{file.name}: {error.code} {error.read().decode()}") from None
