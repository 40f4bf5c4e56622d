"""Values of a file's cells as cells of a spreadsheet or a table here."""

from collections.abc import Sequence
from datetime import datetime
from math import isfinite
from typing import NamedTuple

from artifacts.kinds.number_formats.nature import is_date_format, is_duration_format, moment_text
from artifacts.kinds.spreadsheet.content import SheetCell, Value, ValueType
from artifacts.kinds.spreadsheet.inputs import ERROR_VALUES, text_input
from artifacts.kinds.text import clean
from artifacts.rows.errors import require_within
from artifacts.rows.limits import CELL_CHARACTERS, SIGNIFICANT_DIGITS
from artifacts.sources.importing.workbook.sheet import RawCell
from artifacts.sources.importing.workbook.strings import unescaped
from artifacts.sources.importing.workbook.styles import PLAIN, CellStyle

DAYS_FROM_1904 = 1462
_EPOCH = datetime(1899, 12, 30)
_DAY_SECONDS = 86_400


class Result(NamedTuple):
    """A value of a cell, as the file has it."""

    value: Value
    type: ValueType


NOTHING = Result(None, ValueType.EMPTY)


class Values:
    """Reads values: shared texts, styles, and the days of workbooks that count from 1904."""

    def __init__(self, texts: Sequence[str], styles: Sequence[CellStyle], *, is_1904: bool) -> None:
        self._texts, self._styles, self._is_1904 = texts, styles, is_1904
        self._days: dict[int, bool] = {}

    def style(self, index: int) -> CellStyle:
        """Return a style; a plain one for an index that the file does not have."""
        return self._styles[index] if 0 <= index < len(self._styles) else PLAIN

    def read(self, cell: RawCell) -> Result:  # noqa: PLR0911  one return a type
        """Return what a cell shows; nothing for a text that the file does not have."""
        if cell.value is None:
            return NOTHING
        match cell.type:
            case "s":
                return self._text(self._shared(cell.value))
            case "str" | "inlineStr":
                return self._text(unescaped(cell.value))
            case "b":
                return Result(cell.value.strip() in ("1", "true"), ValueType.BOOLEAN)
            case "e":
                sign = cell.value.strip().upper()
                return Result(sign if sign in ERROR_VALUES else "#VALUE!", ValueType.ERROR)
            case "d":
                return self._day(cell.value.strip())
            case _:
                return self._number(cell)

    def _shared(self, index: str) -> str:
        return self._texts[int(index)] if index.strip().isdecimal() and int(index) < len(self._texts) else ""

    def _text(self, text: str) -> Result:
        found = clean(text)[0]
        require_within(CELL_CHARACTERS, len(found))
        return Result(found, ValueType.TEXT) if found else NOTHING

    def _number(self, cell: RawCell) -> Result:
        text = (cell.value or "").strip()
        try:
            number = float(text)
        except ValueError:
            return self._text(unescaped(text))
        if not isfinite(number):
            return Result("#NUM!", ValueType.ERROR)
        if self._is_1904 and number >= 1 and self._is_day(cell.style):
            number += DAYS_FROM_1904
        return Result(whole(number), ValueType.NUMBER)

    def _is_day(self, style: int) -> bool:
        if style not in self._days:
            known = self.style(style).number_format or ""
            self._days[style] = is_date_format(known) and not is_duration_format(known)
        return self._days[style]

    def _day(self, text: str) -> Result:
        try:
            moment = datetime.fromisoformat(text.removesuffix("Z"))
        except ValueError:
            return self._text(text)
        passed = moment.replace(tzinfo=None) - _EPOCH
        return Result(whole(passed.days + passed.seconds / _DAY_SECONDS), ValueType.NUMBER)


def whole(value: float) -> int | float:
    """Return a whole number as such: Excel knows no integers."""
    return int(value) if value.is_integer() and abs(value) < 10**SIGNIFICANT_DIGITS else value


def constant(result: Result, number_format: str | None) -> SheetCell:
    """Return the cell of a constant; a text that looks like a number or a formula stays a text."""
    value, kind = result
    if kind is ValueType.TEXT:
        return SheetCell(text_input(str(value), number_format), value, kind, number_format)
    is_whole = kind is ValueType.NUMBER and isinstance(value, int)
    day = moment_text(int(value or 0), number_format) if is_whole and number_format else None
    return SheetCell(day or value, value, kind, number_format)
