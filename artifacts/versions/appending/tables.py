"""Further rows for a table: read with the columns it has, without the header and the rows that a model says again."""

from collections.abc import Sequence

from artifacts.extraction.cells import plain_text
from artifacts.kinds.elision import is_elision_line, is_elision_row
from artifacts.kinds.table.columns import unique_names
from artifacts.kinds.table.content import Cell, Column, TableContent
from artifacts.kinds.table.gfm import find_tables, is_delimiter, split_row
from artifacts.kinds.table.stored import StoredTable
from artifacts.kinds.values.blocks import read_beside, sign_used
from artifacts.kinds.values.cells import read_cell
from artifacts.kinds.values.numbers import Decimal
from artifacts.versions.appending.overlap import new_rows

Signs = Sequence[Decimal | None]


def append_table(
    head: StoredTable, shown: StoredTable, content: TableContent, source: str, asked: int | None = None
) -> TableContent | None:
    """Return the head with the new rows of `content` behind it, or None when there are none.

    `shown` is the version that the model was asked to go on from, `source` the text that `content` was read from,
    `asked` the number of rows that the whole should have. Rows at the end that only stood for further ones give way.
    """
    rows = list(head.iter_rows())
    while rows and is_elision_row(rows[-1]):
        rows.pop()
    names, texts = _texts(content, source)
    texts = _with_lost_first_row(head, names, texts)
    signs = [sign_used(row[at] for row in rows) for at in range(len(head.columns))]
    own = [sign_used(row[at] for row in content.rows) for at in range(len(content.columns))]
    given = [_fitted(head, names, row, (signs, own)) for row in texts]
    added = new_rows(given, rows, list(shown.iter_rows()), missing=asked - len(rows) if asked else None)
    return TableContent(head.columns, [*rows, *added]) if added else None


def rows_without_header(head: StoredTable, text: str) -> tuple[str, str]:
    """Return rows of this table that stand in a text without a header, as a whole table, and the text without them."""
    width = len(head.columns)
    lines = text.splitlines()
    found = [at for at, line in enumerate(lines) if _is_row(line, width)]
    if not found:
        return "", text
    top = ["| " + " | ".join(column.name.replace("|", "\\|") for column in head.columns) + " |", "|---" * width + "|"]
    kept = [line for at, line in enumerate(lines) if at not in found and not is_delimiter(line)]
    return "\n".join([*top, *(lines[at] for at in found)]), "\n".join(kept).strip("\n")


def _is_row(line: str, width: int) -> bool:
    return line.lstrip().startswith("|") and not is_delimiter(line) and len(split_row(line)) == width


def _texts(content: TableContent, source: str) -> tuple[list[str], list[list[str]]]:
    """Return header and rows as they were written, so that they can be read as the types that the table has."""
    lines = [line for line in source.splitlines() if line.strip() and not is_elision_line(line)]
    tables = [table for _start, _end, table in find_tables(lines)]
    if not tables:
        rows = [["" if cell is None else str(cell) for cell in row] for row in content.rows]
        return [column.name for column in content.columns], rows
    table = max(tables, key=lambda found: len(found.rows))
    rows = [[plain_text(cell) for cell in row] for row in table.rows]
    written = [row for row in rows if not is_elision_row(row)][: content.row_count]
    return [plain_text(cell) for cell in table.header], written


def _with_lost_first_row(head: StoredTable, names: list[str], rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with what was taken for a header but is none of this table."""
    known = {column.name.casefold() for column in head.columns}
    is_header = len(names) != len(head.columns) or any(name.casefold() in known for name in names)
    is_made_up = names == unique_names([""] * len(names))[0]
    return rows if is_header or is_made_up else [names, *rows]


def _fitted(head: StoredTable, names: Sequence[str], row: Sequence[str], signs: tuple[Signs, Signs]) -> list[Cell]:
    """Return a row's cells in the order and the types of the head's columns: by name, else by place.

    `signs` are those by which the head's own cells were read, and those by which the content's were.
    """
    places = {name.casefold(): at for at, name in enumerate(names)}
    is_named = all(column.name.casefold() in places for column in head.columns)
    before, own = signs
    cells: list[Cell] = []
    for at, column in enumerate(head.columns):
        place = places[column.name.casefold()] if is_named else at
        cells.append(
            _cell(row[place], column, before[at] or next(iter(own[place : place + 1]), None))
            if place < len(row)
            else None
        )
    return cells


def _cell(text: str, column: Column, sign: Decimal | None) -> Cell:
    return read_beside(text, column, sign) if sign else read_cell(text, column)
