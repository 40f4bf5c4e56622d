"""Commands on a table."""

from collections.abc import Sequence

from artifacts.kinds.references import column_letters
from artifacts.kinds.table.content import Cell, ColumnType, TableContent
from llm.offline.editing.editor import NotPossible, Operations

_SUMMED = (ColumnType.NUMBER, ColumnType.CURRENCY)


class TableEditor:
    """The open table; totals are values, because a table has no formulas."""

    def __init__(self, content: TableContent) -> None:
        self.content = content

    @property
    def names(self) -> Sequence[str]:
        return [column.name for column in self.content.columns]

    def cells(self, column: int) -> list[Cell]:
        return [row[column - 1] for row in self.content.rows]

    def add_columns(self, names: Sequence[str], at: int, value: Cell) -> Operations:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        kind = ColumnType.NUMBER if is_number else ColumnType.TEXT
        operation = {
            "op": "insert_columns",
            "at": at,
            "columns": [{"name": name, "type": kind.value} for name in names],
        }
        if value is not None:
            operation["values"] = [[value] * len(names) for _row in self.content.rows] or [[None]]
        return [operation]

    def delete_column(self, column: int) -> Operations:
        return [{"op": "delete_columns", "at": column}]

    def rename_column(self, column: int, name: str) -> Operations:
        return [{"op": "rename_column", "column": column, "name": name}]

    def sort(self, keys: Sequence[tuple[int, bool]]) -> Operations:
        return [{"op": "sort", "by": [{"column": column, "descending": is_down} for column, is_down in keys]}]

    def add_totals(self, label: str) -> Operations:
        sums = [self._sum(number) for number in range(1, len(self.content.columns) + 1)]
        if not any(total is not None for total in sums):
            raise NotPossible(label)
        free = next((at for at, total in enumerate(sums) if total is None), None)
        row: list[Cell] = [label if at == free else total for at, total in enumerate(sums)]
        return [{"op": "insert_rows", "at": self.content.row_count + 1, "values": [row]}]

    def delete_rows(self, first: int, count: int) -> Operations:
        if first + count - 1 > self.content.row_count:
            raise NotPossible(str(first + count - 1))
        return [{"op": "delete_rows", "at": first, "count": count}]

    def set_column(self, column: int, values: Sequence[Cell]) -> Operations:
        if not values:
            return []
        return [{"op": "set_cells", "at": f"{column_letters(column)}1", "values": [[value] for value in values]}]

    def set_cell(self, reference: str, value: Cell) -> Operations:
        return [{"op": "set_cells", "at": reference.upper(), "values": [[value]]}]

    def _sum(self, column: int) -> Cell:
        """Return the sum of a column of numbers, rounded as far as sums of decimals need it; None for another."""
        numbers = [cell for cell in self.cells(column) if isinstance(cell, int | float) and not isinstance(cell, bool)]
        if self.content.columns[column - 1].type not in _SUMMED or not numbers:
            return None
        total = sum(numbers)
        return round(total, 10) if isinstance(total, float) else total
