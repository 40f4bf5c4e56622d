"""Database work of background tasks: on threads of their own, beside those that serve requests.

The ends of turns have threads apart: they may wait for formulas for seconds, and the heartbeats of all other turns,
which go through the first, must not wait with them.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import close_old_connections
from django.utils.translation import get_language, override

Result = TypeVar("Result")
THREADS = 4
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="turns")
_ending = ThreadPoolExecutor(THREADS, thread_name_prefix="ending-turns")


def run_on_each(work: Callable[[], None]) -> None:
    """Run `work` once on each of these threads; return when all are done."""
    for pool in (_threads, _ending):
        everyone = Barrier(THREADS)

        def together(everyone: Barrier = everyone) -> None:
            everyone.wait(10)  # a pool gives the next piece to a thread that is free
            work()

        for future in [pool.submit(together) for _ in range(THREADS)]:
            future.result()


async def run_in_background(function: Callable[[], Result]) -> Result:
    """Run `function` on a background thread, in the caller's language.

    The thread's connections are given back afterwards, if the settings keep none.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads, _closing, function, get_language())


async def end_in_background(function: Callable[[], Result]) -> Result:
    """Do the same for what ends a turn."""
    return await asyncio.get_running_loop().run_in_executor(_ending, _closing, function, get_language())


def _closing(function: Callable[[], Result], language: str | None) -> Result:
    close_old_connections()
    try:
        with override(language):
            return function()
    finally:
        close_old_connections()
