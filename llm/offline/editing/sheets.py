"""Commands on the first sheet of a spreadsheet, whose first row holds the names."""

from collections.abc import Sequence

from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.content import SpreadsheetContent, ValueType
from artifacts.kinds.table.content import Cell
from llm.offline.editing.editor import NotPossible, Operations

_TOTALS = ("total", "totals", "totales", "suma")


class SheetEditor:
    """The open sheet; a last row that is called Total keeps out of sorting, filling and deleting."""

    def __init__(self, content: SpreadsheetContent) -> None:
        self.sheet = content.sheets[0]
        filled = [place for place, cell in self.sheet.cells.items() if cell.input not in (None, "")]
        self.width = max((column for _row, column in filled), default=0)
        self.last = max((row for row, _column in filled), default=1)
        self.last_data = self.last - 1 if self._is_total(self.last) else self.last

    @property
    def names(self) -> Sequence[str]:
        return [str(self._value(1, column) or "") for column in range(1, self.width + 1)]

    def cells(self, column: int) -> list[Cell]:
        return [self._value(row, column) for row in range(2, self.last_data + 1)]

    def add_columns(self, names: Sequence[str], at: int, value: Cell) -> Operations:
        operations: Operations = []
        if at <= self.width:
            operations.append(self._on_sheet({"op": "insert_columns", "at": at, "count": len(names)}))
        rows: list[list[Cell]] = [list(names)]
        if value is not None:
            rows.extend([value] * len(names) for _row in range(2, self.last_data + 1))
        return [*operations, self._on_sheet({"op": "set_cells", "at": f"{column_letters(at)}1", "values": rows})]

    def delete_column(self, column: int) -> Operations:
        return [self._on_sheet({"op": "delete_columns", "at": column})]

    def rename_column(self, column: int, name: str) -> Operations:
        return self.set_cell(f"{column_letters(column)}1", name)

    def sort(self, keys: Sequence[tuple[int, bool]]) -> Operations:
        by = [{"column": column, "descending": is_down} for column, is_down in keys]
        return [self._on_sheet({"op": "sort", "by": by, "range": f"A2:{column_letters(self.width)}{self.last_data}"})]

    def add_totals(self, label: str) -> Operations:
        summed = [column for column in range(1, self.width + 1) if self._is_numeric(column)]
        if not summed:
            raise NotPossible(label)
        at = self.last_data + 1  # a total that is there is written anew, what stands beside it stays
        row = [self._input(at, column) for column in range(1, self.width + 1)]
        for column in summed:
            letter = column_letters(column)
            row[column - 1] = f"=SUM({letter}2:{letter}{self.last_data})"
        if row[0] is None:
            row[0] = label
        return [self._on_sheet({"op": "set_cells", "at": f"A{at}", "values": [row]})]

    def delete_rows(self, first: int, count: int) -> Operations:
        if first + count > self.last:
            raise NotPossible(str(first + count - 1))
        return [self._on_sheet({"op": "delete_rows", "at": first + 1, "count": count})]

    def set_column(self, column: int, values: Sequence[Cell]) -> Operations:
        if not values:
            return []
        at = f"{column_letters(column)}2"
        return [self._on_sheet({"op": "set_cells", "at": at, "values": [[value] for value in values]})]

    def set_cell(self, reference: str, value: Cell) -> Operations:
        return [self._on_sheet({"op": "set_cells", "at": reference.upper(), "values": [[value]]})]

    def _on_sheet(self, operation: dict[str, object]) -> dict[str, object]:
        return {**operation, "sheet": self.sheet.name}

    def _value(self, row: int, column: int) -> Cell:
        cell = self.sheet.cells.get((row, column))
        return cell.value if cell else None

    def _input(self, row: int, column: int) -> Cell:
        cell = self.sheet.cells.get((row, column))
        return cell.input if cell else None

    def _is_total(self, row: int) -> bool:
        return row > 1 and str(self._value(row, 1) or "").casefold() in _TOTALS

    def _is_numeric(self, column: int) -> bool:
        found = [self.sheet.cells.get((row, column)) for row in range(2, self.last_data + 1)]
        types = {cell.type for cell in found if cell and cell.input not in (None, "")}
        return bool(types) and types <= {ValueType.NUMBER}
