"""Types of a table's columns and number formats of a sheet's cells, each as the other."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from openpyxl.utils.datetime import from_excel

from artifacts.kinds.number_formats.nature import is_date_format
from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.spreadsheet.inputs import DATE_FORMAT, money_format
from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.values.days import read_date
from artifacts.kinds.values.money import WITHOUT_CENTS, code_of
from artifacts.sources.importing.sheet_values import table_cell

_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|([$€£¥₹₩])')


class Shape(NamedTuple):
    """A column's type, with the currency of an amount."""

    type: ColumnType
    currency: str | None = None


def format_of(column: Column, values: Iterable[Cell]) -> str | None:
    """Return the number format in which a sheet shows a column of these values as the table does."""
    match column.type:
        case ColumnType.PERCENT:
            return "0%" if all(map(_is_whole_percent, values)) else "0.00%"
        case ColumnType.CURRENCY:
            return money_format(column.currency or "", "" if column.currency in WITHOUT_CENTS else ".00")
        case ColumnType.DATE:
            return DATE_FORMAT
        case _:
            return None


def value_of(cell: SheetCell) -> Cell:
    """Return what a cell shows as a table keeps it: dates as ISO text, an error as its sign."""
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if is_number and is_date_format(cell.format or ""):
        try:
            return table_cell(from_excel(cell.value))
        except (OverflowError, ValueError):  # a number that no calendar has
            return cell.value
    return table_cell(cell.value)


def shape_of(cells: Iterable[SheetCell]) -> Shape | None:
    """Return the type that all filled cells of a column have by their values and formats; None when they differ."""
    shapes = {_cell_shape(cell) for cell in cells if cell.type is not ValueType.EMPTY}
    return shapes.pop() if len(shapes) == 1 else None


def _is_whole_percent(value: Cell) -> bool:
    return not isinstance(value, float) or round(value * 100, 10).is_integer()


def _cell_shape(cell: SheetCell) -> Shape:
    if cell.type is ValueType.BOOLEAN:
        return Shape(ColumnType.BOOLEAN)
    if cell.type is not ValueType.NUMBER:
        return Shape(ColumnType.TEXT)
    number_format = cell.format or ""
    if is_date_format(number_format):
        is_day = read_date(str(value_of(cell))) is not None
        return Shape(ColumnType.DATE if is_day else ColumnType.TEXT)
    if "%" in _LITERAL.sub("", number_format):
        return Shape(ColumnType.PERCENT)
    for groups in _LITERAL.findall(number_format):
        mark = next(filter(None, groups), "").strip()
        if code := code_of(mark):
            return Shape(ColumnType.CURRENCY, code)
    return Shape(ColumnType.NUMBER)
