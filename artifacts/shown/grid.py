"""A window of a table or sheet as the grid's rows; nothing here knows about pages or panes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from artifacts.kinds.cell_display import CellView, column_class, sheet_cell, table_cell
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.stored import StoredSheet
from artifacts.kinds.table.content import Cell
from artifacts.kinds.table.filters.conditions import Filter
from artifacts.kinds.table.filters.rows import Numbers, rows_at
from artifacts.kinds.values.decisions import Answer, answers
from artifacts.kinds.values.doubts import Question
from artifacts.rows.limits import TEXT_CELLS
from artifacts.shown.filter_chips import FilterView, view_filters
from artifacts.versions.reading import StoredSpreadsheet, StoredTable

WINDOW_ROWS = 100  # one request per window; small enough to lay out in a frame
SHEET_SPARE_ROWS, SHEET_SPARE_COLUMNS = 10, 2  # room to write in after the last used cell
SHEET_LEAST_ROWS, SHEET_LEAST_COLUMNS = 30, 8


@dataclass(frozen=True, slots=True)
class HeaderView:
    """A column's head; `letter` is how cells of it are addressed. A sheet's column has no type."""

    letter: str
    name: str
    css: str = ""
    type: str = ""
    currency: str = ""
    key: str = ""
    is_filtered: bool = False
    question: Question | None = None

    @property
    def answers(self) -> Sequence[Answer]:
        """What may be decided about the column."""
        return answers(self.question) if self.question else ()


@dataclass(frozen=True, slots=True)
class RowView:
    """A row by its number from 1; the header is row 1 for assistive technology.

    `place` is where it stands, from 1, among the rows that a filter lets through; None without a filter.
    """

    number: int
    cells: Sequence[CellView]
    place: int | None = None

    @property
    def position(self) -> int:
        """The row's place among the rows that the grid shows."""
        return self.place or self.number

    @property
    def aria_index(self) -> int:
        """The row's place among all rows of the grid, the header included."""
        return self.position + 1


@dataclass(frozen=True, slots=True)
class GridView:
    """Columns and one window of rows; `row_count` counts the rows that a filter lets through, `total` all of them."""

    columns: Sequence[HeaderView]
    rows: Sequence[RowView]
    row_count: int
    offset: int
    sheet: str = ""
    sheets: Sequence[str] = field(default_factory=tuple)
    total: int = 0
    filter: FilterView | None = None
    filter_problem: str = ""

    @property
    def has_questions(self) -> bool:
        """Whether a column waits for a decision."""
        return any(column.question for column in self.columns)

    @property
    def is_sheet(self) -> bool:
        """Whether this is a sheet of a spreadsheet."""
        return bool(self.sheets)

    @property
    def is_windowed(self) -> bool:
        """Whether there are more rows than one window holds."""
        return self.row_count > WINDOW_ROWS

    @property
    def range_cells(self) -> int:
        """How many cells of a range one request answers as text."""
        return TEXT_CELLS.most

    @property
    def aria_row_count(self) -> int:
        """Rows with the header."""
        return self.row_count + 1

    @property
    def first_row(self) -> int:
        return min(self.offset + 1, self.row_count)

    @property
    def last_row(self) -> int:
        return self.offset + len(self.rows)

    @property
    def next_offset(self) -> int | None:
        """Where the next window starts; None at the end."""
        return self.last_row if self.last_row < self.row_count else None

    @property
    def previous_offset(self) -> int | None:
        """Where the window before starts; None at the beginning."""
        return max(0, self.offset - WINDOW_ROWS) if self.offset else None


def table_grid(table: StoredTable, offset: int = 0, limit: int = WINDOW_ROWS) -> GridView:
    """Return the window of a table that starts at `offset` (from 0)."""
    headers = [
        HeaderView(
            column_letters(number),
            column.name,
            column_class(column),
            column.type,
            column.currency or "",
            column.key,
            question=column.question,
        )
        for number, column in enumerate(table.columns, start=1)
    ]
    offset = _within(offset, table.row_count)
    rows = [
        RowView(offset + index, table_cells(table, row))
        for index, row in enumerate(table.window(offset, limit), start=1)
    ]
    return GridView(headers, rows, table.row_count, offset, total=table.row_count)


def filtered_grid(table: StoredTable, filters: Sequence[Filter], numbers: Numbers, offset: int = 0) -> GridView:
    """Return a window of the rows with these numbers, which are those that the filters let through."""
    keys = {one.key for one in filters}
    headers = [replace(head, is_filtered=head.key in keys) for head in table_grid(table, 0, 0).columns]
    offset = _within(offset, len(numbers))
    window = table_rows(table, numbers[offset : offset + WINDOW_ROWS])
    rows = [replace(row, place=place) for place, row in enumerate(window, start=offset + 1)]
    view = view_filters(filters, table.columns)
    return GridView(headers, rows, len(numbers), offset, total=table.row_count, filter=view)


def table_rows(table: StoredTable, numbers: Numbers) -> list[RowView]:
    """Return the rows with these numbers, ascending; what the table does not have is left out."""
    return [RowView(number, table_cells(table, row)) for number, row in rows_at(table, numbers)]


def table_cells(table: StoredTable, row: Sequence[Cell]) -> list[CellView]:
    """Return the views of a table's row."""
    return [table_cell(value, column) for value, column in zip(row, table.columns, strict=True)]


def sheet_grid(stored: StoredSpreadsheet, name: str = "", offset: int = 0, limit: int = WINDOW_ROWS) -> GridView:
    """Return the window of the sheet with this name, or of the first one."""
    sheet = find_stored_sheet(stored, name)
    row_count, column_count = sheet_size(sheet)
    headers = [HeaderView(column_letters(number), column_letters(number)) for number in range(1, column_count + 1)]
    offset = _within(offset, row_count)
    cells = stored.rows(sheet.name, offset + 1, limit)
    last = min(offset + limit, row_count)
    rows = [sheet_row(cells, number, column_count) for number in range(offset + 1, last + 1)]
    return GridView(headers, rows, row_count, offset, sheet.name, [one.name for one in stored.sheets])


def sheet_row(cells: Mapping[tuple[int, int], SheetCell], number: int, column_count: int) -> RowView:
    """Return one row of a sheet."""
    return RowView(number, [sheet_cell(cells.get((number, column))) for column in range(1, column_count + 1)])


def sheet_size(sheet: StoredSheet) -> tuple[int, int]:
    """Return how many rows and columns the grid shows: the used ones and some room."""
    rows, columns = sheet.row_count, sheet.column_count
    return max(rows + SHEET_SPARE_ROWS, SHEET_LEAST_ROWS), max(columns + SHEET_SPARE_COLUMNS, SHEET_LEAST_COLUMNS)


def _within(offset: int, row_count: int) -> int:
    """Return where a window starts; the last one when rows were deleted in front of it."""
    return offset if offset < row_count else max(0, row_count - 1) // WINDOW_ROWS * WINDOW_ROWS


def find_sheet(content: SpreadsheetContent, name: str) -> Sheet:
    """Return the sheet with this name in any case, else the first one."""
    named = (sheet for sheet in content.sheets if sheet.name.lower() == name.lower())
    return next(named, content.sheets[0])


def find_stored_sheet(stored: StoredSpreadsheet, name: str) -> StoredSheet:
    """Do as find_sheet without reading any cell."""
    named = (sheet for sheet in stored.sheets if sheet.name.lower() == name.lower())
    return next(named, stored.sheets[0])
