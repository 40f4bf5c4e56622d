"""Values of a workbook's cells as a spreadsheet or a table here keeps them."""

from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from openpyxl.utils.datetime import to_excel

from artifacts.kinds.spreadsheet.content import SheetCell, ValueType
from artifacts.kinds.spreadsheet.inputs import read_input
from artifacts.kinds.spreadsheet.parse import typed_cell
from artifacts.kinds.table.content import Cell
from artifacts.rows.limits import SIGNIFICANT_DIGITS

_FIRST_DATE = date(1900, 3, 1)  # before it Excel counts a day that never was
_MIDNIGHT = time(0)


def sheet_cell(value: Any, number_format: str | None) -> SheetCell:
    """Return the cell of a constant; a text that looks like a number or a formula stays a text."""
    kept = None if number_format in (None, "General", "@") else number_format
    match value:
        case str():
            return typed_cell(_as_text(value), kept)
        case bool() | int():
            return typed_cell(value, kept)
        case float():
            return typed_cell(_number(value) if isfinite(value) else "#NUM!", kept)
        case datetime() if value.time() == _MIDNIGHT and value.date() >= _FIRST_DATE:
            return typed_cell(value.date().isoformat(), kept)
        case datetime() | date() | time() | timedelta():
            return typed_cell(float(to_excel(value)), kept)  # type: ignore[no-untyped-call]
        case _:
            return typed_cell(_as_text(str(value)), kept)


def table_cell(value: Any) -> Cell:
    """Return a constant as a table's cell: dates as ISO text, nothing as None."""
    match value:
        case None | "":
            return None
        case float():
            return _number(value) if isfinite(value) else "#NUM!"
        case bool() | int() | str():
            return value
        case datetime() if value.time() == _MIDNIGHT:
            return value.date().isoformat()
        case _:  # dates and times as text are ISO
            return str(value)


def _number(value: float) -> int | float:
    """Return a whole number as such: Excel knows no integers."""
    return int(value) if value.is_integer() and abs(value) < 10**SIGNIFICANT_DIGITS else value


def _as_text(text: str) -> str:
    """Return what must be typed so that the cell holds this text."""
    reading = read_input(text)
    is_plain = reading.type is ValueType.TEXT and reading.value == text and not text.lstrip().startswith("=")
    return text if is_plain or not text else f"'{text}"
