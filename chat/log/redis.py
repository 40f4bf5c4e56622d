"""Turn logs in memory, and behind it in Redis Streams, so that any web process can serve any turn.

An entry's Redis id is its number, so `after` means the same in both. The owner writes in batches; its own followers
read from memory and wait for nothing. A turn without its log (Redis gone, or expired) is still served, from its row.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import Any
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from chat.log.memory import MemoryLog
from chat.log.protocol import LogEntry, StreamKind, encode_data
from chat.rows import limits

log = structlog.get_logger(__name__)
END = "end"


class RedisLog:
    """A memory log whose entries are also written to Redis.

    `_written` says up to which entry Redis has each turn of this process. What a batch that failed held is still in
    memory: after an outage Redis is asked how far each log is, so that nothing is left out and nothing comes twice,
    also when it lost what it had.
    """

    def __init__(self, url: str) -> None:
        self._memory = MemoryLog()
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_connect_timeout=5, max_connections=limits.LOG_CONNECTIONS
        )
        self._written: dict[UUID, int] = {}
        self._ended: set[UUID] = set()
        self._is_in_doubt = False
        self._writer: asyncio.Task[None] | None = None

    def open(self, turn_id: UUID) -> None:
        self._memory.open(turn_id)
        self._written.setdefault(turn_id, 0)

    def append(self, turn_id: UUID, kind: StreamKind, data: Mapping[str, object]) -> int:
        number = self._memory.append_json(turn_id, kind, encode_data(data))
        self._wake_writer()
        return number

    def close(self, turn_id: UUID) -> None:
        self._memory.close(turn_id)
        self._ended.add(turn_id)
        self._wake_writer()

    async def has(self, turn_id: UUID) -> bool:
        if self._memory.is_here(turn_id):
            return True
        try:
            return bool(await self._redis.exists(_key(turn_id)))
        except RedisError:
            return False

    async def read(self, turn_id: UUID, after: int = 0) -> AsyncGenerator[LogEntry | None, None]:
        if self._memory.is_here(turn_id):
            async for entry in self._memory.read(turn_id, after):
                yield entry
            return
        last = after
        while True:
            rows = await self._next_rows(turn_id, last)
            if not rows:
                yield None
            for row_id, fields in rows:
                last = int(row_id.split("-")[0])
                if fields["kind"] == END:
                    return
                yield LogEntry(last, StreamKind(fields["kind"]), fields["data"])

    async def drain(self) -> None:
        if self._writer is not None:
            await asyncio.wait([self._writer], timeout=limits.LOG_DRAIN_SECONDS)

    def _wake_writer(self) -> None:
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_until_done())

    async def _write_until_done(self) -> None:
        while turns := self._unwritten():
            try:
                await asyncio.wait_for(self._write(turns), limits.LOG_WRITE_SECONDS)
            except (RedisError, OSError, TimeoutError):
                log.warning("turn_log_not_written", turns=len(turns))
                self._is_in_doubt = True
                await asyncio.sleep(limits.LOG_RETRY_SECONDS)
            else:
                await asyncio.sleep(limits.LOG_BATCH_SECONDS)

    def _unwritten(self) -> list[UUID]:
        """Return the turns of which Redis misses something; those that memory has let go of are given up."""
        for turn_id in [turn_id for turn_id in self._written if not self._memory.is_here(turn_id)]:
            self._forget(turn_id)
        return [
            turn_id
            for turn_id, number in self._written.items()
            if turn_id in self._ended or number < self._memory.last_number(turn_id)
        ]

    async def _write(self, turns: list[UUID]) -> None:
        if self._is_in_doubt:
            await self._ask_how_far()
        reached = {turn_id: self._memory.last_number(turn_id) for turn_id in turns}
        ended = self._ended.intersection(turns)
        async with self._redis.pipeline(transaction=False) as pipe:
            for turn_id in turns:
                for entry in self._memory.entries_after(turn_id, self._written[turn_id]):
                    pipe.xadd(_key(turn_id), {"kind": entry.kind, "data": entry.data_json}, id=f"{entry.number}-0")
                if turn_id in ended:
                    pipe.xadd(_key(turn_id), {"kind": END, "data": "{}"}, id=f"{reached[turn_id] + 1}-0")
                pipe.expire(_key(turn_id), limits.SHARED_LOG_KEPT_SECONDS)
            await pipe.execute()
        self._written.update(reached)
        for turn_id in ended:
            self._forget(turn_id)

    async def _ask_how_far(self) -> None:
        for turn_id in self._written:
            newest: Any = await self._redis.xrevrange(_key(turn_id), count=1)
            number = int(newest[0][0].split("-")[0]) if newest else 0
            if number > self._memory.last_number(turn_id):  # its end is there, too
                self._ended.discard(turn_id)
                number -= 1
            self._written[turn_id] = number
        self._is_in_doubt = False

    def _forget(self, turn_id: UUID) -> None:
        self._written.pop(turn_id, None)
        self._ended.discard(turn_id)

    async def _next_rows(self, turn_id: UUID, after: int) -> list[tuple[str, dict[str, str]]]:
        try:
            answer: Any = await self._redis.xread(
                {_key(turn_id): f"{after}-0"}, count=500, block=int(limits.PING_SECONDS * 1000)
            )
        except RedisError:
            await asyncio.sleep(limits.LOG_RETRY_SECONDS)
            return []
        return answer[0][1] if answer else []


def _key(turn_id: UUID) -> str:
    return f"turn:{turn_id}"
