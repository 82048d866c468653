"""The broker of files: a message is taken whole or not at all, whoever looks while it is written."""

from pathlib import Path
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from config.brokers import FILES_URL, file_options


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


class Watched:
    """A payload that looks for takeable messages in the moment in which it is written out."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.seen: list[int] = []

    def __json__(self) -> str:
        channel: Any = self.connection.channel()
        self.seen.append(channel._size("celery"))
        return "written"


def test_a_message_cannot_be_taken_before_it_is_written(folder: Path) -> None:
    with Connection(FILES_URL, transport_options=file_options(folder)) as connection:
        channel: Any = connection.channel()
        watched = Watched(connection)
        channel._put("celery", {"body": watched})
        assert watched.seen == [0]
        assert channel._size("celery") == 1
        assert channel._get("celery") == {"body": "written"}
        assert list((folder / "messages").iterdir()) == []


def test_a_folder_that_is_gone_is_an_error_of_the_channel(folder: Path) -> None:
    with Connection(FILES_URL, transport_options=file_options(folder)) as connection:
        channel: Any = connection.channel()
        (folder / "messages").rmdir()
        with pytest.raises(ChannelError):
            channel._put("celery", {"body": "x"})
