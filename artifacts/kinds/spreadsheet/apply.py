"""What operations do to a workbook. Pure: each returns a new workbook, formulas not yet computed again."""

from collections.abc import Callable
from typing import assert_never

from django.utils.translation import gettext as _

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
    Sort,
    SpreadsheetOperation,
)
from artifacts.kinds.references import column_letters, parse_range, parse_reference
from artifacts.kinds.spreadsheet import formulas
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value
from artifacts.kinds.spreadsheet.formulas import Deleted, Inserted, Moved, Shift
from artifacts.kinds.spreadsheet.inputs import is_formula, is_kept, read_input
from artifacts.kinds.spreadsheet.parse import typed_cell
from artifacts.kinds.spreadsheet.sheets import check_size, is_sheet_name
from artifacts.kinds.spreadsheet.sorting import sort_sheet
from artifacts.kinds.text import clean
from artifacts.rows.errors import invalid_operation, require_within
from artifacts.rows.limits import FORMULA_CHARACTERS, SHEETS


def apply(content: SpreadsheetContent, operation: SpreadsheetOperation) -> SpreadsheetContent:
    """Return the workbook after one operation; raise InvalidOperation if it does not fit."""
    changed = _apply(content, operation)
    check_size(changed)
    return changed


def _apply(  # noqa: PLR0911  one return an operation
    content: SpreadsheetContent, operation: SpreadsheetOperation
) -> SpreadsheetContent:
    match operation:
        case SetCells():
            return _set_cells(content, operation)
        case ClearCells():
            return _clear_cells(content, operation)
        case SetFormat():
            return _set_format(content, operation)
        case InsertRows() | InsertColumns():
            return _insert(content, operation)
        case DeleteRows() | DeleteColumns():
            at = _line(operation.at)
            return _shifted(content, operation.sheet, Deleted(at, operation.count), isinstance(operation, DeleteRows))
        case MoveRows() | MoveColumns():
            shift = Moved(_line(operation.at), operation.count, operation.to)
            return _shifted(content, operation.sheet, shift, isinstance(operation, MoveRows))
        case Sort():
            sheet = find_sheet(content, operation.sheet)
            return _with_sheet(content, sort_sheet(sheet, operation))
        case AddSheet() | RenameSheet() | DeleteSheet() | MoveSheet():
            return _change_sheets(content, operation)
        case _:
            assert_never(operation)


def find_sheet(content: SpreadsheetContent, name: str | None) -> Sheet:
    """Return the sheet of this name, the first one without a name; raise InvalidOperation if there is none."""
    if name is None:
        return content.sheets[0]
    for sheet in content.sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    raise invalid_operation(_("There is no sheet %(sheet)s.") % {"sheet": name})


def _with_sheet(content: SpreadsheetContent, changed: Sheet) -> SpreadsheetContent:
    return SpreadsheetContent([changed if sheet.name == changed.name else sheet for sheet in content.sheets])


def _set_cells(content: SpreadsheetContent, operation: SetCells) -> SpreadsheetContent:
    sheet = find_sheet(content, operation.sheet)
    top, left = parse_reference(operation.at)
    cells = dict(sheet.cells)
    for row, values in enumerate(operation.values, top):
        for column, value in enumerate(values, left):
            _set_cell(cells, (row, column), value)
    return _with_sheet(content, Sheet(sheet.name, cells, sheet.widths))


def _set_cell(cells: dict[tuple[int, int], SheetCell], place: tuple[int, int], value: Value) -> None:
    """Write an input; a format that someone gave stays if it suits, one that came from the old input goes with it."""
    old = cells.pop(place, None)
    given = old.format if old is not None and old.format != read_input(old.input).format else None
    value = clean(value)[0] if isinstance(value, str) else value
    if value is not None and value != "":
        new = typed_cell(value)
        cells[place] = typed_cell(value, given) if given and is_kept(given, new.format) else new
    elif given is not None:
        cells[place] = SheetCell(None, format=given)


def _clear_cells(content: SpreadsheetContent, operation: ClearCells) -> SpreadsheetContent:
    sheet = find_sheet(content, operation.sheet)
    top, left, bottom, right = parse_range(operation.range)
    cells = {
        place: cell
        for place, cell in sheet.cells.items()
        if not (top <= place[0] <= bottom and left <= place[1] <= right)
    }
    return _with_sheet(content, Sheet(sheet.name, cells, sheet.widths))


def _set_format(content: SpreadsheetContent, operation: SetFormat) -> SpreadsheetContent:
    """Format the filled cells of a range; a single cell also if it is empty."""
    sheet = find_sheet(content, operation.sheet)
    top, left, bottom, right = parse_range(operation.range)
    cells = dict(sheet.cells)
    if (top, left) == (bottom, right):
        cells.setdefault((top, left), SheetCell(None))
    for place, cell in sheet.cells.items() if (top, left) != (bottom, right) else list(cells.items()):
        if top <= place[0] <= bottom and left <= place[1] <= right:
            cells[place] = cell._replace(format=operation.format)
            if cell.input is None and operation.format is None:
                del cells[place]
    return _with_sheet(content, Sheet(sheet.name, cells, sheet.widths))


def _insert(content: SpreadsheetContent, operation: InsertRows | InsertColumns) -> SpreadsheetContent:
    is_rows = isinstance(operation, InsertRows)
    values = operation.values or []
    count = max(operation.count, len(values) if is_rows else max(map(len, values), default=0))
    at = _line(operation.at)
    changed = _shifted(content, operation.sheet, Inserted(at, count), is_rows)
    if not values:
        return changed
    reference = f"A{at}" if is_rows else f"{column_letters(at)}1"
    return _set_cells(changed, SetCells(at=reference, values=values, sheet=operation.sheet))


def _line(at: int | str) -> int:
    """Return the number of a row or column; a sheet's column has no name but its letter."""
    return at if isinstance(at, int) else parse_reference(f"{at}1")[1]


def _shifted(content: SpreadsheetContent, name: str | None, shift: Shift, is_rows: bool) -> SpreadsheetContent:
    """Return the workbook after rows or columns moved: cells, widths and every formula's references follow."""
    target = find_sheet(content, name)
    sheets: list[Sheet] = []
    for sheet in content.sheets:
        moved = _move_cells(sheet, shift, is_rows) if sheet is target else sheet
        cells = {
            place: _follow(
                cell,
                lambda text, own=moved.name: formulas.shift_references(  # type: ignore[misc]
                    text, own, target.name, shift, rows=is_rows
                ),
            )
            for place, cell in moved.cells.items()
        }
        sheets.append(Sheet(moved.name, cells, moved.widths))
    return SpreadsheetContent(sheets)


def _move_cells(sheet: Sheet, shift: Shift, is_rows: bool) -> Sheet:
    cells: dict[tuple[int, int], SheetCell] = {}
    for (row, column), cell in sheet.cells.items():
        place = (shift.one(row), column) if is_rows else (row, shift.one(column))
        if place[0] is not None and place[1] is not None:
            cells[place[0], place[1]] = cell
    widths = sheet.widths
    if not is_rows:
        widths = {new: width for old, width in sheet.widths.items() if (new := shift.one(old)) is not None}
    return Sheet(sheet.name, cells, widths)


def _follow(cell: SheetCell, change: Callable[[str], str]) -> SheetCell:
    if not is_formula(cell.input) or len(str(cell.input)) > FORMULA_CHARACTERS:
        return cell
    text = change(str(cell.input))
    return cell if text == cell.input else cell._replace(input=text)


def _change_sheets(
    content: SpreadsheetContent, operation: AddSheet | RenameSheet | DeleteSheet | MoveSheet
) -> SpreadsheetContent:
    sheets = list(content.sheets)
    match operation:
        case AddSheet():
            _require_free(content, operation.name)
            require_within(SHEETS, len(sheets) + 1)
            sheets.insert(len(sheets) if operation.at is None else operation.at - 1, Sheet(operation.name))
        case RenameSheet():
            return _rename_sheet(content, operation)
        case DeleteSheet():
            gone = find_sheet(content, operation.sheet)
            if len(sheets) == 1:
                raise invalid_operation(_("A spreadsheet keeps at least one sheet."))
            sheets.remove(gone)
            return _rewritten(sheets, lambda text: formulas.drop_sheet(text, gone.name))
        case MoveSheet():
            moved = find_sheet(content, operation.sheet)
            sheets.remove(moved)
            sheets.insert(operation.to - 1, moved)
    return SpreadsheetContent(sheets)


def _rename_sheet(content: SpreadsheetContent, operation: RenameSheet) -> SpreadsheetContent:
    old = find_sheet(content, operation.sheet)
    if operation.name.casefold() != old.name.casefold():
        _require_free(content, operation.name)
    elif not is_sheet_name(operation.name):
        raise invalid_operation(_("A sheet cannot be called %(name)s.") % {"name": operation.name})
    sheets = [Sheet(operation.name, sheet.cells, sheet.widths) if sheet is old else sheet for sheet in content.sheets]
    return _rewritten(sheets, lambda text: formulas.rename_sheet(text, old.name, operation.name))


def _rewritten(sheets: list[Sheet], change: Callable[[str], str]) -> SpreadsheetContent:
    return SpreadsheetContent(
        [
            Sheet(sheet.name, {place: _follow(cell, change) for place, cell in sheet.cells.items()}, sheet.widths)
            for sheet in sheets
        ]
    )


def _require_free(content: SpreadsheetContent, name: str) -> None:
    if not is_sheet_name(name) or name.casefold() in {sheet.name.casefold() for sheet in content.sheets}:
        raise invalid_operation(_("A sheet cannot be called %(name)s.") % {"name": name})
