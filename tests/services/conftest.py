"""One installation on each pair of database and broker, its web server running, and a client of it."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import running
from tests.servers import PostgresServer, Process, RedisServer, wait_until
from tests.stack import Stack

# Everything that waits in an installation of weeks waits for seconds here.
HASTE = {
    "AHD_SWEEP_SECONDS": "1",
    "AHD_RETRY_SECONDS": "0.1",
    "AHD_EXTRACTION_SECONDS": "8",
    "AHD_MAX_TRIES": "6",
    "AHD_FOLLOW_UP_SWEEP_SECONDS": "3600",
}
Answer = tuple[int, dict[str, Any]]


@dataclass
class Installation:
    """A stack with a web server, and what a client needs to speak to it."""

    stack: Stack
    address: str
    key: str
    redis: RedisServer | None = None

    def request(self, path: str, body: object = None, **headers: str) -> Answer:
        """Status and JSON of one request; a body makes it a POST."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data)
        named = {"Authorization": f"Api-Key {self.key}", "Content-Type": "application/json", **headers}
        for name, value in named.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def post(self, text: str, key: str = "", **fields: object) -> Answer:
        """Submit an article."""
        headers = {"Idempotency_Key": key} if key else {}
        return self.request(
            "/api/v1/articles/", {"body": text, "source": "جريدة الواحة", **fields}, **headers
        )

    def post_at_once(self, bodies: list[dict[str, Any]]) -> list[Answer]:
        """Submit several articles at the same moment."""
        with ThreadPoolExecutor(len(bodies)) as pool:
            return list(pool.map(lambda body: self.post(**body), bodies))

    def article(self, article_id: str) -> dict[str, Any]:
        """The article as it stands."""
        return self.request(f"/api/v1/articles/{article_id}/")[1]

    def wait(self, article_ids: list[str], state: str = "done", seconds: float = 60) -> None:
        """Return once all articles are in that state."""
        left = list(article_ids)

        def arrived() -> bool:
            left[:] = [each for each in left if self.article(each)["state"] != state]
            return not left

        try:
            wait_until(arrived, f"{state} articles", seconds, every=0.2)
        except TimeoutError:
            logs = "\n".join(process.output[-3000:] for process in self.stack.processes)
            pytest.fail(f"{len(left)} articles are not {state}: {self.article(left[0])}\n{logs}")

    def end_workers(self) -> None:
        """Kill every process but the web server."""
        for process in self.stack.processes[1:]:
            process.kill()


def install(stack: Stack, redis: RedisServer | None = None) -> Installation:
    """Migrate, make a key, start the web server."""
    stack.manage("migrate", "-v0")
    stack.manage("create_admin")
    key = stack.manage("create_key", "admin", "test", "--scopes", "read", "submit").stdout.strip()
    return Installation(stack, stack.web(), key, redis)


@pytest.fixture(scope="package", params=["embedded", "servers"])
def installed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The embedded defaults, or PostgreSQL and Redis."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        stack = Stack(folder, **HASTE)
        yield install(stack)
        stack.stop()
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    with running(RedisServer()) as redis:
        stack = Stack(folder, postgres.new_database(), redis.url, **HASTE)
        yield install(stack, redis)
        stack.stop()


@pytest.fixture
def installation(installed: Installation) -> Iterator[Installation]:
    """The installation, without workers before and after."""
    yield installed
    installed.end_workers()


Killer = Callable[[Process, str], None]


@pytest.fixture
def kill_at_work(installation: Installation) -> Killer:
    """Kills a worker the moment an article is running."""

    def kill(worker: Process, article_id: str) -> None:
        deadline = time.monotonic() + 60
        while installation.article(article_id)["state"] != "running":
            assert time.monotonic() < deadline, worker.output
        worker.kill()

    return kill
