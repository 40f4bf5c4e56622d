"""How a cell is shown in the grid and what its editor starts from; reading what was typed is the kinds' work."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from artifacts.kinds.number_formats.general import plain_number
from artifacts.kinds.number_formats.nature import is_percent_format, moment_text
from artifacts.kinds.number_formats.shown import format_number, format_text
from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.table.content import Align, Cell, Column, ColumnType
from artifacts.kinds.values.money import WITHOUT_CENTS, sign_of

NUMERIC = (ColumnType.NUMBER, ColumnType.CURRENCY, ColumnType.PERCENT)


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell's text, the text its editor starts from, and its CSS class."""

    text: str
    raw: str
    css: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the editor may start from the shown text."""
        return self.text == self.raw


def column_class(column: Column) -> str:
    """Return the class that places a column's cells."""
    align = column.align or (Align.RIGHT if column.type in NUMERIC else None)
    return {Align.RIGHT: "num", Align.CENTER: "center"}.get(align, "") if align else ""


def table_cell(value: Cell, column: Column) -> CellView:
    """Return the view of a table's cell."""
    css = column_class(column)
    if value is None:
        return CellView("", "", css)
    if isinstance(value, bool):
        return CellView(_("Yes") if value else _("No"), str(value).lower(), css)
    if isinstance(value, str):
        return CellView(value, value, css)
    if column.type is ColumnType.PERCENT:
        percent = f"{plain_number(round(value * 100, 10))}%"
        return CellView(percent, percent, css)
    if column.type is ColumnType.CURRENCY:
        return CellView(money(value, column.currency), plain_number(value), css)
    return CellView(plain_number(value), plain_number(value), css)


def sheet_cell(cell: SheetCell | None) -> CellView:
    """Return the view of a spreadsheet's cell: the computed value shown, the formula for the editor."""
    if cell is None:
        return CellView("", "")
    raw = _typed(cell.input, cell.format or "")
    if cell.type is ValueType.ERROR:
        return CellView(str(cell.value), raw, "error")
    if isinstance(cell.value, bool):
        return CellView(str(cell.value).upper(), raw, "center")
    if isinstance(cell.value, int | float):
        return CellView(format_number(cell.value, cell.format or ""), raw, "num")
    return CellView("" if cell.value is None else format_text(str(cell.value), cell.format or ""), raw)


def money(value: int | float, currency: str | None) -> str:
    """Return an amount with its sign or code."""
    digits = 0 if currency in WITHOUT_CENTS else 2
    amount = f"{abs(value):,.{digits}f}"
    minus = "-" if value < 0 else ""
    sign = sign_of(currency)
    return f"{minus}{sign}{amount}" if sign else f"{minus}{amount} {currency or ''}".rstrip()


def _typed(value: Cell, number_format: str) -> str:
    """Return what gives an input when it is typed: a number as a day, a time or a percent where its format is one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return value
    if moment := moment_text(value, number_format):
        return moment
    if is_percent_format(number_format):
        return f"{plain_number(round(value * 100, 10))}%"
    return plain_number(value)
