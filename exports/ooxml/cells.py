"""Sheet cells as XML: one function per column, made once, called per value.

A number stays a number, a date becomes a serial day, text stays text whatever it begins with. Text is inline, so that
memory does not grow with the sheet.
"""

import re
from collections.abc import Callable
from datetime import date, datetime

from artifacts.kinds.table.content import Cell
from artifacts.kinds.values.times import seconds_of
from exports.flow.plain_text import clean, escape
from exports.rows.limits import XLSX_MAX_CELL_CHARACTERS
from exports.rows.losses import ExportLoss, Losses

CellXml = Callable[[Cell, int], str]


MAX_EXACT = 10**15  # spreadsheets keep 15 digits
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_SERIAL = 61  # 1 March 1900: before it the format counts a day that never was
_LITERAL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def column_letters(index: int) -> str:
    """Return the letters of the column at `index`, counted from 0."""
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


def sheet_text(text: str, losses: Losses) -> str:
    """Return a `t` element for the text, cut to the format's limit; empty when nothing of it can be written."""
    text = clean(text, losses)
    if len(text) > XLSX_MAX_CELL_CHARACTERS:
        losses[ExportLoss.LONG_TEXT] += 1
        text = text[:XLSX_MAX_CELL_CHARACTERS]
    if "_x" in text:
        text = _LITERAL_ESCAPE.sub("_x005F_", text)
    if not text:
        losses[ExportLoss.EMPTIED_CELLS] += 1
        return ""
    if text[0].isspace() or text[-1].isspace() or "\n" in text:
        return f'<t xml:space="preserve">{escape(text)}</t>'
    return f"<t>{escape(text)}</t>"


def text_cell(letters: str, style: int, losses: Losses) -> Callable[[str, int], str]:
    """Return a function that writes text cells of a column."""
    head, middle = f'<c r="{letters}', f'" s="{style}" t="inlineStr"><is><t>'

    def write(value: str, row: int) -> str:
        if (  # nearly all texts: nothing to escape, strip or keep
            value.isprintable()
            and "&" not in value
            and "<" not in value
            and "_x" not in value
            and value.strip() == value
            and len(value) <= XLSX_MAX_CELL_CHARACTERS
        ):
            return f"{head}{row}{middle}{value}</t></is></c>"
        text = sheet_text(value, losses)
        return f'{head}{row}" s="{style}" t="inlineStr"><is>{text}</is></c>' if text else ""

    return write


def value_cell(letters: str, style: int, text_style: int, losses: Losses) -> CellXml:
    """Return a function that writes any value of a column, numbers in `style`."""
    head = f'<c r="{letters}'
    number, boolean = f'" s="{style}"><v>', f'" s="{style}" t="b"><v>'
    write_text = text_cell(letters, text_style, losses)

    def write(value: Cell, row: int) -> str:
        if isinstance(value, str):
            return write_text(value, row) if value else ""
        if isinstance(value, float):
            return f"{head}{row}{number}{value!r}</v></c>"
        if isinstance(value, bool):
            return f"{head}{row}{boolean}{value:d}</v></c>"
        if isinstance(value, int):
            if -MAX_EXACT < value < MAX_EXACT:
                return f"{head}{row}{number}{value}</v></c>"
            losses[ExportLoss.NUMBER_AS_TEXT] += 1
            return write_text(str(value), row)
        return ""

    return write


def time_cell(letters: str, style: int, long_style: int, text_style: int, losses: Losses) -> CellXml:
    """Return a function that writes times and durations of a column as parts of a day, those with seconds in full.

    One below zero stays text: a workbook shows it as a row of #.
    """
    head, short, long = f'<c r="{letters}', f'" s="{style}"><v>', f'" s="{long_style}"><v>'
    other = value_cell(letters, style, text_style, losses)

    def write(value: Cell, row: int) -> str:
        seconds = seconds_of(value) if isinstance(value, str) else None
        if seconds is None or seconds < 0:
            return other(value, row)
        look = long if str(value).count(":") > 1 else short
        return f"{head}{row}{look}{seconds / 86_400!r}</v></c>"

    return write


def date_cell(letters: str, style: int, time_style: int, text_style: int, losses: Losses) -> CellXml:
    """Return a function that writes ISO dates and times of a column as days, anything else as it is."""
    head, day, moment = f'<c r="{letters}', f'" s="{style}"><v>', f'" s="{time_style}"><v>'
    other = value_cell(letters, style, text_style, losses)
    days: dict[str, int | None] = {}

    def write(value: Cell, row: int) -> str:
        if not isinstance(value, str) or not value:
            return other(value, row)
        if (serial := days.get(value)) is None:
            if (time := _time_serial(value)) is not None:
                return f"{head}{row}{moment}{time!r}</v></c>"
            serial = _day_serial(value)
            if serial is None:
                losses[ExportLoss.DATE_AS_TEXT] += 1
                return other(value, row)
            if len(days) < 50_000:
                days[value] = serial
        return f"{head}{row}{day}{serial}</v></c>"

    return write


def _day_serial(text: str) -> int | None:
    try:
        serial = date.fromisoformat(text).toordinal() - _EPOCH
    except ValueError:
        return None
    return serial if serial >= _FIRST_SERIAL else None


def _time_serial(text: str) -> float | None:
    """Return days and their fraction for a date with a time; None for anything else."""
    if len(text) <= 10:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    days = moment.toordinal() - _EPOCH
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return days + seconds / 86_400 if days >= _FIRST_SERIAL and moment.tzinfo is None else None
