"""kombu's broker of files, whose messages appear whole or not at all.

As it comes, a file is opened under its final name before it is written. A worker that looks
in between takes an empty message, fails to read it, and stops.
"""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Writes a message beside the folder's messages and then gives it its name."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        """Raises ChannelError where the folder cannot be written to."""
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        written = Path(self.data_folder_out, f"{name}.part")
        try:
            written.write_bytes(str_to_bytes(dumps(payload)))
            written.replace(written.with_suffix(""))
        except OSError as error:
            raise ChannelError(f"Cannot add file {name!r} to directory") from error


class Transport(filesystem.Transport):
    """The transport of `filesystem://` addresses; see `config.brokers`."""

    Channel = Channel
