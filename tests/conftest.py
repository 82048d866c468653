"""Fixtures that every test may use: the material kept beside the project, and real servers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from django.core.management import call_command

from tests.servers import PostgresServer, RedisServer, Server, ServerMissingError, SmtpServer
from tests.stack import ROOT, Stack

S = TypeVar("S", bound=Server)
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")


def absent(what: str) -> None:
    """Skip the test for want of something; in CI, fail instead."""
    if IN_CI:
        pytest.fail(f"{what} (in CI this is a failure)")
    pytest.skip(what)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the translations once, before any worker of the run reads them."""
    if not hasattr(session.config, "workerinput"):
        call_command("compile_translations", verbosity=0)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold sets and real articles, which users of the project do not have."""
    folder = Path(os.environ.get("AHD_SHARED") or ROOT.parent / "shared")
    if not (folder / "eval").is_dir():
        absent(f"no evaluation material in {folder}: set AHD_SHARED")
    return folder


@contextmanager
def running(server: S) -> Iterator[S]:
    """The server, started; without its program the test is skipped (in CI: fails)."""
    try:
        with server:
            yield server
    except ServerMissingError as error:
        absent(str(error))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL for the whole run; take `postgres.new_database()` for a test's own."""
    with running(PostgresServer()) as server:
        yield server


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """A Redis of the test's own, to be flushed, killed and started again at will."""
    with running(RedisServer()) as server:
        yield server


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """An SMTP server of the test's own; `.messages` is what it accepted."""
    with running(SmtpServer()) as server:
        yield server


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """An installation on the embedded defaults: SQLite and a broker of files."""
    stack = Stack(tmp_path)
    yield stack
    stack.stop()


@pytest.fixture
def full_stack(tmp_path: Path, postgres: PostgresServer, redis_server: RedisServer) -> Iterator[Stack]:
    """An installation on a real PostgreSQL and a real Redis."""
    stack = Stack(tmp_path, postgres.new_database(), redis_server.url)
    yield stack
    stack.stop()
