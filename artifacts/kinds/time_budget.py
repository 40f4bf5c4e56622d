"""The operations of one change, one after the other, as long as they may take together."""

from collections.abc import Iterator, Sequence
from time import thread_time
from typing import TypeVar

from artifacts.rows.errors import EditTooLong
from artifacts.rows.limits import EDIT_SECONDS

Step = TypeVar("Step")


def in_time(steps: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps; raise EditTooLong in place of the next one when those before took the time of all."""
    start = thread_time()
    for step in steps:
        if thread_time() - start > EDIT_SECONDS:
            raise EditTooLong
        yield step
