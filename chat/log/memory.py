"""Turn logs in this process's memory, used from one event loop."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from chat.log.entries import Entries
from chat.log.protocol import LogEntry, StreamKind, encode_data
from chat.rows import limits


@dataclass(slots=True)
class _Channel:
    entries: Entries = field(default_factory=Entries)
    is_closed: bool = False
    followers: "set[_News]" = field(default_factory=set)

    def wake(self) -> None:
        for follower in self.followers:
            follower.set()


class _News:
    """Set by an entry, or after `PING_SECONDS` without one: then `is_silence`. One timer, whatever the entries.

    Not an `asyncio.Event`, which asks for the running loop, a system call, whenever it is waited for.
    """

    def __init__(self) -> None:
        self.is_silence = False
        self._loop = asyncio.get_running_loop()
        self._next: asyncio.Future[None] = self._loop.create_future()
        self._last_at = self._loop.time()
        self._timer = self._loop.call_later(limits.PING_SECONDS, self._look)

    def set(self) -> None:
        """Wake the waiting follower."""
        if not self._next.done():
            self._next.set_result(None)

    def clear(self) -> None:
        """Wait anew."""
        if self._next.done():
            self._next = self._loop.create_future()
        self.is_silence = False
        self._last_at = self._loop.time()

    async def wait(self) -> None:
        """Return when it is set."""
        await self._next

    def close(self) -> None:
        """Stop looking."""
        self._timer.cancel()

    def _look(self) -> None:
        silent_for = self._loop.time() - self._last_at
        if silent_for >= limits.PING_SECONDS and not self._next.done():
            self.is_silence = True
            self.set()
        further = max(limits.PING_SECONDS - silent_for, limits.PING_SECONDS / 4)
        self._timer = self._loop.call_later(further, self._look)


class MemoryLog:
    """Logs in this process's memory, used from one event loop."""

    def __init__(self) -> None:
        self._channels: dict[UUID, _Channel] = {}

    def open(self, turn_id: UUID) -> None:
        self._channels.setdefault(turn_id, _Channel())

    def append(self, turn_id: UUID, kind: StreamKind, data: Mapping[str, object]) -> int:
        return self.append_json(turn_id, kind, encode_data(data))

    def append_json(self, turn_id: UUID, kind: StreamKind, data_json: str) -> int:
        """Do what `append` does, with the data as JSON text."""
        channel = self._channels[turn_id]
        number = channel.entries.append(kind, data_json)
        channel.wake()
        return number

    def close(self, turn_id: UUID) -> None:
        channel = self._channels[turn_id]
        channel.is_closed = True
        channel.wake()
        asyncio.get_running_loop().call_later(limits.LOG_KEPT_SECONDS, self._channels.pop, turn_id, None)

    async def has(self, turn_id: UUID) -> bool:
        return turn_id in self._channels

    async def read(self, turn_id: UUID, after: int = 0) -> AsyncGenerator[LogEntry | None, None]:
        channel = self._channels[turn_id]
        news = _News()
        channel.followers.add(news)
        position = max(after, 0)
        try:
            while True:
                news.clear()
                while position < len(channel.entries):
                    position += 1
                    yield channel.entries.entry(position)
                if channel.is_closed:
                    return
                await news.wait()
                if news.is_silence:
                    yield None
        finally:
            channel.followers.discard(news)
            news.close()

    async def drain(self) -> None:
        """Nothing to do: this process is the only one."""

    def is_here(self, turn_id: UUID) -> bool:
        """Tell whether this process holds the turn's log."""
        return turn_id in self._channels

    def last_number(self, turn_id: UUID) -> int:
        """Return the number of the turn's newest entry, 0 without one."""
        return len(self._channels[turn_id].entries)

    def entries_after(self, turn_id: UUID, number: int) -> Iterator[LogEntry]:
        """Yield the turn's entries behind `number` that there are now."""
        entries = self._channels[turn_id].entries
        return (entries.entry(at) for at in range(number + 1, len(entries) + 1))
