"""A table as a spreadsheet or a document."""

import re
from datetime import datetime

from django.utils.translation import gettext as _

from artifacts.kinds.base import Parsed
from artifacts.kinds.catalogue import InsertRows
from artifacts.kinds.cell_display import table_cell
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.apply import apply
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.formula_guard import is_allowed
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.parse import typed_cell
from artifacts.kinds.spreadsheet.sheets import sheet_name
from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.table.stored import StoredTable
from artifacts.kinds.values.days import read_date
from artifacts.rows.errors import require_within
from artifacts.rows.limits import SPREADSHEET_CELLS
from artifacts.sources.conversions.base import Chosen, Source
from artifacts.sources.conversions.formats import format_of
from artifacts.sources.conversions.markdown import document_of, grid
from artifacts.sources.importing.sheet_values import sheet_cell

_computes = re.compile(r"\$?\b[A-Za-z]{1,3}\$?[1-9]\d*\b|\b[A-Za-z][\w.]*\(")


def to_spreadsheet(source: Source, _chosen: Chosen) -> Parsed[SpreadsheetContent]:
    """Return one sheet with the column names in row 1; cells that hold a formula's text compute there.

    Such a formula counts rows as the table does, from the first below the names: its references follow the rows.
    """
    table: StoredTable = source.stored
    require_within(SPREADSHEET_CELLS, (table.row_count + 1) * len(table.columns))
    sheet = Sheet(sheet_name(source.title, ()))
    rows = list(table.iter_rows())
    for place, column in enumerate(table.columns, 1):
        values = [row[place - 1] for row in rows]
        number_format = format_of(column, values)
        for number, value in enumerate(values, 1):
            if value is not None and value != "":
                sheet.cells[number, place] = _cell(value, column, number_format)
    formulas = sum(1 for cell in sheet.cells.values() if is_formula(cell.input))
    moved = apply(SpreadsheetContent([sheet]), InsertRows(op="insert_rows", at=1, count=1)) if sheet.cells else None
    content = moved or SpreadsheetContent([sheet])
    for place, column in enumerate(table.columns, 1):
        content.sheets[0].cells[1, place] = sheet_cell(column.name, None)
    told = _("Texts that were formulas compute now, their references one row further down: %(count)s.")
    return Parsed(content, (told % {"count": formulas},) if formulas else ())


def to_document(source: Source, _chosen: Chosen) -> Parsed[DocumentContent]:
    """Return a document with the title and the table under it, cells as the table shows them."""
    table: StoredTable = source.stored
    rows = (
        [table_cell(value, column).text for value, column in zip(row, table.columns, strict=True)]
        for row in table.iter_rows()
    )
    names = [column.name for column in table.columns]
    links = [column.type is ColumnType.LINK for column in table.columns]
    aligns = [table_cell(0, column).css for column in table.columns]
    return Parsed(document_of(source.title, grid(names, rows, aligns=aligns, links=links)))


def _cell(value: Cell, column: Column, number_format: str | None) -> SheetCell:
    if isinstance(value, str) and is_formula(value) and _computes.search(value) and is_allowed(value):
        return typed_cell(value)
    if column.type is ColumnType.DATE and isinstance(value, str) and read_date(value):
        return sheet_cell(datetime.fromisoformat(value), number_format)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return sheet_cell(value, number_format if is_number else None)
