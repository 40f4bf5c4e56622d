"""A range of cells as tab-separated text, the form that Excel and Sheets put on the clipboard."""

from collections.abc import Iterator

from artifacts.kinds.cell_display import sheet_cell, table_cell
from artifacts.kinds.clipboard import write_block
from artifacts.kinds.references import parse_range
from artifacts.kinds.table.filters.rows import Numbers, between, rows_at
from artifacts.rows.errors import require_within
from artifacts.rows.limits import TEXT_CELLS
from artifacts.shown.grid import find_stored_sheet, sheet_size
from artifacts.versions.reading import Stored, StoredDocument, StoredSpreadsheet, StoredTable
from common.errors import NotFound


def render_range(stored: Stored, cells: str, sheet: str = "", shown: Numbers | None = None) -> str | None:
    """Return what an editor of each cell starts from; what lies outside of the grid is left out.

    `shown` are the rows of a table that a filter lets through; others are left out, too, and None says that all are.
    Raise InvalidOperation for what is no range, OverLimit for too many cells at once, NotFound for a document.
    """
    top, left, bottom, right = parse_range(cells)
    numbers = range(top, bottom + 1) if shown is None else between(shown, top, bottom)
    require_within(TEXT_CELLS, len(numbers) * (right - left + 1))
    if shown is not None and not numbers:
        return None
    match stored:
        case StoredTable():
            rows = _table_rows(stored, numbers, left, right)
        case StoredSpreadsheet():
            rows = _sheet_rows(stored, sheet, (top, left, bottom, right))
        case StoredDocument():
            raise NotFound
    return write_block(rows)


def _table_rows(table: StoredTable, numbers: Numbers, left: int, right: int) -> Iterator[list[str]]:
    columns = table.columns[left - 1 : right]
    for _number, row in rows_at(table, numbers):
        yield [table_cell(value, column).raw for value, column in zip(row[left - 1 : right], columns, strict=True)]


def _sheet_rows(stored: StoredSpreadsheet, name: str, box: tuple[int, int, int, int]) -> Iterator[list[str]]:
    sheet = find_stored_sheet(stored, name)
    row_count, column_count = sheet_size(sheet)
    top, left, bottom, right = box
    cells = stored.rows(sheet.name, top, bottom - top + 1)
    for row in range(top, min(bottom, row_count) + 1):
        yield [sheet_cell(cells.get((row, column))).raw for column in range(left, min(right, column_count) + 1)]
