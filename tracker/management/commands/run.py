"""Starts web, worker and beat in one terminal, on whatever database and broker are configured."""

import os
import shlex
import socket
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from honcho import manager as supervision

from tracker.models import Article

SECONDS_TO_STOP = 20


class Command(BaseCommand):
    """Migrates, makes an administrator on the first start, loads the demo, and serves until Ctrl-C."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address to listen on and what to leave out."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default %(default)s)")
        parser.add_argument("--workers", type=int, default=1, help="worker processes (default %(default)s)")
        parser.add_argument("--no-demo", action="store_true", help="do not load the demo articles")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, print where things are, and supervise the processes."""
        host, port = options["host"], options["port"]
        if _is_taken(host, port):
            raise CommandError(f"{host}:{port} is in use; stop what listens there or choose another --port.")
        self.stdout.write("Preparing the database and translations …")
        call_command("migrate", verbosity=0)
        call_command("compile_translations", verbosity=0)
        call_command("create_admin")
        address = f"http://{host}:{port}"
        self._announce(address)
        demo = None
        if not options["no_demo"] and not Article.objects.exists():
            demo = subprocess.Popen([sys.executable, "manage.py", "load_demo", "--url", address])
        supervision.KILL_WAIT = SECONDS_TO_STOP
        manager = supervision.Manager()
        for name, command in _processes(host, port, options["workers"]).items():
            manager.add_process(name, shlex.join([sys.executable, "-m", *command]), env=_environment())
        manager.loop()
        if demo is not None:
            demo.terminate()
            demo.wait()
        stopped_by_hand = manager.returncode in (130, 143)
        sys.exit(0 if stopped_by_hand else manager.returncode)

    def _announce(self, address: str) -> None:
        database = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
        broker = settings.CELERY_BROKER_URL.partition(":")[0]
        self.stdout.write(
            f"\n  Admin     {address}/admin/\n"
            f"  API       {address}/api/v1/docs/\n"
            f"  Database  {database}, broker {broker}. Ctrl-C stops everything.\n"
        )
        self.stdout.flush()


def _environment() -> dict[str, str]:
    """This environment, in which a worker takes the SIGTERM that its pool gets too as a quick end.

    What it was at work on is a row with a lease: the next start finishes it.
    """
    return os.environ | {"REMAP_SIGTERM": "SIGQUIT", "PYTHONUNBUFFERED": "1"}


def _processes(host: str, port: int, workers: int) -> dict[str, list[str]]:
    """Module and arguments of each process, by the name that stands before its log lines."""
    celery = ["celery", "--quiet", "-A", "config"]
    web = ["granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--log-level", "warning"]
    return {
        "web": [*web, "--host", host, "--port", str(port), "config.wsgi:application"],
        "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", str(workers)],
        "beat": [*celery, "beat", "--loglevel", "WARNING"],
    }


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
