"""XLSX files: a spreadsheet with its formulas and number formats, or one sheet's values as a table.

openpyxl reads formulas and formats of what a spreadsheet may hold; calamine, ten times as fast, reads the values of a
large sheet that becomes a table, and the last values of formulas that are not taken over.
"""

import warnings
from collections import Counter
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineError, CalamineWorkbook

from artifacts.kinds.references import parse_range
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.formula_guard import is_allowed
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.parse import typed_cell
from artifacts.kinds.spreadsheet.sheets import sheet_name
from artifacts.kinds.table.build import table_from_values
from artifacts.kinds.text import clean
from artifacts.rows.enums import KindName
from artifacts.rows.errors import InvalidOperation, not_parsed, require_within
from artifacts.rows.limits import COLUMNS, SPREADSHEET_CELLS, TABLE_CELLS
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.archive import READ_FAULTS, damaged, holds_part
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.sheet_values import sheet_cell, table_cell
from artifacts.sources.importing.workbook_scan import WorkbookScan, scan_workbook

Values = list[list[Any]]


class Xlsx:
    """Excel workbooks without and with macros, which are left out."""

    extensions = frozenset({".xlsx", ".xlsm"})
    kinds = (KindName.SPREADSHEET, KindName.TABLE)

    def recognises(self, data: bytes) -> bool:
        return holds_part(data, "xl/workbook.xml")

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        try:
            scan = scan_workbook(data)
            is_table = kind is KindName.TABLE or (kind is None and _is_large_table(scan))
            return _read_table(data, scan) if is_table else _read_spreadsheet(data, scan)
        except (InvalidFileException, CalamineError, *READ_FAULTS) as error:
            raise damaged() from error


def _is_large_table(scan: WorkbookScan) -> bool:
    """Say whether this is one sheet with more cells than a spreadsheet may have."""
    return scan.filled > SPREADSHEET_CELLS.most and sum(1 for sheet in scan.sheets.values() if sheet.filled) == 1


def _read_table(data: bytes, scan: WorkbookScan) -> Imported:
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    filled = [name for name in workbook.sheet_names if scan.sheet(name).filled]
    if not filled:
        raise not_parsed(_("The workbook is empty."), "file")
    rows = [[table_cell(value) for value in row] for row in _values(workbook, filled[0], scan)]
    rows = [row for row in rows if any(cell is not None for cell in row)]
    header = ["" if cell is None else str(cell) for cell in rows[0]]
    parsed = table_from_values(header, rows[1:])
    losses = [*parsed.losses, Loss.CELL_FORMATS.told()]
    if len(filled) > 1:
        losses.append(Loss.LATER_SHEETS.told(len(filled) - 1))
    return Imported(KindName.TABLE, parsed.content, (*losses, *told(scan.features)), filled[0])


def _values(workbook: CalamineWorkbook, name: str, scan: WorkbookScan) -> Values:
    """Return the values of a sheet, whose whole rectangle is within the limit."""
    sheet = scan.sheet(name)
    require_within(COLUMNS, sheet.columns)
    require_within(TABLE_CELLS, sheet.rows * sheet.columns)
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _read_spreadsheet(data: bytes, scan: WorkbookScan) -> Imported:
    require_within(SPREADSHEET_CELLS, scan.filled)
    with warnings.catch_warnings(action="ignore"):  # openpyxl warns of extensions it does not know
        workbook = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    features = Counter(scan.features)
    last_values = _LastValues(data, scan)
    sheets: list[Sheet] = []
    for source in workbook.worksheets:
        sheet = Sheet(sheet_name(source.title, [one.name for one in sheets]))
        sheet.widths = {column: width for column, width in scan.sheet(source.title).widths.items() if width > 0}
        _fill(sheet, source, last_values, features)
        sheets.append(sheet)
    workbook.close()
    if not any(sheet.cells for sheet in sheets):
        raise not_parsed(_("The workbook is empty."), "file")
    return Imported(KindName.SPREADSHEET, SpreadsheetContent(sheets), told(features))


def _fill(sheet: Sheet, source: Any, last_values: "_LastValues", features: Counter[Loss]) -> None:
    spilled: set[tuple[int, int]] = set()
    for row in source.iter_rows():
        for cell in row:
            if cell.value is None or cell.value == "" or _is_filled_by_array(cell, spilled):
                continue
            made = _cell(source.title, cell, last_values, features)
            if made is None:
                continue
            sheet.cells[cell.row, cell.column] = made
            if isinstance(cell.value, ArrayFormula) and is_formula(made.input):
                spilled |= _array_places(cell.value.ref or "", SPREADSHEET_CELLS.most - len(spilled))


def _is_filled_by_array(cell: Any, spilled: set[tuple[int, int]]) -> bool:
    return cell.data_type != "f" and (cell.row, cell.column) in spilled


def _array_places(ref: str, most: int) -> set[tuple[int, int]]:
    """Return the cells of an array's range, whose values are computed again; none of one larger than `most`."""
    try:
        top, left, bottom, right = parse_range(ref)
    except InvalidOperation:
        return set()
    if (bottom - top + 1) * (right - left + 1) > most:
        return set()
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}


def _cell(sheet: str, cell: Any, last_values: "_LastValues", features: Counter[Loss]) -> SheetCell | None:
    """Return a formula that is allowed as such, of another the last value, and constants as they are."""
    value = cell.value
    if cell.data_type == "f":
        formula = str(value.text if isinstance(value, ArrayFormula) else value)
        if formula.startswith("=") and is_allowed(formula):
            return typed_cell(formula, None if cell.number_format == "General" else cell.number_format)
        features[Loss.OUTSIDE_FORMULAS] += 1
        value = last_values.at(sheet, cell.row, cell.column)
    value = clean(value)[0] if isinstance(value, str) else value
    return None if value is None or value == "" else sheet_cell(value, cell.number_format)


class _LastValues:
    """What Excel computed last, read only when some formula is not taken over."""

    def __init__(self, data: bytes, scan: WorkbookScan) -> None:
        self.data, self.scan = data, scan
        self.sheets: dict[str, Values] = {}

    def at(self, sheet: str, row: int, column: int) -> Any:
        if sheet not in self.sheets:
            self.sheets[sheet] = _values(CalamineWorkbook.from_filelike(BytesIO(self.data)), sheet, self.scan)
        rows = self.sheets[sheet]
        return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[row - 1]) else None
