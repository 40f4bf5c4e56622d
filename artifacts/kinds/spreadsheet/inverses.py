"""How operations on a workbook are undone, and whether an older edit still fits a newer state."""

from typing import Any, cast

from artifacts.kinds.catalogue import (
    AddSheet,
    ClearCells,
    DeleteColumns,
    DeleteRows,
    DeleteSheet,
    InsertColumns,
    InsertRows,
    MoveColumns,
    MoveRows,
    MoveSheet,
    RenameSheet,
    SetCells,
    SetFormat,
    SpreadsheetOperation,
)
from artifacts.kinds.references import column_letters, parse_range, parse_reference
from artifacts.kinds.spreadsheet.apply import apply, find_sheet
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent
from common.errors import ApplicationError


def inverse(before: SpreadsheetContent, operation: SpreadsheetOperation) -> list[SpreadsheetOperation]:
    """Return what undoes the operation: its counterpart, then every input and format that is still different."""
    undo = _counterpart(before, operation)
    state = apply(before, operation)
    for step in undo:
        state = apply(state, step)
    inputs = _different_inputs(state, before)
    for step in inputs:
        state = apply(state, step)
    return [*undo, *inputs, *_different_formats(state, before)]


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


def _counterpart(  # noqa: PLR0911  one return an operation
    before: SpreadsheetContent, operation: SpreadsheetOperation
) -> list[SpreadsheetOperation]:
    match operation:
        case InsertRows():
            count = max(operation.count, len(operation.values or []))
            return [DeleteRows(at=operation.at, count=count, sheet=operation.sheet)]
        case InsertColumns():
            count = max([operation.count, *map(len, operation.values or [])])
            return [DeleteColumns(at=operation.at, count=count, sheet=operation.sheet)]
        case DeleteRows():
            return [InsertRows(at=operation.at, count=operation.count, sheet=operation.sheet)]
        case DeleteColumns():
            return [InsertColumns(at=operation.at, count=operation.count, sheet=operation.sheet)]
        case MoveRows():
            return [MoveRows(at=operation.to, to=operation.at, count=operation.count, sheet=operation.sheet)]
        case MoveColumns():
            at = operation.at if isinstance(operation.at, int) else parse_reference(f"{operation.at}1")[1]
            return [MoveColumns(at=operation.to, to=at, count=operation.count, sheet=operation.sheet)]
        case AddSheet():
            return [DeleteSheet(sheet=operation.name)]
        case RenameSheet():
            return [RenameSheet(sheet=operation.name, name=find_sheet(before, operation.sheet).name)]
        case DeleteSheet() | MoveSheet():
            gone = find_sheet(before, operation.sheet)
            number = before.sheets.index(gone) + 1
            if isinstance(operation, MoveSheet):
                return [MoveSheet(sheet=gone.name, to=number)]
            return [AddSheet(name=gone.name, at=number)]
        case _:
            return []


def _different_inputs(now: SpreadsheetContent, wanted: SpreadsheetContent) -> list[SpreadsheetOperation]:
    """Return one operation for each run of neighbouring cells whose input is another."""
    steps: list[SpreadsheetOperation] = []
    for have, want in zip(now.sheets, wanted.sheets, strict=True):
        run: list[tuple[int, int, Any]] = []
        for place in sorted(have.cells.keys() | want.cells.keys()):
            value = _input(want.cells.get(place))
            if value == _input(have.cells.get(place)) and type(value) is type(_input(have.cells.get(place))):
                continue
            if run and (run[-1][0], run[-1][1] + 1) != place:
                steps.append(_write(want.name, run))
                run = []
            run.append((*place, value))
        if run:
            steps.append(_write(want.name, run))
    return steps


def _write(sheet: str, run: list[tuple[int, int, Any]]) -> SetCells:
    at = f"{column_letters(run[0][1])}{run[0][0]}"
    return SetCells(at=at, values=cast(Any, [[value for _row, _column, value in run]]), sheet=sheet)


def _different_formats(now: SpreadsheetContent, wanted: SpreadsheetContent) -> list[SpreadsheetOperation]:
    return [
        SetFormat(
            range=f"{column_letters(column)}{row}", format=_format(want.cells.get((row, column))), sheet=want.name
        )
        for have, want in zip(now.sheets, wanted.sheets, strict=True)
        for row, column in sorted(have.cells.keys() | want.cells.keys())
        if _format(have.cells.get((row, column))) != _format(want.cells.get((row, column)))
    ]


def _input(cell: SheetCell | None) -> Any:
    return cell.input if cell is not None else None


def _format(cell: SheetCell | None) -> str | None:
    return cell.format if cell is not None else None
