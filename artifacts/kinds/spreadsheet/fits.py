"""Whether an older edit of a workbook still fits a newer state."""

from typing import Any

from artifacts.kinds.catalogue import (
    ClearCells,
    InsertColumns,
    InsertRows,
    SetCells,
    SetFormat,
    SpreadsheetOperation,
)
from artifacts.kinds.references import parse_range, parse_reference
from artifacts.kinds.spreadsheet.apply import find_sheet
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from common.errors import ApplicationError


def is_append(base: SpreadsheetContent, head: SpreadsheetContent, operation: SpreadsheetOperation) -> bool:
    """Say whether the operation only makes room behind the last filled row or column of both states."""
    if not isinstance(operation, InsertRows | InsertColumns):
        return False
    axis = 0 if isinstance(operation, InsertRows) else 1
    try:
        place = operation.at if isinstance(operation.at, int) else parse_reference(f"{operation.at}1")[1]
        return all(_end(content, operation.sheet, axis) < place for content in (base, head))
    except ApplicationError:
        return False


def _end(content: SpreadsheetContent, sheet: str | None, axis: int) -> int:
    return max((at[axis] for at in find_sheet(content, sheet).cells), default=0)


def is_untouched(base: SpreadsheetContent, head: SpreadsheetContent, operation: SpreadsheetOperation) -> bool:
    """Say whether the cells that the operation changes were typed and formatted alike in both states."""
    match operation:
        case SetCells():
            row, column = parse_reference(operation.at)
            bottom, right = row + len(operation.values) - 1, column + max(map(len, operation.values)) - 1
            place = row, column, bottom, right
        case ClearCells() | SetFormat():
            place = parse_range(operation.range)
        case _:
            return False
    try:
        return _typed(base, operation.sheet, place) == _typed(head, operation.sheet, place)
    except ApplicationError:
        return False


def _typed(content: SpreadsheetContent, sheet: str | None, place: tuple[int, int, int, int]) -> dict[Any, Any]:
    top, left, bottom, right = place
    return {
        at: (cell.input, isinstance(cell.input, bool), cell.format)  # to Python, 0 equals False
        for at, cell in find_sheet(content, sheet).cells.items()
        if (cell.input, cell.format) != (None, None) and top <= at[0] <= bottom and left <= at[1] <= right
    }
