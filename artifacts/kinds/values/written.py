"""Values that remember how they were written: `1.250,00 €` beside 1250, so that it comes back with the type text.

They are numbers and texts like any other; only storage and a change of type look at what was written.
"""

from typing import cast

from artifacts.kinds.table.content import Cell


class WrittenInt(int):
    """A whole number and its text."""

    written: str

    def __reduce__(self) -> tuple[object, ...]:
        return keep, (int(self), self.written)


class WrittenFloat(float):
    """A number and its text."""

    __slots__ = ("written",)
    written: str

    def __reduce__(self) -> tuple[object, ...]:
        return keep, (float(self), self.written)


class WrittenText(str):
    """A day or a time as ISO writes it, and its text."""

    __slots__ = ("written",)
    written: str

    def __reduce__(self) -> tuple[object, ...]:
        return keep, (str(self), self.written)


WRITTEN = frozenset({WrittenInt, WrittenFloat, WrittenText})
_PLAIN = {int: WrittenInt, float: WrittenFloat, str: WrittenText}


def keep(value: Cell, written: str) -> Cell:
    """Return the value with what was written, if that is more than the value says."""
    made = _PLAIN.get(type(value))
    if made is None or str(value) == written:
        return value
    kept = made(value)
    kept.written = written
    return cast(Cell, kept)


def written_of(value: Cell) -> str | None:
    """Return what was written, None if the value says it all."""
    return value.written if isinstance(value, WrittenInt | WrittenFloat | WrittenText) else None


def plain(value: Cell) -> Cell:
    """Return the value alone."""
    match value:
        case WrittenInt():
            return int(value)
        case WrittenFloat():
            return float(value)
        case WrittenText():
            return str(value)
        case _:
            return value
