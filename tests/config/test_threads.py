"""Work that every thread of a web process does once, before it serves."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from chat.turns import background
from config.threads import THREADS, FewThreads


async def nothing(*_message: Any) -> None:
    """An application that answers nothing."""


@pytest.mark.parametrize(
    ("run_on_each", "count"),
    [(FewThreads(nothing).run_on_each, THREADS), (background.run_on_each, 2 * background.THREADS)],
    ids=["requests", "turns"],
)
def test_each_thread_does_it_once(run_on_each: Callable[[Callable[[], None]], None], count: int) -> None:
    seen: list[int] = []
    run_on_each(lambda: seen.append(threading.get_ident()))
    assert len(seen) == len(set(seen)) == count


def test_what_a_thread_raises_is_raised_here() -> None:
    def fail() -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        background.run_on_each(fail)
