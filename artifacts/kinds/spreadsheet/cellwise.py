"""Operations on cells alone: they read and write the bands of the rows they name, whatever else the workbook holds."""

from artifacts.kinds.catalogue import ClearCells, SetCells, SetFormat
from artifacts.kinds.references import parse_range, parse_reference
from artifacts.kinds.spreadsheet.apply import apply as apply_to_content
from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.workbook import Draft, StoredSpreadsheet, bands_between

CellOperation = SetCells | ClearCells | SetFormat


def apply(book: StoredSpreadsheet, operation: CellOperation) -> StoredSpreadsheet:
    """Return the workbook after one operation, nothing computed; raise InvalidOperation if it does not fit."""
    part = part_for(book, operation)
    changed = apply_to_content(part, operation)
    draft = Draft(book)
    first, last = rows_of(operation)
    for at, (before, after) in enumerate(zip(part.sheets, changed.sheets, strict=True)):
        if after is not before:
            draft.replace(at, bands_between(book.sheets[at], first, last), after.cells)
    return draft.closed()


def part_for(book: StoredSpreadsheet, operation: CellOperation) -> SpreadsheetContent:
    """Return as much of the workbook as the operation looks at."""
    return book.part(operation.sheet, *rows_of(operation))


def rows_of(operation: CellOperation) -> tuple[int, int]:
    """Return the first and the last row that the operation names."""
    if isinstance(operation, SetCells):
        top, _left = parse_reference(operation.at)
        return top, top + len(operation.values) - 1
    top, _left, bottom, _right = parse_range(operation.range)
    return top, bottom
