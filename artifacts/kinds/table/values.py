"""Reading of cells: which type a column of texts has, and each text as a typed value.

A column gets a type only if reading loses nothing that matters: identifiers with leading zeros and numbers with more
than 15 significant digits stay text, and a column of mostly numbers keeps its other cells as text.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.rows.limits import SIGNIFICANT_DIGITS

POINT = r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?"
COMMA = r"(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,\d+)?"
SYMBOLS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "R$": "BRL"}
CODES = {
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CHF",
    "CAD",
    "AUD",
    "MXN",
    "ARS",
    "COP",
    "CLP",
    "PEN",
    "BRL",
    "INR",
    "CNY",
    "SEK",
}
_MONEY = "|".join(re.escape(sign) for sign in sorted([*SYMBOLS, *CODES], key=len, reverse=True))

_number = re.compile(rf"-?(?:{POINT}|\.\d+)(?:[eE][+-]?\d{{1,3}})?")
_comma_number = re.compile(rf"-?{COMMA}")
_percent = re.compile(rf"([+-]?(?:{POINT}|{COMMA})) ?%")
_money_first = re.compile(rf"(-?)({_MONEY}) ?(-?(?:{POINT}|{COMMA}))")
_money_last = re.compile(rf"(-?(?:{POINT}|{COMMA})) ?({_MONEY})")
_iso_date = re.compile(r"\d{4}-\d{2}-\d{2}")
_slash_date = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_link = re.compile(r"https?://[^\s<>]+|\[[^\]]+\]\((?:https?://|mailto:)[^)\s]+\)")
_identifier = re.compile(r"[+-]?0\d+|[+-]?\d{16,}")
PLACEHOLDERS = frozenset({"n/a", "na", "n.a.", "-", "–", "—", "none", "null", "tbd", "?", "unknown"})


class ReadColumn(NamedTuple):
    """What a column of texts turned out to be."""

    type: ColumnType
    cells: list[Cell]
    currency: str | None = None


def significant_digits(text: str) -> int:
    """Count the digits of a number's text, without leading zeros and without the exponent."""
    mantissa = re.split("[eE]", text)[0]
    return len(re.sub(r"\D", "", mantissa).lstrip("0"))


def read_number(text: str, *, decimal_comma: bool = False) -> int | float | None:
    """Return the number a text shows, or None if it is none or has too many digits to be kept exactly."""
    text = text.replace("−", "-")
    if not (_comma_number if decimal_comma else _number).fullmatch(text):
        return None
    plain = text.replace(".", "").replace(",", ".") if decimal_comma else text.replace(",", "")
    if significant_digits(plain) > SIGNIFICANT_DIGITS:
        return None
    if re.fullmatch(r"-?\d+", plain):
        return int(plain)
    number = float(plain)
    return number if abs(number) != float("inf") else None


def read_boolean(text: str) -> bool | None:
    """Return the truth value of `true` or `false` in any case."""
    return {"true": True, "false": False}.get(text.lower())


def _read_truth(text: str) -> bool | None:
    """Return the truth value of its names and of the words that the grid shows."""
    words = {_("Yes").casefold(): True, _("No").casefold(): False, "yes": True, "no": False}
    truth = read_boolean(text)
    return words.get(text.casefold()) if truth is None else truth


def read_percent(text: str, *, decimal_comma: bool = False) -> float | None:
    """Return `25%` as 0.25."""
    match = _percent.fullmatch(text.replace("−", "-"))
    number = read_number(match[1].lstrip("+"), decimal_comma=decimal_comma) if match else None
    return None if number is None else float(Decimal(str(number)) / 100)


def read_money(text: str, *, decimal_comma: bool = False) -> tuple[int | float, str] | None:
    """Return amount and ISO code of `$1,200`, `1.200,50 €` or `USD 12`; parentheses mean negative."""
    text = text.replace("−", "-")
    if is_negative := text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if match := _money_first.fullmatch(text):
        sign, mark, digits = match[1], match[2], match[3]
    elif match := _money_last.fullmatch(text):
        sign, digits, mark = "", match[1], match[2]
    else:
        return None
    number = read_number(digits, decimal_comma=decimal_comma)
    if number is None:
        return None
    return (-number if sign or is_negative else number), SYMBOLS.get(mark, mark)


def read_date(text: str) -> str | None:
    """Return the text if it is a real ISO date."""
    if not _iso_date.fullmatch(text):
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return text


def read_link(text: str) -> str | None:
    """Return the text if it is one address or one Markdown link."""
    return text if _link.fullmatch(text) else None


def link_parts(value: str) -> tuple[str, str]:
    """Return label and address of a link cell."""
    match = re.fullmatch(r"\[([^\]]+)\]\(([^)\s]+)\)", value)
    return (match[1], match[2]) if match else (value, value)


def read_cell(text: str, column: Column) -> Cell:
    """Return what someone typed into a cell as the column's type has it, else as text; empty is None."""
    text = text.strip()
    if not text:
        return None
    value: Cell = None
    match column.type:
        case ColumnType.NUMBER:
            value = read_number(text)
        case ColumnType.CURRENCY:
            money = read_money(text)
            value = money[0] if money and money[1] == (column.currency or money[1]) else read_number(text)
        case ColumnType.PERCENT:
            value = read_percent(text)
            if value is None:
                value = read_number(text)
        case ColumnType.BOOLEAN:
            value = _read_truth(text)
        case ColumnType.TEXT | ColumnType.DATE | ColumnType.LINK:
            value = text
    return text if value is None else value


def read_typed(text: str, column: Column) -> Cell:
    """Do the same for the grid, where a number in a percent column is one of percents: 15, as in Excel not 0.15."""
    if column.type is ColumnType.PERCENT:
        text = percent_typed(text)
    return read_cell(text, column)


def percent_typed(text: str) -> str:
    """Return a number from 1 on, typed where percents stand, as a percent; anything else as it is."""
    number = read_number(text.strip())
    is_percent = number is not None and abs(number) >= 1 and "e" not in text.lower()
    return f"{text.strip()}%" if is_percent else text


def read_column(texts: Sequence[str]) -> ReadColumn:
    """Return the type that fits every filled text of a column and the cells read as it; text if none does."""
    filled = [text for text in texts if text and text.lower() not in PLACEHOLDERS]
    if not filled:
        return ReadColumn(ColumnType.TEXT, [text or None for text in texts])
    for attempt in (_as_booleans, _as_dates, _as_percents, _as_money, _as_numbers, _as_links):
        found = attempt(texts, filled)
        if found is not None:
            return found
    return _mostly_numbers(texts, filled) or ReadColumn(ColumnType.TEXT, [text or None for text in texts])


def _all_read(filled: Sequence[str], read: Callable[[str], Cell]) -> bool:
    return all(read(text) is not None for text in filled)


def _read_filled(texts: Sequence[str], read: Callable[[str], Cell]) -> list[Cell]:
    """Read each text; what is not read (a placeholder) stays text."""
    cells: list[Cell] = []
    for text in texts:
        value = read(text) if text else None
        cells.append(value if value is not None else text or None)
    return cells


def _as_booleans(texts: Sequence[str], filled: Sequence[str]) -> ReadColumn | None:
    if not _all_read(filled, read_boolean):
        return None
    return ReadColumn(ColumnType.BOOLEAN, _read_filled(texts, read_boolean))


def _as_dates(texts: Sequence[str], filled: Sequence[str]) -> ReadColumn | None:
    read = read_date if _all_read(filled, read_date) else _slash_dates(filled)
    return ReadColumn(ColumnType.DATE, _read_filled(texts, read)) if read else None


def _slash_dates(filled: Sequence[str]) -> Callable[[str], str | None] | None:
    """Return a reader of `31/12/2025` or `12/31/2025` if the column shows which of the two it is."""
    matches = [_slash_date.fullmatch(text) for text in filled]
    if not all(matches):
        return None
    first = max(int(match[1]) for match in matches if match)
    second = max(int(match[2]) for match in matches if match)
    if (first > 12) == (second > 12):
        return None
    day, month = (1, 2) if first > 12 else (2, 1)

    def read(text: str) -> str | None:
        match = _slash_date.fullmatch(text)
        return read_date(f"{match[3]}-{int(match[month]):02}-{int(match[day]):02}") if match else None

    return read if _all_read(filled, read) else None


def _as_percents(texts: Sequence[str], filled: Sequence[str]) -> ReadColumn | None:
    for decimal_comma in (False, True):

        def read(text: str, comma: bool = decimal_comma) -> float | None:
            return read_percent(text, decimal_comma=comma)

        if _all_read(filled, read):
            return ReadColumn(ColumnType.PERCENT, _read_filled(texts, read))
    return None


def _as_money(texts: Sequence[str], filled: Sequence[str]) -> ReadColumn | None:
    for decimal_comma in (False, True):
        first = read_money(filled[0], decimal_comma=decimal_comma)
        if first is None:
            continue

        def read(text: str, comma: bool = decimal_comma, code: str = first[1]) -> int | float | None:
            money = read_money(text, decimal_comma=comma)
            return money[0] if money and money[1] == code else None

        if _all_read(filled, read):
            return ReadColumn(ColumnType.CURRENCY, _read_filled(texts, read), first[1])
    return None


def _as_numbers(texts: Sequence[str], filled: Sequence[str]) -> ReadColumn | None:
    for decimal_comma in (False, True):

        def read(text: str, comma: bool = decimal_comma) -> int | float | None:
            return read_number(text, decimal_comma=comma)

        if _all_read(filled, read):
            return ReadColumn(ColumnType.NUMBER, _read_filled(texts, read))
    return None


def _as_links(texts: Sequence[str], filled: Sequence[str]) -> ReadColumn | None:
    return ReadColumn(ColumnType.LINK, _read_filled(texts, read_link)) if _all_read(filled, read_link) else None


def _mostly_numbers(texts: Sequence[str], filled: Sequence[str]) -> ReadColumn | None:
    """Keep a column of numbers with a few words in it a column of numbers, unless one cell is an identifier."""
    if any(_identifier.fullmatch(text) for text in filled):
        return None
    exact = sum(1 for text in filled if _exact_number(text) is not None)
    if exact * 3 < len(filled) * 2:
        return None
    return ReadColumn(ColumnType.NUMBER, _read_filled(texts, _exact_number))


def _exact_number(text: str) -> int | float | None:
    """Return a number only if it is written as it would be shown: `1.10` is more than 1.1."""
    number = read_number(text)
    return number if number is not None and str(number) == text else None
