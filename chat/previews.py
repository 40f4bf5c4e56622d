"""The first few cells or lines of an artifact, for its card."""

from collections.abc import Sequence
from itertools import groupby, islice

from artifacts.kinds.spreadsheet.workbook import cells_in_order
from artifacts.models import ArtifactVersion
from artifacts.reading import StoredDocument, StoredSpreadsheet, StoredTable, open_version

ROWS, COLUMNS, CHARS = 3, 4, 40


def preview_lines(version: ArtifactVersion) -> list[list[str]]:
    """Return up to 3 rows of up to 4 short texts; a document's rows have one."""
    stored = open_version(version)
    match stored:
        case StoredTable():
            names = [column.name for column in stored.columns[:COLUMNS]]
            return [_short(names), *(_short(row[:COLUMNS]) for row in stored.window(0, ROWS - 1))]
        case StoredDocument():
            words = (line.strip("#*->`|: ") for line in stored.text.splitlines())
            return [_short([line]) for line in islice(filter(None, words), ROWS)]
        case StoredSpreadsheet():
            return _sheet_lines(stored)


def _sheet_lines(stored: StoredSpreadsheet) -> list[list[str]]:
    """Return the first filled rows, each cell in its column."""
    cells = cells_in_order(stored, stored.sheets[0])
    groups = islice(groupby(cells, key=lambda item: item[0][0]), ROWS)
    rows = [{column: cell.value for (_row, column), cell in group} for _number, group in groups]
    width = min(COLUMNS, max((column for row in rows for column in row), default=0))
    return [_short([row.get(column) for column in range(1, width + 1)]) for row in rows]


def _short(values: Sequence[object]) -> list[str]:
    return ["" if value is None else str(value)[:CHARS] for value in values]
