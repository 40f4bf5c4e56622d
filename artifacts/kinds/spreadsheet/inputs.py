"""What was typed into a cell: formula, number, date, truth value or text, and the number format its text implies."""

import re
from datetime import date
from typing import NamedTuple

from artifacts.kinds.number_formats.nature import is_date_format, is_percent_format, is_text_format
from artifacts.kinds.spreadsheet.content import SheetCell, Value, ValueType
from artifacts.kinds.spreadsheet.file_names import plain_formula
from artifacts.kinds.values.cells import decimal_in, read_boolean, read_price
from artifacts.kinds.values.days import read_date
from artifacts.kinds.values.identifiers import is_code
from artifacts.kinds.values.money import sign_of
from artifacts.kinds.values.numbers import Decimal, decimals_in, is_grouped, read_number
from artifacts.kinds.values.percents import read_percent
from artifacts.rows.limits import SIGNIFICANT_DIGITS

DATE_FORMAT = "yyyy-mm-dd"
ERROR_VALUES = frozenset(
    """
    #NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #CIRC! #N/IMPL! #BLOCKED! #FIELD!
    """.split()  # noqa: SIM905  a word list
)
_EPOCH = date(1899, 12, 30)
_FIRST_DATE = "1900-03-01"  # before it Excel counts a day that never was
_moment = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d)[ T])?(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"(?: ?(?P<half>[AaPp][Mm]))?"
)
_BEHIND = "EUR"  # its sign stands behind amounts nearly everywhere


class Reading(NamedTuple):
    """A typed value and the number format its text implies."""

    value: Value
    type: ValueType
    format: str | None = None


def is_formula(value: Value) -> bool:
    """Say whether an input is computed."""
    return isinstance(value, str) and value[:1] == "=" and len(value) > 1


def read_input(raw: Value) -> Reading:
    """Return the constant that an input stands for; a formula is not one and reads as its text."""
    if raw is None or raw == "":
        return Reading(None, ValueType.EMPTY)
    if isinstance(raw, bool):
        return Reading(raw, ValueType.BOOLEAN)
    if isinstance(raw, int | float):
        return Reading(raw, ValueType.NUMBER)
    if is_formula(raw):
        return Reading(raw, ValueType.TEXT)
    if raw.startswith("'"):
        return Reading(raw[1:], ValueType.TEXT)
    return _read_text(raw)


def constant_cell(raw: Value, number_format: str | None = None) -> SheetCell:
    """Return the cell of an input that is no formula; where the format is that of texts, what is typed is one."""
    if isinstance(raw, str) and number_format is not None and is_text_format(number_format):
        return SheetCell(raw, raw.removeprefix("'"), ValueType.TEXT, number_format)
    found = read_input(raw)
    return SheetCell(raw, found.value, found.type, number_format or found.format)


def text_input(text: str, number_format: str | None = None) -> str:
    """Return what must be typed so that a cell of this format holds this text."""
    starts_otherwise = text.lstrip().startswith("=") or text.startswith("'")
    if number_format is not None and is_text_format(number_format):
        return f"'{text}" if starts_otherwise else text
    reading = read_input(text)
    is_plain = reading.type is ValueType.TEXT and reading.value == text and not starts_otherwise
    return text if is_plain or not text else f"'{text}"


def normal_input(raw: Value) -> Value:
    """Return an input as it is kept: long integers as text, formulas without the prefixes of files."""
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) >= 10**SIGNIFICANT_DIGITS:
        return str(raw)
    if isinstance(raw, str) and is_formula(raw.strip()):
        return plain_formula(raw.strip())
    return raw


def money_format(currency: str, decimals: str) -> str:
    """Return the number format of an amount; `decimals` is what stands behind the point, with it: `.00`."""
    sign, digits = sign_of(currency), f"#,##0{decimals}"
    if currency == _BEHIND:
        return f'{digits} "{sign}"'
    return f'"{sign}"{digits}' if sign else f'"{currency}" {digits}'


def is_kept(given: str, implied: str | None) -> bool:
    """Say whether a format that someone gave a cell stays when what is typed there implies another one."""
    if implied is None:
        return True
    if is_date_format(implied) or is_date_format(given):
        return is_date_format(implied) and is_date_format(given)
    if is_percent_format(implied) or is_percent_format(given):
        return is_percent_format(implied) and is_percent_format(given)
    return all(sign in given for sign in re.findall(r'(?<=")[^"#0]+(?=")', implied))


def serial_of(iso: str) -> int:
    """Return a date as a sheet counts it."""
    return (date.fromisoformat(iso) - _EPOCH).days


def _read_text(raw: str) -> Reading:
    text = raw.strip()
    if text in ERROR_VALUES:
        return Reading(text, ValueType.ERROR)
    if (truth := read_boolean(text)) is not None:
        return Reading(truth, ValueType.BOOLEAN)
    if read_date(text) and text >= _FIRST_DATE:
        return Reading(serial_of(text), ValueType.NUMBER, DATE_FORMAT)
    if moment := _read_moment(text):
        return moment
    return read_figure(text) or Reading(raw, ValueType.TEXT)


def read_figure(text: str, decimal: Decimal | None = None) -> Reading | None:
    """Return a percent, an amount or a number; without a sign of decimals by what its own text says."""
    sign = decimal or decimal_in(text)
    if (share := read_percent(text, sign)) is not None:
        return Reading(share, ValueType.NUMBER, "0" + _zeros(decimals_in(text, sign)) + "%")
    if amount := read_price(text, decimal):
        return Reading(amount.value, ValueType.NUMBER, money_format(amount.code, _zeros(amount.decimals)))
    if (number := read_number(text, sign)) is not None and not is_code(text):
        return Reading(number, ValueType.NUMBER, _grouped(text, sign))
    return None


def _read_moment(text: str) -> Reading | None:
    """Return a time of day, or a day and a time, as the part of a day that it is."""
    match = _moment.fullmatch(text)
    if not match or (match["half"] and not 0 < int(match["hour"]) < 13) or int(match["hour"]) > 23:
        return None
    if (day := match["day"]) and not (read_date(day) and day >= _FIRST_DATE):
        return None
    hour = int(match["hour"])
    if half := match["half"]:
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    seconds = hour * 3600 + int(match["minute"]) * 60 + int(match["second"] or 0)
    number_format = (
        (f"{DATE_FORMAT} " if day else "")
        + ("hh" if len(match["hour"]) == 2 and not half else "h")
        + ":mm"
        + (":ss" if match["second"] else "")
        + (" AM/PM" if half else "")
    )
    return Reading((serial_of(day) if day else 0) + seconds / 86400, ValueType.NUMBER, number_format)


def _zeros(count: int) -> str:
    return "." + "0" * count if count else ""


def _grouped(text: str, decimal: Decimal) -> str | None:
    """Return the format of a number that was written with its thousands apart, or with a comma before decimals."""
    return f"#,##0{_zeros(decimals_in(text, decimal))}" if is_grouped(text, decimal) else None
