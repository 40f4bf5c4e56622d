"""What an engine offers: a workbook that is written into and tells the values of its formulas.

Cells come as the requests of `process` have them; the answer to `compute` is the one it sends.
"""

from typing import Any, Protocol, TypedDict

Place = tuple[int, int, int]
"""Sheet from 0, row and column from 1."""
Found = tuple[str, Any]
"""Kind (n, t, b, e for an error) and value of a cell."""


class WholeSheet(TypedDict):
    """Every cell of a sheet that has an input, as the engine takes them; the lists are in one order."""

    name: str
    rows: list[int]
    columns: list[int]
    kinds: str
    values: list[Any]
    formats: list[str | None]


class DependsOnThePast(Exception):
    """What a change gives depends on what was there before it: the whole workbook has to be read.

    A format that a formula implies may be taken over by others; of two formulas that spill into one cell, the first
    keeps it.
    """


class NotComputed(Exception):
    """The engine gives a workbook up, such as one whose arrays decide what they read by themselves."""


class Book(Protocol):
    """One workbook in an engine, with the values that were told."""

    is_mixed: bool
    """Whether values of another engine were taken, so that changes cannot be followed."""
    has_spilled: bool
    """Whether formulas fill cells beside their own, or cannot for those that are in the way."""

    @property
    def has_cycle(self) -> bool:
        """Whether formulas refer to themselves: which of them tell so depends on the order they were written in."""
        ...

    @property
    def unknown(self) -> int:
        """How much its errors tell against the engine: what it cannot read or does not have."""
        ...

    def change(self, cells: list[list[Any]]) -> None:
        """Write other cells; raise DependsOnThePast if others may have to change with them."""
        ...

    def compute(self) -> dict[str, object]:
        """Return what is new since the last time."""
        ...


def beside(place: Place) -> tuple[Place, Place]:
    """Return the cells below and to the right."""
    sheet, row, column = place
    return (sheet, row + 1, column), (sheet, row, column + 1)
