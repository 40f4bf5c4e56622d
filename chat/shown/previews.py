"""The first few cells or lines of an artifact, for its card."""

from collections.abc import Iterable
from itertools import groupby, islice

from artifacts.kinds.cell_display import sheet_cell, table_cell
from artifacts.kinds.spreadsheet.workbook import cells_in_order
from artifacts.kinds.table.content import Cell, Column
from artifacts.rows.models import ArtifactVersion
from artifacts.versions.reading import StoredDocument, StoredSpreadsheet, StoredTable, open_version

ROWS, COLUMNS, CHARS = 3, 4, 40
_MARKS = "#*->`: \\"


def preview_lines(version: ArtifactVersion) -> list[list[str]]:
    """Return up to 3 rows of up to 4 short texts; a document's rows have one."""
    stored = open_version(version)
    match stored:
        case StoredTable():
            columns = stored.columns[:COLUMNS]
            names = [column.name for column in columns]
            return [_short(names), *(_short(map(_shown, row, columns)) for row in stored.window(0, ROWS - 1))]
        case StoredDocument():
            words = map(_words, stored.text.splitlines())
            return [_short([line]) for line in islice(filter(None, words), ROWS)]
        case StoredSpreadsheet():
            return _sheet_lines(stored)


def _sheet_lines(stored: StoredSpreadsheet) -> list[list[str]]:
    """Return the first filled rows, each cell in its column."""
    cells = cells_in_order(stored, stored.sheets[0])
    groups = islice(groupby(cells, key=lambda item: item[0][0]), ROWS)
    rows = [{column: sheet_cell(cell).text for (_row, column), cell in group} for _number, group in groups]
    width = min(COLUMNS, max((column for row in rows for column in row), default=0))
    return [_short([row.get(column) for column in range(1, width + 1)]) for row in rows]


def _shown(value: Cell, column: Column) -> str:
    return table_cell(value, column).text


def _words(line: str) -> str:
    """Return a line of Markdown without its marks, the cells of a table's row apart."""
    return " · ".join(filter(None, (part.strip(_MARKS) for part in line.split("|")))).replace("**", "")


def _short(values: Iterable[str | None]) -> list[str]:
    return [(value or "")[:CHARS] for value in values]
