"""A deadline that moves with every sign of life, for streams of many small chunks.

`asyncio.timeout` sets and cancels a timer for each chunk; this one keeps a single timer and looks, when it fires,
whether the deadline has moved on meanwhile.
"""

import asyncio
from collections.abc import Awaitable
from typing import Self, TypeVar

Result = TypeVar("Result")


class MovingDeadline:
    """Bounds one wait after the other, by `seconds` from now on, which may be set anew between two waits.

    Belongs to the loop that runs when it is made; asking for the running loop is a system call each time.
    """

    def __init__(self, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self.at = self._loop.time() + seconds
        self._waiting: asyncio.Task[object] | None = None
        self._has_expired = False
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self._disarm()

    def move(self, seconds: float) -> None:
        """Let it pass `seconds` from now."""
        self.at = self._loop.time() + seconds

    async def wait(self, awaitable: Awaitable[Result]) -> Result:
        """Return what the awaitable gives; raises TimeoutError when the deadline passes first."""
        if self._timer is None or self.at < self._timer.when():
            self._arm()
        self._waiting = task = asyncio.current_task(self._loop)
        try:
            return await awaitable
        except asyncio.CancelledError as cancelled:
            if self._has_expired and task is not None and task.uncancel() == 0:
                raise TimeoutError from cancelled
            raise
        finally:
            self._waiting = None

    def _arm(self) -> None:
        self._disarm()
        self._timer = self._loop.call_at(self.at, self._look)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._loop.time() < self.at:
            self._arm()
        elif self._waiting is not None:
            self._has_expired = True
            self._waiting.cancel()
