"""Operations on rows of a table that have moved since: found again where the same rows stand now.

Rows are the same when all their cells are. What stands on a row that was changed, or that is gone, has no place any
more; neither has what follows an operation that moves rows itself.
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
    if base.columns != head.columns or max(base.row_count, head.row_count) > MOST_ROWS:
        return None
    rows = _Rows(base, head)
    try:
        return [rows.moved(operation, is_last=at == len(operations) - 1) for at, operation in enumerate(operations)]
    except NoPlace:
        return None


class _Rows:
    """Where each row of the older table stands in the newer one, both from 1."""

    def __init__(self, base: StoredTable, head: StoredTable) -> None:
        self.base_count, self.head_count = base.row_count, head.row_count
        before, after = ([repr(row) for row in table.iter_rows()] for table in (base, head))
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        in_order = {old + step + 1: new + step + 1 for old, new, size in blocks for step in range(size)}
        self.places = {**_only_ones(before, after), **in_order}

    def moved(self, operation: Operation, *, is_last: bool) -> Operation:
        match operation:
            case ops.SetCells(at=at, values=values):
                row, column = parse_reference(at)
                top = self.run(row, len(values))
                return operation.model_copy(update={"at": write_range(top, column, top, column)})
            case ops.ClearCells(range=place):
                top, left, bottom, right = parse_range(place)
                first = self.run(top, bottom - top + 1)
                return operation.model_copy(update={"range": write_range(first, left, first + bottom - top, right)})
            case ops.InsertColumns(values=values):
                return operation.model_copy(update={"values": self.realigned(values) if values else None})
            case ops.RenameColumn() | ops.SetType() | ops.RenameArtifact():
                return operation
            case ops.DeleteRows(at=at, count=count) if is_last:
                return operation.model_copy(update={"at": self.run(at, count)})
            case ops.InsertRows(at=at) if is_last:
                return operation.model_copy(update={"at": self.before(at)})
        raise NoPlace

    def run(self, first: int, count: int) -> int:
        """Return where these rows stand now, still one after the other."""
        places = [self.places.get(row) for row in range(first, first + count)]
        if places[0] is None or places != list(range(places[0], places[0] + count)):
            raise NoPlace
        return places[0]

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
