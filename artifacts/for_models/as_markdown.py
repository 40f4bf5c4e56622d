"""Stored content as Markdown text, whole; and the lines it is made of.

Cells are shown as they are kept, one line each; this is for reading, not for a file (files are made by exports).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell
from artifacts.kinds.spreadsheet.sheets import extent
from artifacts.kinds.table.stored import StoredTable
from artifacts.versions.reading import Stored


def markdown_of(stored: Stored) -> str:
    """Return the whole content as Markdown."""
    if isinstance(stored, StoredDocument):
        return stored.text
    if isinstance(stored, StoredTable):
        return grid_text([column.name for column in stored.columns], stored.iter_rows())
    return "\n\n".join(f"## {sheet.name}\n\n{_sheet(sheet)}" for sheet in stored.content().sheets)


def grid_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a GFM table."""
    return "\n".join([*head_lines(header), *(row_line(row) for row in rows)])


def head_lines(header: Sequence[str]) -> list[str]:
    """Return the two lines above the rows of a GFM table."""
    return [row_line(header), row_line(["---"] * len(header))]


def row_line(cells: Sequence[Any]) -> str:
    """Return one line of a GFM table."""
    return "| " + " | ".join(cell_text(cell) for cell in cells) + " |"


def cell_text(value: Any) -> str:
    """Return a cell as it stands between two pipes."""
    return "" if value is None else str(value).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def sheet_row(cells: Mapping[tuple[int, int], SheetCell], row: int, width: int) -> list[Any]:
    """Return what was typed into the first `width` cells of a row."""
    return [cell.input if (cell := cells.get((row, column))) else None for column in range(1, width + 1)]


def _sheet(sheet: Sheet) -> str:
    height, width = extent(sheet)
    if not height:
        return ""
    letters = [column_letters(number) for number in range(1, width + 1)]
    return grid_text(letters, (sheet_row(sheet.cells, row, width) for row in range(1, height + 1)))
