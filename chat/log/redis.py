"""Turn logs in memory, and behind it in Redis Streams, so that any web process can serve any turn.

An entry's Redis id is its number, so `after` means the same in both. The owner writes in batches; its own followers
read from memory and wait for nothing. A turn without its log (Redis gone, or expired) is still served, from its row.
"""

import asyncio
from collections.abc import AsyncGenerator
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
    """A memory log whose entries are also written to Redis."""

    def __init__(self, url: str) -> None:
        self._memory = MemoryLog()
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_connect_timeout=5, max_connections=limits.LOG_CONNECTIONS
        )
        self._waiting: list[tuple[UUID, int, str, str]] = []
        self._writer: asyncio.Task[None] | None = None

    def open(self, turn_id: UUID) -> None:
        self._memory.open(turn_id)

    def append(self, turn_id: UUID, kind: StreamKind, data: dict[str, Any]) -> int:
        data_json = encode_data(data)
        number = self._memory.append_json(turn_id, kind, data_json)
        self._enqueue(turn_id, number, kind, data_json)
        return number

    def close(self, turn_id: UUID) -> None:
        self._enqueue(turn_id, self._memory.last_number(turn_id) + 1, END, "{}")
        self._memory.close(turn_id)

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
            await asyncio.wait([self._writer])

    def _enqueue(self, turn_id: UUID, number: int, kind: str, data: str) -> None:
        self._waiting.append((turn_id, number, kind, data))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_until_empty())

    async def _write_until_empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._write(batch)
            except RedisError:
                log.warning("turn_log_not_written", entries=len(batch))
            await asyncio.sleep(limits.LOG_BATCH_SECONDS)

    async def _write(self, batch: list[tuple[UUID, int, str, str]]) -> None:
        async with self._redis.pipeline(transaction=False) as pipe:
            for turn_id, number, kind, data in batch:
                pipe.xadd(_key(turn_id), {"kind": kind, "data": data}, id=f"{number}-0")
            for turn_id in {entry[0] for entry in batch}:
                pipe.expire(_key(turn_id), limits.SHARED_LOG_KEPT_SECONDS)
            await pipe.execute()

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
