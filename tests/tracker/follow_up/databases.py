"""A look into the database of a running installation from a test's own process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.db.utils import load_backend

from config import databases
from tests.stack import Stack


@contextmanager
def opened(stack: Stack) -> Iterator[None]:
    """Within, the models of this process read and write the installation's database."""
    url = stack.env.get("DATABASE_URL") or f"sqlite:///{Path(stack.env['AHD_VAR']) / 'ahd.sqlite3'}"
    before = connections["default"]
    settings = connections.configure_settings({"default": databases.database(url, 4)})["default"]
    opened_connection = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")
    connections["default"] = opened_connection
    try:
        yield
    finally:
        opened_connection.close()
        connections["default"] = before
