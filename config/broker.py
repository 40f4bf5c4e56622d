"""A Celery broker made of one folder, for a site that runs on one machine without Redis.

A queue is a folder and a message a file in it. A message appears whole (written under a hidden name, then renamed)
and is taken once (of all readers, one can unlink it): kombu's own filesystem transport may hand out a half-written
file and lose it. What this does not do: keep a message whose worker was killed. The row of a job is the truth and a
message only a wake-up, sent again by the sweepers.
"""

import json
import os
import time
import uuid
from collections import deque
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, virtual


class Channel(virtual.Channel):
    """Put and get the messages of queues under `transport_options["folder"]`."""

    def __init__(self, connection: Any, **kwargs: Any) -> None:
        super().__init__(connection, **kwargs)  # type: ignore[no-untyped-call]
        self._waiting: dict[str, deque[str]] = {}

    def _folder(self, queue: str) -> Path:
        folder = Path(self.connection.client.transport_options["folder"]) / queue
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _names(self, queue: str) -> list[str]:
        """Return the names of the visible messages, oldest first."""
        return sorted(name for name in os.listdir(self._folder(queue)) if not name.startswith("."))

    def _put(self, queue: str, message: dict[str, object], **_kwargs: Any) -> None:
        folder = self._folder(queue)
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex}"
        hidden = folder / f".{name}"
        hidden.write_text(json.dumps(message, default=str))
        hidden.rename(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Return the oldest message that no other reader took first, or raise Empty.

        The folder is listed again only when the last listing is used up: thousands of messages cost one listing.
        """
        waiting = self._waiting.setdefault(queue, deque())
        if not waiting:
            waiting.extend(self._names(queue))
        while waiting:
            path = self._folder(queue) / waiting.popleft()
            try:
                text = path.read_text()
                path.unlink()
                return json.loads(text)
            except (FileNotFoundError, ValueError):  # taken by another reader, or cut short by a power failure
                continue
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._names(queue))

    def _purge(self, queue: str) -> int:
        names = self._names(queue)
        for name in names:
            (self._folder(queue) / name).unlink(missing_ok=True)
        return len(names)

    def _delete(self, queue: str, *_args: Any, **_kwargs: Any) -> None:
        self._purge(queue)
        self._folder(queue).rmdir()


class Transport(virtual.Transport):
    """The transport that the address `folder://` names once this module is imported."""

    Channel = Channel
    global_state = virtual.BrokerState()  # type: ignore[no-untyped-call]
    driver_type = driver_name = "folder"

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)  # type: ignore[no-untyped-call]
        self.state = self.global_state

    def driver_version(self) -> str:
        return "1"


TRANSPORT_ALIASES["folder"] = "config.broker:Transport"
