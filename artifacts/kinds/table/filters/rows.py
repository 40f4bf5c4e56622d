"""The rows of a table that meet its filters, by their numbers: found block by block, kept for the windows that follow.

What is kept is known by the digests of the blocks, so it is never out of date. Numbers are kept, not rows: four bytes
each.
"""

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from artifacts.kinds.table.content import Cell
from artifacts.kinds.table.filters.conditions import Filter, Test, cell_test
from artifacts.kinds.table.stored import StoredTable
from artifacts.rows.limits import KEPT_MATCHES

Numbers = Sequence[int]
"""Numbers of rows, from 1, ascending."""


def find_rows(table: StoredTable, filters: Sequence[Filter]) -> Numbers:
    """Return the rows that meet all filters, holding one block at a time; raise InvalidFilter."""
    places = {column.key: (at, column) for at, column in enumerate(table.columns)}
    tests: list[tuple[int, Test]] = [(places[one.key][0], cell_test(one, places[one.key][1])) for one in filters]
    found = array("I")
    for start, block in table.located():
        rows = enumerate(table.rows_of(block), start + 1)
        found.extend(number for number, row in rows if all(test(row[at]) for at, test in tests))
    return found


def matching_rows(table: StoredTable, filters: Sequence[Filter]) -> Numbers:
    """Do as find_rows, once for many windows of a table that is stored."""
    key = (tuple(block.digest for block in table.blocks), table.columns, tuple(filters))
    if (kept := _recent.find(key)) is not None:
        return kept
    found = find_rows(table, filters)
    if all(block.digest for block in table.blocks):
        _recent.keep(key, found)
    return found


def rows_at(table: StoredTable, numbers: Numbers) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows with these numbers, reading only the blocks they stand in, one at a time."""
    for start, block in table.located():
        inside = between(numbers, start + 1, start + block.count)
        if inside:
            rows = table.rows_of(block)
            yield from ((number, rows[number - start - 1]) for number in inside)


def between(numbers: Numbers, first: int, last: int) -> Numbers:
    """Return those of the numbers that lie from `first` to `last`."""
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def runs(numbers: Numbers) -> Iterator[tuple[int, int]]:
    """Yield first and last of each group of numbers that follow one another."""
    first = last = 0
    for number in numbers:
        if number != last + 1 or not first:
            if first:
                yield first, last
            first = number
        last = number
    if first:
        yield first, last


class Recent:
    """What was found last, as many numbers together as KEPT_MATCHES; the one used last stands last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, Numbers] = OrderedDict()
        self._count = 0
        self._lock = threading.Lock()

    def find(self, key: Any) -> Numbers | None:
        """Return what is kept under the key, if it is."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Any, numbers: Numbers) -> None:
        """Keep these numbers; the ones used least make room."""
        with self._lock:
            if (before := self._kept.pop(key, None)) is not None:
                self._count -= len(before) + 1
            self._kept[key] = numbers
            self._count += len(numbers) + 1
            while len(self._kept) > 1 and self._count > KEPT_MATCHES:
                _oldest, gone = self._kept.popitem(last=False)
                self._count -= len(gone) + 1


_recent = Recent()
