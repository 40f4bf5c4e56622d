"""A sheet's sparse cells as full rows, for formats that know only rectangles."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value, ValueType
from exports.formats.options import ExportOptions


def is_formula(cell: SheetCell) -> bool:
    """Whether the cell computes what it shows."""
    return isinstance(cell.input, str) and cell.input.startswith("=") and len(cell.input) > 1


def chosen_content(content: SpreadsheetContent, options: ExportOptions) -> SpreadsheetContent:
    """Return the workbook as the options want it: formulas as the text that was typed, or as it is."""
    if not options.formulas_as_text:
        return content
    return SpreadsheetContent([replace(sheet, cells=_typed(sheet)) for sheet in content.sheets])


def _typed(sheet: Sheet) -> dict[tuple[int, int], SheetCell]:
    return {
        place: SheetCell(cell.input, cell.input, ValueType.TEXT) if is_formula(cell) else cell
        for place, cell in sheet.cells.items()
    }


def sheet_size(sheet: Sheet) -> tuple[int, int]:
    """Return rows and columns up to the last cell that shows something."""
    places = [place for place, cell in sheet.cells.items() if shown_value(cell) not in (None, "")]
    return (max(row for row, _ in places), max(column for _, column in places)) if places else (0, 0)


def sheet_rows(sheet: Sheet, shown: Callable[[SheetCell], Value] | None = None) -> Iterator[list[Value]]:
    """Yield every row from the first, empty ones too, all equally long; `shown` says what stands for a cell."""
    show = shown or shown_value
    rows, columns = sheet_size(sheet)
    for row in range(1, rows + 1):
        cells = (sheet.cells.get((row, column)) for column in range(1, columns + 1))
        yield [None if cell is None else show(cell) for cell in cells]


def shown_value(cell: SheetCell) -> Value:
    """Return the computed value; what was typed when nothing was computed."""
    return cell.input if cell.value is None and not str(cell.input).startswith("=") else cell.value
