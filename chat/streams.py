"""The numbered log of a running turn: what was streamed, in order, for whoever follows or comes back.

The owner of a turn appends; any number of readers follow from any number on. Numbers start at 1 and have no gaps,
so a client that names the last number it saw gets exactly the rest. The log is a view for followers, never the truth:
the message row is. `memory` serves one process; another backend only has to keep the protocol.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from chat import limits


class StreamKind(StrEnum):
    """Names of stream events, as clients see them."""

    TEXT = "text"
    ARTIFACT_OPENED = "artifact_opened"
    ARTIFACT_DELTA = "artifact_delta"
    ARTIFACT_CLOSED = "artifact_closed"
    ASKING = "asking"
    TURN_COMPLETED = "turn_completed"
    TURN_FAILED = "turn_failed"
    TURN_CANCELLED = "turn_cancelled"
    TURN_INTERRUPTED = "turn_interrupted"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One stream event; `data` holds JSON values."""

    number: int
    kind: StreamKind
    data: dict[str, Any]


class TurnLog(Protocol):
    """What a backend offers."""

    def open(self, turn_id: UUID) -> None:
        """Begin the log of a turn."""

    def append(self, turn_id: UUID, kind: StreamKind, data: dict[str, Any]) -> int:
        """Add an event and return its number; never blocks."""

    def close(self, turn_id: UUID) -> None:
        """Say that no event follows; the log stays readable for a while."""

    def has(self, turn_id: UUID) -> bool:
        """Tell whether this backend holds the turn's log."""

    def read(self, turn_id: UUID, after: int = 0) -> AsyncIterator[LogEntry | None]:
        """Yield entries numbered above `after`, then follow to the end; None after `PING_SECONDS` of silence."""


@dataclass(slots=True)
class _Channel:
    entries: list[LogEntry] = field(default_factory=list)
    is_closed: bool = False
    followers: set[asyncio.Event] = field(default_factory=set)

    def wake(self) -> None:
        for follower in self.followers:
            follower.set()


class MemoryLog:
    """Logs in this process's memory, used from one event loop."""

    def __init__(self) -> None:
        self._channels: dict[UUID, _Channel] = {}

    def open(self, turn_id: UUID) -> None:
        self._channels.setdefault(turn_id, _Channel())

    def append(self, turn_id: UUID, kind: StreamKind, data: dict[str, Any]) -> int:
        channel = self._channels[turn_id]
        entry = LogEntry(len(channel.entries) + 1, kind, data)
        channel.entries.append(entry)
        channel.wake()
        return entry.number

    def close(self, turn_id: UUID) -> None:
        channel = self._channels[turn_id]
        channel.is_closed = True
        channel.wake()
        asyncio.get_running_loop().call_later(limits.LOG_KEPT_SECONDS, self._channels.pop, turn_id, None)

    def has(self, turn_id: UUID) -> bool:
        return turn_id in self._channels

    async def read(self, turn_id: UUID, after: int = 0) -> AsyncIterator[LogEntry | None]:
        channel = self._channels[turn_id]
        news = asyncio.Event()
        channel.followers.add(news)
        position = max(after, 0)
        try:
            while True:
                news.clear()
                while position < len(channel.entries):
                    position += 1
                    yield channel.entries[position - 1]
                if channel.is_closed:
                    return
                try:
                    await asyncio.wait_for(news.wait(), limits.PING_SECONDS)
                except TimeoutError:
                    yield None
        finally:
            channel.followers.discard(news)


turn_log: TurnLog = MemoryLog()
