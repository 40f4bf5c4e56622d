import asyncio
from uuid import uuid4

import pytest

from chat.log.memory import MemoryLog, _News
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


async def test_entries_after_a_number_are_those_that_there_are():
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    for letter in "abc":
        log.append(turn, StreamKind.TEXT, {"text": letter})
    for after in range(4):
        entries = list(log.entries_after(turn, after))
        assert [entry.number for entry in entries] == list(range(after + 1, 4))
        assert "".join(entry.data["text"] for entry in entries) == "abc"[after:]
    assert log.last_number(turn) == 3


async def test_silence_is_told_again_and_again_until_the_end(monkeypatch):
    monkeypatch.setattr("chat.rows.limits.PING_SECONDS", 0.01)
    log, turn = MemoryLog(), uuid4()
    log.open(turn)
    reading = log.read(turn)
    assert [await anext(reading) for _ in range(3)] == [None] * 3
    log.append(turn, StreamKind.TEXT, {"text": "a"})
    assert (await anext(reading)).number == 1
    assert await anext(reading) is None
    log.close(turn)
    assert [entry async for entry in reading if entry] == []


class StillLoop:
    """An event loop whose time is set, and which remembers what it was asked to call."""

    def __init__(self):
        self.now = 0.0
        self.later = []
        self.running = asyncio.get_running_loop()

    def time(self):
        return self.now

    def create_future(self):
        return self.running.create_future()

    def call_later(self, seconds, callback):
        self.later.append(seconds)
        self.callback = callback
        return self.running.call_later(0, int)


@pytest.mark.parametrize(
    ("entry_at", "looked_at", "is_silence", "further"),
    [(0, 8, True, 2), (0, 20, True, 2), (2, 8, False, 2), (6, 8, False, 6), (7, 8, False, 7), (1, 8.5, False, 2)],
)
async def test_one_timer_looks_when_the_silence_may_be_over(monkeypatch, entry_at, looked_at, is_silence, further):
    """It never looks more often than four times a period, however close the end of the silence is."""
    monkeypatch.setattr("chat.rows.limits.PING_SECONDS", 8)
    loop = StillLoop()
    monkeypatch.setattr("chat.log.memory.asyncio.get_running_loop", lambda: loop)
    news = _News()
    loop.now = entry_at
    news.set()
    news.clear()
    loop.now = looked_at
    loop.callback()
    assert news.is_silence is is_silence
    assert loop.later == [8, further]
    news.close()
