"""What the cells of a range add up to, by their values and not by how they are shown: the grid's status line."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from artifacts.kinds.references import parse_range
from artifacts.kinds.table.filters.rows import Numbers, between, rows_at
from artifacts.rows.errors import require_within
from artifacts.rows.limits import FIGURE_CELLS
from artifacts.shown.grid import find_stored_sheet
from artifacts.versions.reading import Stored, StoredDocument, StoredSpreadsheet, StoredTable
from common.errors import NotFound


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of the cells are numbers, and their sum."""

    numbers: int
    total: float

    @property
    def mean(self) -> float | None:
        """Return the average; None without a number."""
        return self.total / self.numbers if self.numbers else None


def sum_range(stored: Stored, cells: str, sheet: str = "", shown: Numbers | None = None) -> Figures:
    """Return the figures of a range; what lies outside of the grid is left out.

    `shown` are the rows of a table that a filter lets through; others are left out, too.
    Raise InvalidOperation for what is no range, OverLimit for one whose rows hold too much to read at once, NotFound
    for a document.
    """
    top, left, bottom, right = parse_range(cells)
    match stored:
        case StoredTable():
            values = _table_values(stored, (top, left, bottom, right), shown)
        case StoredSpreadsheet():
            values = _sheet_values(stored, sheet, (top, left, bottom, right))
        case StoredDocument():
            raise NotFound
    numbers = [float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return Figures(len(numbers), math.fsum(numbers))


def _table_values(table: StoredTable, box: tuple[int, int, int, int], shown: Numbers | None) -> Iterator[object]:
    top, left, bottom, right = box
    numbers = range(top, min(bottom, table.row_count) + 1) if shown is None else between(shown, top, bottom)
    # whole rows are read, however few of their cells count
    require_within(FIGURE_CELLS, len(numbers) * len(table.columns))
    return (value for _number, row in rows_at(table, numbers) for value in row[left - 1 : right])


def _sheet_values(stored: StoredSpreadsheet, name: str, box: tuple[int, int, int, int]) -> Iterator[object]:
    top, left, bottom, right = box
    sheet = find_stored_sheet(stored, name)
    rows = max(0, min(bottom, sheet.row_count) - top + 1)
    found = stored.rows(sheet.name, top, rows) if rows else {}
    return (cell.value for (_row, column), cell in found.items() if left <= column <= right)
