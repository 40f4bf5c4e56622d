"""Database work of background tasks: on threads of their own, beside those that serve requests."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="turns")


async def run_in_background(function: Callable[[], Result]) -> Result:
    """Run `function` on a background thread and give its connections back afterwards."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _closing, function)


def _closing(function: Callable[[], Result]) -> Result:
    try:
        return function()
    finally:
        connections.close_all()
