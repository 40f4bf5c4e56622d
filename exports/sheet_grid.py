"""A sheet's sparse cells as full rows, for formats that know only rectangles."""

from collections.abc import Iterator

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, Value


def sheet_size(sheet: Sheet) -> tuple[int, int]:
    """Return rows and columns up to the last cell that shows something."""
    places = [place for place, cell in sheet.cells.items() if shown_value(cell) not in (None, "")]
    return (max(row for row, _ in places), max(column for _, column in places)) if places else (0, 0)


def sheet_rows(sheet: Sheet) -> Iterator[list[Value]]:
    """Yield every row from the first, empty ones too, all equally long."""
    rows, columns = sheet_size(sheet)
    for row in range(1, rows + 1):
        cells = (sheet.cells.get((row, column)) for column in range(1, columns + 1))
        yield [None if cell is None else shown_value(cell) for cell in cells]


def shown_value(cell: SheetCell) -> Value:
    """Return the computed value; what was typed when nothing was computed."""
    return cell.input if cell.value is None and not str(cell.input).startswith("=") else cell.value
