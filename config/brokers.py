"""How the two brokers are spoken to: a Redis server, or files in a folder."""

from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES

TRANSPORT_ALIASES["filesystem"] = "config.files_broker:Transport"

FILES_URL = "filesystem://localhost//"


def redis_options(longest_task: float) -> dict[str, Any]:
    """Transport options for Redis, where no task takes longer than so many seconds."""
    return {
        # What a dead worker held comes back in minutes, not in the hour that is kombu's default.
        "visibility_timeout": max(120, int(2 * longest_task)),
        "unacked_restore_interval": 10,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        # Who sends does not wait for a broker that is away: the sweep sends what waits.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
    }


def file_options(folder: Path) -> dict[str, Any]:
    """Transport options for files below `folder`, whose two folders must exist."""
    messages = str(folder / "messages")
    return {
        "data_folder_in": messages,
        "data_folder_out": messages,
        "control_folder": str(folder / "control"),
        "polling_interval": 0.05,
    }
