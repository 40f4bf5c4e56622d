"""Stored content as Markdown, whole or windowed: what a chat message or a model is given of an artifact.

Cells are shown as they are kept, one line each; this is for reading, not for a file (files are made by exports).
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import Sheet
from artifacts.kinds.table.stored import StoredTable
from artifacts.reading import Stored

EXCERPT_ROWS = 60
"""Rows of a table or sheet in an excerpt: they show types and conventions in about 2,000 tokens."""

EXCERPT_CHARS = 12_000
"""Characters of a document in an excerpt: about 3,000 tokens, its beginning and its end."""


def markdown_of(stored: Stored) -> str:
    """Return the whole content as Markdown."""
    return _markdown(stored, None)


def excerpt_of(stored: Stored) -> str:
    """Return the content within the limits above, saying what was left out."""
    if isinstance(stored, StoredDocument):
        return _middle_out(stored.text)
    return _markdown(stored, EXCERPT_ROWS)


def _markdown(stored: Stored, rows: int | None) -> str:
    if isinstance(stored, StoredDocument):
        return stored.text
    if isinstance(stored, StoredTable):
        return _table(stored, rows)
    return "\n\n".join(f"## {sheet.name}\n\n{_sheet(sheet, rows)}" for sheet in stored.content().sheets)


def _table(stored: StoredTable, rows: int | None) -> str:
    grid = _grid([column.name for column in stored.columns], islice(stored.iter_rows(), rows))
    return _noting_rest(grid, stored.row_count, rows)


def _sheet(sheet: Sheet, rows: int | None) -> str:
    if not sheet.cells:
        return ""
    height = max(row for row, _ in sheet.cells)
    width = max(column for _, column in sheet.cells)
    shown = range(1, min(height, rows or height) + 1)
    lines = [[_input(sheet, row, column) for column in range(1, width + 1)] for row in shown]
    return _noting_rest(_grid([column_letters(n) for n in range(1, width + 1)], lines), height, rows)


def _input(sheet: Sheet, row: int, column: int) -> Any:
    cell = sheet.cells.get((row, column))
    return cell.input if cell else None


def _grid(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [_line(header), _line(["---"] * len(header)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[Any]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _noting_rest(grid: str, total: int, shown: int | None) -> str:
    if shown is None or total <= shown:
        return grid
    return f"{grid}\n\n({shown} of {total} rows are shown here.)"


def _middle_out(text: str) -> str:
    if len(text) <= EXCERPT_CHARS:
        return text
    half = EXCERPT_CHARS // 2
    return f"{text[:half]}\n\n[{len(text) - 2 * half} characters are left out here]\n\n{text[-half:]}"
