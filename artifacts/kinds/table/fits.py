"""Whether an older edit of a table still fits a newer state."""

from artifacts.kinds.catalogue import (
    ClearCells,
    InsertColumns,
    InsertRows,
    ReadColumn,
    RenameColumn,
    SetCells,
    SetType,
    TableOperation,
)
from artifacts.kinds.references import parse_range, parse_reference
from artifacts.kinds.table.block_rows import Rows
from artifacts.kinds.table.content import Cell
from artifacts.kinds.table.stored import StoredTable


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
        case RenameColumn() | SetType() | ReadColumn():
            return base.columns == head.columns
        case _:
            return False


def _cells(table: StoredTable, place: tuple[int, int, int, int]) -> Rows:
    top, left, bottom, right = place
    return [row[left - 1 : right] for row in table.window(top - 1, bottom - top + 1)]


def _marked(rows: Rows) -> list[list[tuple[Cell, bool]]]:
    """Return cells that compare as people see them: to Python, 0 equals False."""
    return [[(cell, isinstance(cell, bool)) for cell in row] for row in rows]
