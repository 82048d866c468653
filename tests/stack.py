"""Ahd as its users run it: web, workers and beat as processes over one configuration."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.servers import Process, free_port, wait_until

ROOT = Path(__file__).resolve().parents[1]


class Stack:
    """One installation in a folder of its own. Processes are started by need and all end with `stop`.

    Without `database_url` and `redis_url` it runs on the embedded defaults.
    """

    def __init__(self, folder: Path, database_url: str = "", redis_url: str = "", **settings: str) -> None:
        self.folder = folder
        self.processes: list[Process] = []
        passed = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ}
        self.env = passed | {"AHD_VAR": str(folder / "var"), "AHD_ENV_FILE": "", "PYTHONUNBUFFERED": "1"}
        self.env |= {"DATABASE_URL": database_url} if database_url else {}
        self.env |= {"REDIS_URL": redis_url} if redis_url else {}
        self.env |= settings

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one `manage.py` command to its end."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0 or not check, done.stdout + done.stderr
        return done

    def web(self) -> str:
        """Start the web server and return its address, without a slash at the end."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        self.start("web", "granian", "--interface", "wsgi", "--port", str(port), "config.wsgi:application")
        wait_until(lambda: _answers(f"{address}/healthz"), "web", 30)
        return address

    def worker(self, *options: str) -> Process:
        """Start one Celery worker; returns at once."""
        name = f"worker{len(self.processes)}"
        return self.start(
            name, "celery", "-A", "config", "worker", "-l", "INFO", "-n", f"{name}@%h", "-c", "1", *options
        )

    def beat(self, *options: str) -> Process:
        """Start the clock; returns at once."""
        schedule = self.folder / f"beat{len(self.processes)}"
        return self.start(
            "beat", "celery", "-A", "config", "beat", "-l", "INFO", "-s", str(schedule), *options
        )

    def start(self, name: str, module: str, *arguments: str) -> Process:
        """Start `python -m module arguments` in this configuration."""
        log = self.folder / f"{name}-{len(self.processes)}.log"
        process = Process(name, [sys.executable, "-m", module, *arguments], self.env, ROOT, log)
        self.processes.append(process)
        return process

    def stop(self) -> None:
        """End everything that still runs."""
        for process in self.processes:
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False
