"""Sorting the rows of a range in a sheet: by computed values, formulas moved as if they were copied."""

from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.catalogue import Sort
from artifacts.kinds.references import parse_range, parse_reference
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell
from artifacts.kinds.spreadsheet.formulas import copy_formula
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.sheets import extent
from artifacts.kinds.table.apply import sorted_by
from artifacts.rows.errors import invalid_operation


def sort_sheet(sheet: Sheet, operation: Sort) -> Sheet:
    """Return the sheet with the rows of `range` sorted; without a range everything under row 1."""
    rows, columns = extent(sheet)
    top, left, bottom, right = parse_range(operation.range) if operation.range else (2, 1, rows, columns)
    bottom = min(bottom, rows)
    order: list[list[Any]] = [
        [row, *(_value(sheet, row, column) for column in range(left, right + 1))] for row in range(top, bottom + 1)
    ]
    for key in reversed(operation.by):
        column = key.column if isinstance(key.column, int) else parse_reference(f"{key.column}1")[1]
        if not left <= column <= right:
            raise invalid_operation(_("There is no column %(column)s.") % {"column": key.column})
        order = sorted_by(order, column - left + 1, key)
    cells = {
        place: cell
        for place, cell in sheet.cells.items()
        if not (top <= place[0] <= bottom and left <= place[1] <= right)
    }
    for row, (old, *_values) in enumerate(order, top):
        for column in range(left, right + 1):
            if (cell := sheet.cells.get((old, column))) is not None:
                cells[row, column] = _moved(cell, row - old)
    return Sheet(sheet.name, cells, sheet.widths)


def _value(sheet: Sheet, row: int, column: int) -> object:
    cell = sheet.cells.get((row, column))
    return cell.value if cell is not None else None


def _moved(cell: SheetCell, rows: int) -> SheetCell:
    if not is_formula(cell.input):
        return cell
    return cell._replace(input=copy_formula(str(cell.input), rows, 0))
