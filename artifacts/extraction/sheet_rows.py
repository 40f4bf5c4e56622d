"""References of a sheet that a model counted without its header, or with a line too many, put right.

It happens throughout a sheet: each row's formulas use the row above, so that the first ones use the header. A formula
that is off alone may be meant so (a balance uses the row above), and stays.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, Value, ValueType
from artifacts.kinds.spreadsheet.formulas import Area, Deleted, Inserted, areas_of, shift_references

FIRST_ROW = 2
"""The first one below the header."""


def with_rows_put_right(sheet: Sheet) -> Sheet:
    """Return the sheet with its references moved by a row if all rows are off by one, else as it is."""
    if not _has_header(sheet):
        return sheet
    filled = list(_filled(sheet))
    if filled and all(_uses_header(sheet, run) for run in filled):
        return _shifted(sheet, Inserted(1, 1), by=1)
    if filled and all(_uses_row_below(sheet, run) for run in filled):
        return _shifted(sheet, Deleted(1, 1), by=-1)
    return sheet


def _has_header(sheet: Sheet) -> bool:
    header = [cell.input for (row, _column), cell in sheet.cells.items() if row == 1]
    return len(header) > 1 and all(isinstance(value, str) and not value.startswith("=") for value in header)


def _filled(sheet: Sheet) -> Iterator[list[tuple[int, int, int]]]:
    """Yield the runs of formulas below each other that use one row each, as (row, column, offset of that row)."""
    offsets = []
    for (row, column), cell in sheet.cells.items():
        areas = _areas(sheet, cell.input)
        rows = {area.top for area in areas}
        if len(rows) == 1 and all(area.top == area.bottom for area in areas):
            offsets.append((row, column, rows.pop() - row))
    offsets.sort(key=lambda entry: (entry[1], entry[0]))
    for _key, group in groupby(enumerate(offsets), key=lambda item: (item[1][1], item[1][0] - item[0])):
        run = [entry for _place, entry in group]
        if run[0][0] == FIRST_ROW:
            yield run


def _areas(sheet: Sheet, value: Value) -> list[Area]:
    is_formula = isinstance(value, str) and value.startswith("=")
    return [area for area in areas_of(str(value), sheet.name) if area.sheet == sheet.name] if is_formula else []


def _uses_header(sheet: Sheet, run: list[tuple[int, int, int]]) -> bool:
    """Whether each formula uses the row above, so that the first one uses texts, not only those of its own column."""
    row, column, _offset = run[0]
    is_above = all(offset == -1 for _row, _column, offset in run)
    return is_above and bool(_columns_used(sheet, row, column) - {column})


def _uses_row_below(sheet: Sheet, run: list[tuple[int, int, int]]) -> bool:
    """Whether each formula uses the row below, so that the last one uses a row without numbers, though its own has."""
    row, column, _offset = run[-1]
    is_below = all(offset == 1 for _row, _column, offset in run)
    used = _columns_used(sheet, row, column)
    is_off = not any(_is_number(sheet, row + 1, at) for at in used) and any(_is_number(sheet, row, at) for at in used)
    return is_below and is_off


def _columns_used(sheet: Sheet, row: int, column: int) -> set[int]:
    areas = _areas(sheet, sheet.cells[row, column].input)
    return {at for area in areas for at in range(area.left, area.right + 1)}


def _is_number(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.cells.get((row, column))
    return cell is not None and cell.type is ValueType.NUMBER


def _shifted(sheet: Sheet, shift: Inserted | Deleted, by: int) -> Sheet:
    cells = {place: _moved(sheet, place[0], cell, shift, by) for place, cell in sheet.cells.items()}
    return replace(sheet, cells=cells)


def _moved(sheet: Sheet, row: int, cell: SheetCell, shift: Inserted | Deleted, by: int) -> SheetCell:
    """Return the cell with its references moved, unless one would come to the formula itself or is right already."""
    areas = _areas(sheet, cell.input)
    is_right = any(area.top == FIRST_ROW and area.bottom == row - 1 and area.bottom > area.top for area in areas)
    is_circular = any(area.top + by <= row <= area.bottom + by and area.bottom > area.top for area in areas)
    if not areas or is_right or is_circular:
        return cell
    return cell._replace(input=shift_references(str(cell.input), sheet.name, sheet.name, shift, rows=True))
