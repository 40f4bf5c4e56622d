import asyncio

import pytest

from llm.wire.deadline import MovingDeadline


def _now() -> float:
    return asyncio.get_running_loop().time()


async def test_wait_returns_what_comes_in_time():
    async with MovingDeadline(5) as deadline:
        assert await deadline.wait(asyncio.sleep(0, "word")) == "word"


async def test_silence_past_the_deadline_is_a_timeout():
    async with MovingDeadline(0.02) as deadline:
        with pytest.raises(TimeoutError):
            await deadline.wait(asyncio.Event().wait())


async def test_deadline_moved_on_while_waiting_holds_from_then():
    began = _now()
    async with MovingDeadline(0.02) as deadline:
        asyncio.get_running_loop().call_soon(deadline.move, 0.2)
        with pytest.raises(TimeoutError):
            await deadline.wait(asyncio.Event().wait())
    assert _now() - began >= 0.2


async def test_deadline_brought_forward_between_two_waits_holds():
    async with MovingDeadline(60) as deadline:
        await deadline.wait(asyncio.sleep(0))
        deadline.move(0.02)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(deadline.wait(asyncio.Event().wait()), 10)


async def test_cancelling_from_outside_is_no_timeout():
    async def wait() -> None:
        async with MovingDeadline(60) as deadline:
            await deadline.wait(asyncio.Event().wait())

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
