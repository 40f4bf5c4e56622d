"""What a spreadsheet is: sheets of sparse cells that keep what was typed beside what the engine computed."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

Value = str | int | float | bool | None


class ValueType(StrEnum):
    """Type of a computed value; an error's value is its sign, such as `#DIV/0!`."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    EMPTY = "empty"


class SheetCell(NamedTuple):
    """`input` is what was typed (a formula starts with `=`), `format` an Excel number format or None.

    A formula that is held keeps the value that stood in its file: it cannot be computed here.
    """

    input: Value
    value: Value = None
    type: ValueType = ValueType.EMPTY
    format: str | None = None
    is_held: bool = False


@dataclass(slots=True)
class Sheet:
    """One sheet; `cells` is keyed by (row, column), both from 1; `widths` by column, in characters."""

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)


@dataclass(slots=True)
class SpreadsheetContent:
    """A workbook: at least one sheet, names unique without regard to case."""

    sheets: list[Sheet]
