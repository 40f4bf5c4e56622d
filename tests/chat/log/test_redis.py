"""The shared log on a real Redis that goes away and comes back, with and without what it had."""

import asyncio
import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from chat.log.protocol import LogEntry, StreamKind
from chat.log.redis import RedisLog
from chat.rows import limits
from tests.fakes.redis_server import running_redis
from tests.fakes.site import free_port

Words = list[str]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LOG_BATCH_SECONDS", 0.01)
    monkeypatch.setattr(limits, "LOG_RETRY_SECONDS", 0.05)
    monkeypatch.setattr(limits, "PING_SECONDS", 0.2)


@pytest.fixture
def port() -> Iterator[int]:
    return free_port()


def write(log: RedisLog, turn_id: UUID, *words: str) -> None:
    for word in words:
        log.append(turn_id, StreamKind.TEXT, {"text": word})


async def read_all(log: RedisLog, turn_id: UUID, after: int = 0) -> list[LogEntry]:
    return [entry async for entry in log.read(turn_id, after) if entry is not None]


async def test_follower_of_another_process_reads_what_was_written_in_order(port: int) -> None:
    turn_id = uuid4()
    with running_redis(port) as address:
        owner, other = RedisLog(address), RedisLog(address)
        owner.open(turn_id)
        write(owner, turn_id, "a", "b", "c")
        owner.close(turn_id)
        await owner.drain()
        assert owner._unwritten() == []
        entries = await read_all(other, turn_id)
        assert [entry.number for entry in entries] == [1, 2, 3]
        assert [entry.number for entry in await read_all(other, turn_id, after=2)] == [3]


async def test_entries_written_while_redis_was_away_are_not_left_out(port: int) -> None:
    turn_id = uuid4()
    with running_redis(port) as address:
        owner = RedisLog(address)
        owner.open(turn_id)
        write(owner, turn_id, "a", "b")
        await owner.drain()
    write(owner, turn_id, "c", "d")
    await asyncio.sleep(0.2)
    with running_redis(port) as address:
        write(owner, turn_id, "e")
        owner.close(turn_id)
        await owner.drain()
        assert owner._unwritten() == []
        entries = await read_all(RedisLog(address), turn_id)
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [json.loads(entry.data_json)["text"] for entry in entries] == list("abcde")


async def test_batch_that_was_written_before_its_answer_was_lost_comes_once(port: int) -> None:
    turn_id = uuid4()
    with running_redis(port) as address:
        owner = RedisLog(address)
        owner.open(turn_id)
        write(owner, turn_id, "a", "b")
        await owner.drain()
        owner._written[turn_id], owner._is_in_doubt = 0, True
        write(owner, turn_id, "c")
        owner.close(turn_id)
        await owner.drain()
        assert owner._unwritten() == []
        assert [entry.number for entry in await read_all(RedisLog(address), turn_id)] == [1, 2, 3]


async def test_process_that_ends_does_not_wait_for_a_redis_that_stays_away(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LOG_DRAIN_SECONDS", 0.1)
    owner = RedisLog(f"redis://127.0.0.1:{port}/0")
    turn_id = uuid4()
    owner.open(turn_id)
    write(owner, turn_id, "a")
    async with asyncio.timeout(5):
        await owner.drain()
    assert owner._writer is not None
    owner._writer.cancel()
