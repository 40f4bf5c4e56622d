"""What operations do to a table. Pure: each returns a new table that shares the blocks it did not touch."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, assert_never

from django.utils.translation import gettext as _

from artifacts.kinds.catalogue import (
    ClearCells,
    DeleteColumns,
    DeleteRows,
    InsertColumns,
    InsertRows,
    MoveColumns,
    MoveRows,
    ReadColumn,
    RenameColumn,
    SetCells,
    SetType,
    Sort,
    SortKey,
    TableOperation,
)
from artifacts.kinds.references import parse_range, parse_reference
from artifacts.kinds.table.block_rows import Rows
from artifacts.kinds.table.build import check_size, clean_cell
from artifacts.kinds.table.columns import column_index, new_keys, unique_names
from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.table.stored import Block, StoredTable, cut
from artifacts.kinds.table.types import reread, set_type
from artifacts.kinds.values.times import seconds_of
from artifacts.kinds.values.written import keep
from artifacts.rows.errors import InvalidOperation, invalid_operation, require_within
from artifacts.rows.limits import CELL_CHARACTERS, ROWS_PER_BLOCK

TIMES = (ColumnType.TIME, ColumnType.DURATION)


def apply(  # noqa: PLR0911, PLR0912  one branch an operation
    table: StoredTable, operation: TableOperation
) -> StoredTable:
    """Return the table after one operation; raise InvalidOperation if it does not fit."""
    match operation:
        case SetCells():
            return _set_cells(table, operation)
        case ClearCells():
            return _clear_cells(table, operation)
        case InsertRows():
            return _insert_rows(table, operation)
        case DeleteRows():
            _require_rows(table, operation.at, operation.count)
            return replace_rows(table, operation.at - 1, operation.count, [])
        case MoveRows():
            return _move_rows(table, operation)
        case InsertColumns():
            return _insert_columns(table, operation)
        case DeleteColumns():
            return _delete_columns(table, operation)
        case MoveColumns():
            return _move_columns(table, operation)
        case RenameColumn():
            return _rename_column(table, operation)
        case SetType():
            return set_type(table, operation)
        case ReadColumn():
            return reread(table, operation)
        case Sort():
            return _sort(table, operation)
        case _:
            assert_never(operation)


def replace_rows(table: StoredTable, start: int, count: int, rows: Rows) -> StoredTable:
    """Return the table with `count` rows from `start` (from 0) replaced, touching only the blocks they stand in."""
    end = start + count
    placed = list(table.located())
    before = [block for first, block in placed if first + block.count <= start]
    after = [block for first, block in placed if first >= max(start, end) and first + block.count > start]
    touched = list(table.blocks[len(before) : len(table.blocks) - len(after)])
    if not touched and rows and before and before[-1].count + len(rows) <= ROWS_PER_BLOCK:
        touched = [before.pop()]
    first = sum(block.count for block in before)
    old = [row for block in touched for row in table.rows_of(block)]
    kept = [*old[: start - first], *rows, *old[end - first :]]
    new = (Block(len(kept), rows=kept),) if 0 < len(kept) <= 2 * ROWS_PER_BLOCK else cut(kept)
    return StoredTable(table.columns, (*before, *new, *after), table.fetch)


def _set_cells(table: StoredTable, operation: SetCells) -> StoredTable:
    row, column = parse_reference(operation.at)
    values = _with_written(clean_matrix(operation.values), operation.written or [])
    width = max(map(len, values))
    if column + width - 1 > len(table.columns):
        raise invalid_operation(_("The cells from %(at)s on reach beyond the last column.") % {"at": operation.at})
    if row > table.row_count + 1:
        raise invalid_operation(
            _("The table has %(rows)s rows; there is no row %(row)s.") % {"rows": table.row_count, "row": row}
        )
    old = table.window(row - 1, len(values))
    old += [[None] * len(table.columns)] * (len(values) - len(old))
    new = [
        [*before[: column - 1], *cells, *before[column - 1 + len(cells) :]]
        for before, cells in zip(old, values, strict=True)
    ]
    check_size(len(table.columns), row - 1 + len(values))
    return replace_rows(table, row - 1, min(len(values), max(0, table.row_count - row + 1)), new)


def _clear_cells(table: StoredTable, operation: ClearCells) -> StoredTable:
    top, left, bottom, right = parse_range(operation.range)
    _require_rows(table, top, bottom - top + 1)
    if right > len(table.columns):
        raise invalid_operation(_("%(range)s reaches beyond the last column.") % {"range": operation.range})
    old = table.window(top - 1, bottom - top + 1)
    new = [[*row[: left - 1], *[None] * (right - left + 1), *row[right:]] for row in old]
    return replace_rows(table, top - 1, len(new), new)


def _insert_rows(table: StoredTable, operation: InsertRows) -> StoredTable:
    if operation.at > table.row_count + 1:
        raise invalid_operation(
            _("The table has %(rows)s rows; there is no row %(row)s.") % {"rows": table.row_count, "row": operation.at}
        )
    given = clean_matrix(operation.values or [[]])
    count = max(operation.count, len(given))
    width = len(table.columns)
    check_size(width, table.row_count + count)
    if max(map(len, given)) > width:
        raise invalid_operation(_("A row has more cells than the table has columns."))
    rows = [[*cells, *[None] * (width - len(cells))] for cells in [*given, *[[]] * (count - len(given))]]
    return replace_rows(table, operation.at - 1, 0, rows)


def _move_rows(table: StoredTable, operation: MoveRows) -> StoredTable:
    _require_rows(table, operation.at, operation.count)
    _require_rows(table, operation.to, operation.count)
    rows = table.window(operation.at - 1, operation.count)
    without = replace_rows(table, operation.at - 1, operation.count, [])
    return replace_rows(without, operation.to - 1, 0, rows)


def _insert_columns(table: StoredTable, operation: InsertColumns) -> StoredTable:
    count = len(operation.columns or []) or operation.count
    at = len(table.columns) if operation.at == len(table.columns) + 1 else column_index(table.columns, operation.at)
    check_size(len(table.columns) + count, table.row_count)
    added = _new_columns(table, operation, count)
    columns = (*table.columns[:at], *added, *table.columns[at:])
    values = clean_matrix(operation.values or [[]])
    if len(values) > max(1, table.row_count) or max(map(len, values)) > count:
        raise invalid_operation(_("There are more values than new cells."))
    padded = iter([*cells, *[None] * (count - len(cells))] for cells in values)
    empty: list[Cell] = [None] * count
    return table.map_rows(lambda row: [*row[:at], *next(padded, empty), *row[at:]], columns)


def _new_columns(table: StoredTable, operation: InsertColumns, count: int) -> list[Column]:
    given = operation.columns or []
    names, _changed = unique_names(
        [column.name for column in given] or [""] * count, taken=[column.name for column in table.columns]
    )
    if not given:
        return [Column(key, name) for key, name in zip(new_keys(table.columns, count), names, strict=True)]
    used = {column.key for column in table.columns}
    keys = [c.key if c.key and c.key not in used else "" for c in given]
    fresh = iter(new_keys([*table.columns, *(Column(key, "") for key in keys)], count))
    return [
        Column(key or next(fresh), name, new.type, new.align, new.currency)
        for key, name, new in zip(keys, names, given, strict=True)
    ]


def _delete_columns(table: StoredTable, operation: DeleteColumns) -> StoredTable:
    at, end = _column_span(table, operation.at, operation.count)
    if operation.count == len(table.columns):
        raise invalid_operation(_("A table keeps at least one column."))
    columns = (*table.columns[:at], *table.columns[end:])
    return table.map_rows(lambda row: [*row[:at], *row[end:]], columns)


def _move_columns(table: StoredTable, operation: MoveColumns) -> StoredTable:
    at, end = _column_span(table, operation.at, operation.count)
    to, _end = _column_span(table, operation.to, operation.count)
    order = [index for index in range(len(table.columns)) if not at <= index < end]
    order[to:to] = range(at, end)
    columns = tuple(table.columns[index] for index in order)
    return table.map_rows(lambda row: [row[index] for index in order], columns)


def _rename_column(table: StoredTable, operation: RenameColumn) -> StoredTable:
    index = column_index(table.columns, operation.column)
    others = [column.name for at, column in enumerate(table.columns) if at != index]
    names, changed = unique_names([operation.name], taken=others)
    if changed:
        raise invalid_operation(_("There is a column %(name)s already.") % {"name": operation.name})
    columns = list(table.columns)
    columns[index] = replace(columns[index], name=names[0])
    return replace(table, columns=tuple(columns))


def _sort(table: StoredTable, operation: Sort) -> StoredTable:
    if operation.range is not None:
        raise invalid_operation(_("A table is sorted whole."))
    keys = [(column_index(table.columns, key.column), key) for key in operation.by]
    rows = list(table.iter_rows())
    for index, key in reversed(keys):
        rows = sorted_by(rows, index, key, is_time=table.columns[index].type in TIMES)
    return table.with_rows(rows)


def sorted_by(rows: list[Any], index: int, key: SortKey, *, is_time: bool = False) -> list[Any]:
    """Return the rows sorted by one column: numbers, then texts, then truth values; empty ones last either way.

    Where times stand, they are sorted by how long they are.
    """
    order = _time_key if is_time else sort_key
    filled = [row for row in rows if row[index] not in (None, "")]
    empty = [row for row in rows if row[index] in (None, "")]
    return sorted(filled, key=lambda row: order(row[index]), reverse=key.descending) + empty


def _time_key(value: Cell) -> tuple[int, Any]:
    seconds = seconds_of(value) if isinstance(value, str) else None
    return sort_key(value if seconds is None else seconds)


def sort_key(value: Cell) -> tuple[int, Any]:
    """Return what orders values of different types."""
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, int | float):
        return 0, value
    return 1, str(value).casefold()


def _with_written(values: Rows, written: Sequence[Sequence[str | None]]) -> Rows:
    """Return the values with the texts that they were typed as."""
    for row, texts in zip(values, written, strict=False):
        require_within(CELL_CHARACTERS, max((len(text or "") for text in texts), default=0))
        pairs = zip_longest(row, texts[: len(row)])
        row[:] = [cell if text is None else keep(cell, text) for cell, text in pairs]
    return values


def clean_matrix(values: Sequence[Sequence[Cell]]) -> Rows:
    """Return values as cells can hold them; raise OverLimit for a text that is too long."""
    return [[clean_cell(value)[0] for value in row] for row in values]


def _require_rows(table: StoredTable, at: int, count: int) -> None:
    if at + count - 1 > table.row_count:
        raise invalid_operation(
            _("The table has %(rows)s rows; there is no row %(row)s.")
            % {"rows": table.row_count, "row": at + count - 1}
        )


def _column_span(table: StoredTable, at: int | str, count: int) -> tuple[int, int]:
    start = column_index(table.columns, at)
    if start + count > len(table.columns):
        raise InvalidOperation(str(_("There are only %(count)s columns.")) % {"count": len(table.columns)})
    return start, start + count
