"""The first and the last of many lines, as many as fit a number of tokens: how a long artifact is shown to a model.

Knows nothing of kinds. Lines are asked for in portions, so that of a hundred thousand only those are read that are
shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from common.tokens import estimate_tokens

PORTION = 50
"""Lines that are asked for at once."""

LAST_SHARE = 3
"""Of the room, one part in three goes to the last lines: the first ones say more about what it is."""

Lines = Callable[[int, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Window:
    """Lines from the beginning and from the end of `count`; together they are all of them, or some between are not."""

    first: list[str]
    last: list[str]
    count: int

    @property
    def left_out(self) -> int:
        return self.count - len(self.first) - len(self.last)


def window(lines: Lines, count: int, tokens: int) -> Window:
    """Return as many of the lines as fit; `lines(start, n)` gives at most `n` from `start`, counted from 0."""
    first, costs = _fitting(_forward(lines, count), tokens)
    if len(first) == count:
        return Window(first, [], count)
    while first and sum(costs) > tokens - tokens // LAST_SHARE:
        first.pop()
        costs.pop()
    last, _ = _fitting(_backward(lines, len(first), count), tokens - sum(costs))
    return Window(first, last[::-1], count)


def line_tokens(line: str) -> int:
    """Return what a line costs among others, its end included."""
    return estimate_tokens(line) + 2


def _fitting(lines: Iterator[str], tokens: int) -> tuple[list[str], list[int]]:
    found: list[str] = []
    costs: list[int] = []
    for line in lines:
        cost = line_tokens(line)
        if cost > tokens:
            break
        tokens -= cost
        found.append(line)
        costs.append(cost)
    return found, costs


def _forward(lines: Lines, count: int) -> Iterator[str]:
    for start in range(0, count, PORTION):
        yield from lines(start, min(PORTION, count - start))


def _backward(lines: Lines, least: int, count: int) -> Iterator[str]:
    for end in range(count, least, -PORTION):
        start = max(least, end - PORTION)
        yield from reversed(lines(start, end - start))
