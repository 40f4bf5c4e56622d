import asyncio
from uuid import uuid4

from chat.log.memory import MemoryLog
from chat.log.protocol import LogEntry, StreamKind


async def collect(log: MemoryLog, turn_id, after: int = 0) -> list[LogEntry]:
    return [entry async for entry in log.read(turn_id, after) if entry]


async def test_read_gives_every_entry_in_order_from_one():
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    for letter in "abc":
        log.append(turn, StreamKind.TEXT, {"text": letter})
    log.close(turn)
    entries = await collect(log, turn)
    assert [(entry.number, entry.data["text"]) for entry in entries] == [(1, "a"), (2, "b"), (3, "c")]


async def test_read_after_a_number_gives_exactly_the_rest():
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    for letter in "abcde":
        log.append(turn, StreamKind.TEXT, {"text": letter})
    log.close(turn)
    for after in range(6):
        assert "".join(entry.data["text"] for entry in await collect(log, turn, after)) == "abcde"[after:]


async def test_read_follows_entries_that_come_later():
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    followers = [asyncio.create_task(collect(log, turn)) for _ in range(3)]
    for letter in "xyz":
        log.append(turn, StreamKind.TEXT, {"text": letter})
        await asyncio.sleep(0)
    log.close(turn)
    for entries in await asyncio.gather(*followers):
        assert [entry.data["text"] for entry in entries] == ["x", "y", "z"]


async def test_read_yields_none_in_silence(monkeypatch):
    monkeypatch.setattr("chat.rows.limits.PING_SECONDS", 0.01)
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    reading = log.read(turn)
    assert await anext(reading) is None
    await reading.aclose()


async def test_read_after_the_end_gives_nothing():
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    log.append(turn, StreamKind.TEXT, {"text": "a"})
    log.close(turn)
    assert await collect(log, turn, 99) == []


async def test_close_keeps_the_log_for_a_while_only(monkeypatch):
    monkeypatch.setattr("chat.rows.limits.LOG_KEPT_SECONDS", 0.01)
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    log.close(turn)
    assert await log.has(turn)
    await asyncio.sleep(0.05)
    assert not await log.has(turn)
