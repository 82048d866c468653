"""Turns the database and mail addresses of the environment into Django's dictionaries."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"


def database(url: str, pool: int) -> dict[str, Any]:
    """Django's settings for a database URL: a pool on PostgreSQL, concurrent writers on SQLite."""
    parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    options = parsed.setdefault("OPTIONS", {})
    if "sqlite" in parsed["ENGINE"]:
        parsed |= {"CONN_MAX_AGE": None}
        options |= {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
    else:
        parsed |= {"CONN_MAX_AGE": 0}
        options |= {"pool": {"min_size": 0, "max_size": pool, "timeout": 20}}
    return parsed


def mail(url: str, folder: Path) -> dict[str, Any]:
    """Django's EMAIL_ settings for a mail URL; without one, messages become files in `folder`."""
    parts = urlsplit(url or f"file://{folder}")
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "FILE_PATH": unquote(parts.path),
        }
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "HOST": parts.hostname or "localhost",
        "PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "HOST_USER": unquote(parts.username or ""),
        "HOST_PASSWORD": unquote(parts.password or ""),
        "USE_TLS": parts.scheme == "smtp+tls",
        "USE_SSL": parts.scheme == "smtps",
        "TIMEOUT": 20,
    }
