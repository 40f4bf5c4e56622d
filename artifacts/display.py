"""How a cell is shown in the grid and what its editor starts from; reading what was typed is the kinds' work."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.table.content import Align, Cell, Column, ColumnType

NUMERIC = (ColumnType.NUMBER, ColumnType.CURRENCY, ColumnType.PERCENT)
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
WITHOUT_CENTS = ("JPY", "KRW", "CLP")
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]')


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
    raw = _typed(cell.input)
    if cell.type is ValueType.ERROR:
        return CellView(str(cell.value), raw, "error")
    if isinstance(cell.value, bool):
        return CellView(str(cell.value).upper(), raw, "center")
    if isinstance(cell.value, int | float):
        return CellView(formatted_number(cell.value, cell.format or ""), raw, "num")
    return CellView("" if cell.value is None else str(cell.value), raw)


def plain_number(value: int | float) -> str:
    """Return a number as it would be typed."""
    if isinstance(value, int):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def money(value: int | float, currency: str | None) -> str:
    """Return an amount with its sign or code."""
    digits = 0 if currency in WITHOUT_CENTS else 2
    amount = f"{abs(value):,.{digits}f}"
    minus = "-" if value < 0 else ""
    sign = SIGNS.get(currency or "")
    return f"{minus}{sign}{amount}" if sign else f"{minus}{amount} {currency or ''}".rstrip()


def formatted_number(value: int | float, number_format: str) -> str:
    """Return a number by the parts of an Excel format that matter for reading: grouping, decimals, percent, signs."""
    body = number_format.partition(";")[0]
    literals = [first or second for first, second in _LITERAL.findall(body)]
    pattern = _LITERAL.sub("", body)
    if not re.search("[0#]", pattern) or re.search("[ymdhs]", pattern, re.IGNORECASE):
        return plain_number(float(f"{value:.10g}"))
    shown = value * 100 if "%" in pattern else value
    decimals = len(re.sub("[^0#]", "", pattern.partition(".")[2]))
    amount = f"{abs(shown):{',' if ',' in pattern else ''}.{decimals}f}"
    sign = next((mark for mark in ("$", "€", "£", "¥") if mark in pattern), "")
    prefix = sign + "".join(literals) if body.lstrip().startswith(('"', "[", "$", "€", "£", "¥")) else ""
    suffix = "" if prefix or not (literals or sign) else " " + "".join([*literals, sign]).strip()
    return f"{'-' if value < 0 else ''}{prefix}{amount}{'%' if '%' in pattern else ''}{suffix}"


def _typed(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else plain_number(value)
