"""Cells on paper are the cells of the grid."""

import pytest

from artifacts.kinds.cell_display import sheet_cell, table_cell
from artifacts.kinds.number_formats.shown import format_number
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.table.content import Cell, Column, ColumnType
from exports.formats.options import ExportOptions
from exports.pdf.sheets import printed_sheets
from exports.renderers.table_xlsx import currency_format
from exports.sheets.cell_text import cell_formatter

MONEY = [Column("c", "C", ColumnType.CURRENCY, currency=code) for code in ("EUR", "USD", "JPY", "KRW", "CHF", None)]


@pytest.mark.parametrize("column", [*MONEY, Column("n", "N", ColumnType.NUMBER)], ids=lambda c: c.currency or c.type)
@pytest.mark.parametrize("value", [-1250.0, 1234567.5, 0, 0.1 + 0.2, 1e15, 12, "n/a", None, True])
def test_a_number_or_amount_is_written_as_the_grid_shows_it(column: Column, value: Cell) -> None:
    assert cell_formatter(column)(value) == table_cell(value, column).text


@pytest.mark.parametrize("column", MONEY, ids=lambda c: c.currency or "none")
@pytest.mark.parametrize("value", [-1250.0, 1234567.5, 0])
def test_excel_shows_an_amount_as_the_grid_does(column: Column, value: float) -> None:
    assert format_number(value, currency_format(column.currency)) == table_cell(value, column).text


@pytest.mark.parametrize(
    ("typed", "number_format"), [("TRUE", None), ("=1>2", None), ("€5.5", None), ("=1/3", "0.0%")]
)
def test_a_printed_sheet_shows_a_cell_as_the_grid_does(typed: str, number_format: str | None) -> None:
    sheet = calculate(SpreadsheetContent([Sheet("S", {(1, 1): SheetCell(typed, format=number_format)})]))

    (printed,) = printed_sheets(sheet, ExportOptions())

    assert list(printed.rows(range(1))) == [["1", sheet_cell(sheet.sheets[0].cells[1, 1]).text]]
