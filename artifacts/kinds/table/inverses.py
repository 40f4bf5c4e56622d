"""How operations on a table are undone, and whether an older edit still fits a newer state."""

from collections.abc import Sequence
from typing import Any, assert_never, cast

from artifacts.kinds.catalogue import (
    ClearCells,
    DeleteColumns,
    DeleteRows,
    InsertColumns,
    InsertRows,
    MoveColumns,
    MoveRows,
    NewColumn,
    RenameColumn,
    SetCells,
    SetType,
    Sort,
    TableOperation,
)
from artifacts.kinds.references import column_letters, parse_range, parse_reference
from artifacts.kinds.table.columns import column_index
from artifacts.kinds.table.content import Cell, Column
from artifacts.kinds.table.stored import Rows, StoredTable


def inverse(  # noqa: PLR0911  one return an operation
    table: StoredTable, operation: TableOperation
) -> Sequence[TableOperation]:
    """Return what undoes the operation after it was applied to `table`."""
    match operation:
        case SetCells():
            return _unset(table, operation)
        case ClearCells():
            return _write_back(table, parse_range(operation.range))
        case InsertRows():
            return [DeleteRows(at=operation.at, count=max(operation.count, len(operation.values or [])))]
        case DeleteRows():
            rows = table.window(operation.at - 1, operation.count)
            return [InsertRows(at=operation.at, count=operation.count, values=cast(Any, rows))]
        case MoveRows():
            return [MoveRows(at=operation.to, to=operation.at, count=operation.count)]
        case InsertColumns():
            return [
                DeleteColumns(at=_position(table, operation.at), count=len(operation.columns or []) or operation.count)
            ]
        case DeleteColumns():
            return [_insert_back(table, column_index(table.columns, operation.at), operation.count)]
        case MoveColumns():
            at = column_index(table.columns, operation.at) + 1
            return [MoveColumns(at=operation.to, to=at, count=operation.count)]
        case RenameColumn():
            column = table.columns[column_index(table.columns, operation.column)]
            return [RenameColumn(column=column.key, name=column.name)]
        case SetType():
            return _untype(table, table.columns[column_index(table.columns, operation.column)])
        case Sort():
            return _write_back(table, (1, 1, table.row_count, len(table.columns)))
        case _:
            assert_never(operation)


def is_append(base: StoredTable, head: StoredTable, operation: TableOperation) -> bool:
    """Say whether the operation only adds rows or columns behind the last ones, and those are the same in both."""
    match operation:
        case InsertColumns(at=int(at)):
            return len(base.columns) == len(head.columns) < at
        case InsertRows(at=at):
            return base.row_count == head.row_count < at
        case _:
            return False


def is_untouched(base: StoredTable, head: StoredTable, operation: TableOperation) -> bool:
    """Say whether the cells or the column that the operation changes are equal in both states."""
    match operation:
        case SetCells():
            row, column = parse_reference(operation.at)
            bottom, right = row + len(operation.values) - 1, column + max(map(len, operation.values)) - 1
            place = row, column, bottom, right
            return _marked(_cells(base, place)) == _marked(_cells(head, place))
        case ClearCells():
            place = parse_range(operation.range)
            return _marked(_cells(base, place)) == _marked(_cells(head, place))
        case RenameColumn() | SetType():
            return base.columns == head.columns
        case _:
            return False


def _cells(table: StoredTable, place: tuple[int, int, int, int]) -> Rows:
    top, left, bottom, right = place
    return [row[left - 1 : right] for row in table.window(top - 1, bottom - top + 1)]


def _marked(rows: Rows) -> list[list[tuple[Cell, bool]]]:
    """Return cells that compare as people see them: to Python, 0 equals False."""
    return [[(cell, isinstance(cell, bool)) for cell in row] for row in rows]


def _unset(table: StoredTable, operation: SetCells) -> list[TableOperation]:
    row, column = parse_reference(operation.at)
    bottom, right = row + len(operation.values) - 1, column + max(map(len, operation.values)) - 1
    undo: list[TableOperation] = list(_write_back(table, (row, column, min(bottom, table.row_count), right)))
    if (added := bottom - table.row_count) > 0:
        undo.insert(0, DeleteRows(at=table.row_count + 1, count=added))
    return undo


def _write_back(table: StoredTable, place: tuple[int, int, int, int]) -> list[TableOperation]:
    values = _cells(table, place)
    return [SetCells(at=f"{column_letters(place[1])}{place[0]}", values=cast(Any, values))] if values else []


def _insert_back(table: StoredTable, at: int, count: int) -> InsertColumns:
    gone = table.columns[at : at + count]
    values: list[list[Cell]] = [row[at : at + count] for row in table.iter_rows()]
    return InsertColumns(
        at=at + 1,
        columns=[NewColumn(name=c.name, type=c.type, align=c.align, currency=c.currency, key=c.key) for c in gone],
        values=cast(Any, values) or None,
    )


def _untype(table: StoredTable, column: Column) -> list[TableOperation]:
    index = table.columns.index(column) + 1
    back = SetType(column=column.key, type=column.type, align=column.align, currency=column.currency)
    return [back, *_write_back(table, (1, index, table.row_count, index))]


def _position(table: StoredTable, at: int | str) -> int:
    return at if at == len(table.columns) + 1 and isinstance(at, int) else column_index(table.columns, at) + 1
