"""Operations on places of a table that have moved since: found again where the same rows and columns stand now.

Columns are the same by their key, rows when all their cells are. What stands on a row that was changed, or that is
gone, has no place any more; neither has what follows an operation that moves rows itself, nor a row among equal ones
of which one was changed: which of them is meant cannot be told.
"""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from artifacts.kinds import catalogue as ops
from artifacts.kinds.catalogue import Operation
from artifacts.kinds.references import parse_range, parse_reference, write_range
from artifacts.kinds.table.stored import StoredTable

MOST_ROWS = 5_000
"""Rows that are compared; in larger tables an edit made on an older version is refused as before."""


class NoPlace(Exception):
    """The operation has no place in the newer table."""


def moved_operations(base: StoredTable, head: StoredTable, operations: Sequence[Operation]) -> list[Operation] | None:
    """Return the operations as they are meant in `head`; None if one of them has no place there."""
    columns = {column: at for at, column in enumerate(head.columns)}
    if not all(column in columns for column in base.columns) or max(base.row_count, head.row_count) > MOST_ROWS:
        return None
    places = _Places(base, head, [columns[column] for column in base.columns])
    try:
        return [places.moved(operation, is_last=at == len(operations) - 1) for at, operation in enumerate(operations)]
    except NoPlace:
        return None


class _Places:
    """Where each row and column of the older table stands in the newer one, all from 1."""

    def __init__(self, base: StoredTable, head: StoredTable, columns: Sequence[int]) -> None:
        self.base_count, self.head_count = base.row_count, head.row_count
        self.columns = {old: new + 1 for old, new in enumerate(columns, 1)}
        self.has_same_columns = base.columns == head.columns
        self.column_count = len(head.columns)
        before = [repr(row) for row in base.iter_rows()]
        after = [repr([row[at] for at in columns]) for row in head.iter_rows()]
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        had, has = Counter(before), Counter(after)
        in_order = {
            old + step + 1: new + step + 1
            for old, new, size in blocks
            for step in range(size)
            if had[before[old + step]] == has[before[old + step]]
        }
        self.places = {**_only_ones(before, after), **in_order}

    def moved(self, operation: Operation, *, is_last: bool) -> Operation:
        return operation.model_copy(update=self._changes(operation, is_last=is_last))

    def _changes(self, operation: Operation, *, is_last: bool) -> dict[str, object]:
        """Return which fields of the operation are other ones now."""
        match operation:
            case ops.SetCells(at=reference, values=values):
                row, column = parse_reference(reference)
                top, left = self.run(row, len(values)), self.run_of_columns(column, max(map(len, values)))
                return {"at": write_range(top, left, top, left)}
            case ops.ClearCells(range=place):
                top, left, bottom, right = parse_range(place)
                row, column = self.run(top, bottom - top + 1), self.run_of_columns(left, right - left + 1)
                return {"range": write_range(row, column, row + bottom - top, column + right - left)}
            case ops.InsertColumns(values=values):
                return {"at": self.before_column(operation.at), "values": self.realigned(values) if values else None}
            case ops.DeleteRows(at=number, count=count) if is_last:
                return {"at": self.run(number, count)}
            case ops.InsertRows(at=number) if is_last:
                return {"at": self.before(number)}
        if isinstance(operation, ops.RenameColumn | ops.SetType | ops.RenameArtifact) and self.has_same_columns:
            return {}
        raise NoPlace

    def run(self, first: int, count: int) -> int:
        """Return where these rows stand now, still one after the other."""
        places = [self.places.get(row) for row in range(first, first + count)]
        if places[0] is None or places != list(range(places[0], places[0] + count)):
            raise NoPlace
        return places[0]

    def run_of_columns(self, first: int, count: int) -> int:
        """Return where these columns stand now, still side by side."""
        places = [self.columns.get(column) for column in range(first, first + count)]
        if places[0] is None or places != list(range(places[0], places[0] + count)):
            raise NoPlace
        return places[0]

    def before_column(self, column: int | str) -> int | str:
        """Return the place right before that column, or behind the last one; a name is one as long as none came."""
        if isinstance(column, int):
            return self.columns.get(column, self.column_count + 1)
        if not self.has_same_columns:
            raise NoPlace
        return column

    def before(self, row: int) -> int:
        """Return the place right before that row, or behind the last one."""
        return self.head_count + 1 if row > self.base_count else self.run(row, 1)

    def realigned(self, values: Sequence[Sequence[ops.CellValue]]) -> list[list[ops.CellValue]]:
        """Return the values of new columns beside the rows that they were written for; new rows have none."""
        if len(self.places) < self.base_count:
            raise NoPlace
        origins = {new: old for old, new in self.places.items()}
        width = max(map(len, values))
        empty: list[ops.CellValue] = [None] * width
        return [
            list(values[old - 1]) if (old := origins.get(row)) and old <= len(values) else list(empty)
            for row in range(1, self.head_count + 1)
        ]


def _only_ones(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return where rows stand that there is one of in both tables, whatever their order."""
    count_before, count_after = Counter(before), Counter(after)
    found = {row: at for at, row in enumerate(after, 1) if count_after[row] == 1}
    return {at: found[row] for at, row in enumerate(before, 1) if count_before[row] == 1 and row in found}
