"""Further rows and sheets for a spreadsheet, below what stands there; formulas follow to the rows they come to."""

from dataclasses import replace

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value
from artifacts.kinds.spreadsheet.formulas import areas_of, copy_formula
from artifacts.kinds.spreadsheet.sheets import extent, sheet_name
from artifacts.versions.appending.overlap import new_rows

_Row = list[Value]


def append_spreadsheet(
    head: SpreadsheetContent, shown: SpreadsheetContent, content: SpreadsheetContent, asked: int | None = None
) -> SpreadsheetContent | None:
    """Return the head with new rows below its sheets, by name, and with sheets it does not have; None without any.

    A single grid under a name of its own, where the head has one sheet too, is taken for that sheet's rows when it has
    its header. `asked` is the number of rows below the header that a workbook of one sheet should have.
    """
    sheets = list(head.sheets)
    wanted = asked if len(head.sheets) == 1 else None
    is_changed = False
    for given in content.sheets:
        at = _place_of(given, sheets, is_alone=len(content.sheets) == 1)
        if at is None:
            sheets.append(replace(given, name=sheet_name(given.name, [sheet.name for sheet in sheets])))
            is_changed = True
            continue
        earlier = next((sheet for sheet in shown.sheets if sheet.name == sheets[at].name), sheets[at])
        longer = _below(sheets[at], earlier, given, wanted)
        is_changed |= longer is not sheets[at]
        sheets[at] = longer
    return SpreadsheetContent(sheets) if is_changed else None


def _place_of(given: Sheet, sheets: list[Sheet], *, is_alone: bool) -> int | None:
    named = [at for at, sheet in enumerate(sheets) if sheet.name.casefold() == given.name.casefold()]
    if named:
        return named[0]
    is_last = is_alone and _rows(given)[:1] == _rows(sheets[-1])[:1]
    return len(sheets) - 1 if is_last else None


def _below(sheet: Sheet, earlier: Sheet, given: Sheet, asked: int | None) -> Sheet:
    rows, there = _rows(given), _rows(sheet)
    header = 1 if rows[:1] == there[:1] else 0
    known = (there, there[header:], _rows(earlier), _rows(earlier)[header:])
    added = new_rows(rows[header:], *known, missing=asked + 1 - len(there) if asked else None)
    if not added:
        return sheet
    first, target = len(rows) - len(added) + 1, len(there) + 1
    by = target - first if _is_local(added, first, target) else 0
    cells = dict(sheet.cells)
    for row, values in enumerate(added):
        for column, value in enumerate(values, 1):
            if value is not None:
                written = given.cells[first + row, column]
                cells[target + row, column] = SheetCell(_moved(value, by), format=written.format)
    return replace(sheet, cells=cells)


def _rows(sheet: Sheet) -> list[_Row]:
    """Return the inputs of each row up to its last filled cell: a note beside some rows makes no other wider."""
    rows: list[_Row] = [[] for _row in range(extent(sheet)[0])]
    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.input is not None:
            values = rows[row - 1]
            values += [None] * (column - 1 - len(values)) + [cell.input]
    return rows


def _is_local(rows: list[_Row], local: int, target: int) -> bool:
    """Say whether formulas count the rows of the given grid instead of those they come to.

    A formula that names its own row says which one it counts as its own. A range over several rows says nothing: it
    may end in the row before.
    """
    own = there = 0
    for at, row in enumerate(rows):
        for value in row:
            if isinstance(value, str) and value.startswith("="):
                areas = [area for area in areas_of(value, "") if not area.sheet]
                named = {area.top for area in areas if area.top == area.bottom}
                own += at + local in named
                there += at + target in named
    return own > there


def _moved(value: Value, by: int) -> Value:
    return copy_formula(value, by, 0) if isinstance(value, str) and value.startswith("=") else value
