"""`manage.py run`: one terminal, everything up, the demo loaded over HTTP, a clean end."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.servers import free_port, wait_until
from tests.stack import ROOT, Stack

DEMO = sorted((ROOT / "seeds").glob("*.json"))


def start(stack: Stack, port: int, *options: str) -> subprocess.Popen[str]:
    """The command as a user starts it."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "run", "--port", str(port), *options],
        env=stack.env,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def interrupt(run: subprocess.Popen[str]) -> str:
    """Press Ctrl-C; the whole output, once it has ended."""
    run.send_signal(signal.SIGINT)
    output, _ = run.communicate(timeout=40)
    assert run.returncode == 0, output
    return output


def states(stack: Stack) -> list[str]:
    """The state of each article in the embedded database."""
    database = stack.folder / "var" / "ahd.sqlite3"
    if not database.exists():
        return []
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return [state for (state,) in connection.execute("SELECT state FROM tracker_article")]
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()


def survivors(stack: Stack) -> list[str]:
    """Processes that still run in the installation's environment."""
    mark = f"AHD_VAR={stack.env['AHD_VAR']}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_first_start_loads_the_demo_and_ctrl_c_ends_all(stack: Stack) -> None:
    """A password once, nine articles extracted, a second start that reuses what is there."""
    port = free_port()
    run = start(stack, port)
    wait_until(lambda: states(stack) == ["done"] * len(DEMO), "demo", 60)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
        assert answer.status == 200
    first = interrupt(run)
    assert re.search(r"Password +\S{12,}", first)
    assert f"http://127.0.0.1:{port}/admin/" in first
    assert re.search(r"\d\d:\d\d:\d\d worker +\|", first)
    assert survivors(stack) == []

    run = start(stack, port)
    wait_until(lambda: _is_up(port), "second start", 60)
    second = interrupt(run)
    assert "Password" not in second
    assert len(states(stack)) == len(DEMO)
    assert survivors(stack) == []


def test_the_same_command_uses_postgres_and_redis(full_stack: Stack) -> None:
    """With DATABASE_URL and REDIS_URL set, the demo goes through those servers."""
    port = free_port()
    run = start(full_stack, port)
    wait_until(lambda: _is_up(port), "start", 60)
    wait_until(lambda: full_stack.manage("followups", check=False).returncode == 0, "migrations", 30)
    output = interrupt(run)
    assert "Database  postgresql, broker redis" in output
    assert not (full_stack.folder / "var" / "ahd.sqlite3").exists()
    assert not (full_stack.folder / "var" / "broker").exists()


def test_port_in_use_is_said(stack: Stack) -> None:
    """Nothing starts on a taken port, and the message names the cure."""
    port = int(stack.web().rpartition(":")[2])
    run = start(stack, port)
    output, _ = run.communicate(timeout=60)
    assert run.returncode == 1
    assert f"127.0.0.1:{port} is in use" in output
    assert "--port" in output


def test_demo_articles_are_requests_as_they_stand() -> None:
    """Each file can be sent with curl: a JSON object with the fields of the API and nothing else."""
    for file in DEMO:
        article = json.loads(file.read_text(encoding="utf-8"))
        assert set(article) <= {"title", "body", "source", "url", "published_on", "external_id", "language"}


def _is_up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
            return True
    except OSError:
        return False
