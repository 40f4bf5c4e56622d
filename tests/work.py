"""How the work of a function grows, for tests that say it grows in proportion."""

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

TIMES = 8


def lines_run(work: Callable[[], object], most: float = float("inf")) -> int:
    """Count the lines of Python that run: the same number on any machine. Fail above `most`, at once."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        assert count <= most, f"more than {most} lines ran"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def seconds_run(work: Callable[[], object]) -> float:
    """Return the processor's time for what C does in one call, the best of three: others' work does not count."""
    best = float("inf")
    for _ in range(3):
        began = time.thread_time()
        work()
        best = min(best, time.thread_time() - began)
    return best


def assert_in_proportion(work_of: Callable[[int], Callable[[], object]], size: int) -> None:
    """Fail unless eight times the input takes about eight times the work, where a square would take 64 times."""
    small, large = work_of(size), work_of(TIMES * size)
    small()  # what is kept for the next time is kept now
    lines_run(large, most=2 * TIMES * max(lines_run(small), 200))
    assert seconds_run(large) <= 3 * TIMES * max(seconds_run(small), 0.0005)
