"""A Celery broker made of one folder, for a site that runs on one machine without Redis.

A queue is a folder and a message a file in it. A message appears whole (written under a hidden name, then renamed) and
is taken once (of all readers, one can unlink it): kombu's own filesystem transport may hand out a half-written file and
lose it. What this does not do: keep a message whose worker was killed. The row of a job is the truth and a message
only a wake-up, sent again by the sweepers.
"""

import json
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, virtual


class Channel(virtual.Channel):
    """Put and get the messages of queues under `transport_options["folder"]`."""

    def _folder(self, queue: str) -> Path:
        folder = Path(self.connection.client.transport_options["folder"]) / queue
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _messages(self, queue: str) -> list[Path]:
        """Return the visible messages, oldest first."""
        names = [name for name in os.listdir(self._folder(queue)) if not name.startswith(".")]
        return [self._folder(queue) / name for name in sorted(names)]

    def _put(self, queue: str, message: dict[str, Any], **_kwargs: Any) -> None:
        folder = self._folder(queue)
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex}"
        hidden = folder / f".{name}"
        hidden.write_text(json.dumps(message, default=str))
        hidden.rename(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Return the oldest message that no other reader took first, or raise Empty."""
        for path in self._messages(queue):
            try:
                text = path.read_text()
                path.unlink()
                return json.loads(text)
            except (FileNotFoundError, ValueError):  # taken by another reader, or cut short by a power failure
                continue
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._messages(queue))

    def _purge(self, queue: str) -> int:
        messages = self._messages(queue)
        for path in messages:
            path.unlink(missing_ok=True)
        return len(messages)


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
