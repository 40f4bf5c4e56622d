"""What the cells of a range add up to, by their values and not by how they are shown: the grid's status line."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from artifacts.errors import require_within
from artifacts.grid_view import find_stored_sheet
from artifacts.kinds.references import parse_range
from artifacts.limits import FIGURE_CELLS
from artifacts.reading import Stored, StoredDocument, StoredSpreadsheet, StoredTable
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


def sum_range(stored: Stored, cells: str, sheet: str = "") -> Figures:
    """Return the figures of a range; what lies outside of the grid is left out.

    Raise InvalidOperation for what is no range, OverLimit for one whose rows hold too much to read at once, NotFound
    for a document.
    """
    top, left, bottom, right = parse_range(cells)
    match stored:
        case StoredTable():
            values = _table_values(stored, top, left, bottom, right)
        case StoredSpreadsheet():
            values = _sheet_values(stored, sheet, (top, left, bottom, right))
        case StoredDocument():
            raise NotFound
    numbers = [float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return Figures(len(numbers), math.fsum(numbers))


def _table_values(table: StoredTable, top: int, left: int, bottom: int, right: int) -> Iterator[object]:
    rows = max(0, min(bottom, table.row_count) - top + 1)
    require_within(FIGURE_CELLS, rows * len(table.columns))  # whole rows are read, however few of their cells count
    return (value for row in table.window(top - 1, rows) for value in row[left - 1 : right])


def _sheet_values(stored: StoredSpreadsheet, name: str, box: tuple[int, int, int, int]) -> Iterator[object]:
    top, left, bottom, right = box
    sheet = find_stored_sheet(stored, name)
    rows = max(0, min(bottom, sheet.row_count) - top + 1)
    found = stored.rows(sheet.name, top, rows) if rows else {}
    return (cell.value for (_row, column), cell in found.items() if left <= column <= right)
