"""One cell: what someone typed, read as the type of its column.

A single text is its own evidence. Where it may mean two things, the point parts decimals, because the grid shows
numbers so and its editor starts from them; a price with three of them was thousands.
"""

from collections.abc import Callable
from typing import assert_never

from django.utils.translation import gettext as _

from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.values.days import DayOrder, read_day
from artifacts.kinds.values.evidence import proved_by
from artifacts.kinds.values.money import Amount, read_amount
from artifacts.kinds.values.numbers import Decimal, read_number
from artifacts.kinds.values.percents import read_percent
from artifacts.kinds.values.times import read_duration, read_stamp, read_time
from artifacts.kinds.values.written import keep

Reader = Callable[[str], Cell]


def read_boolean(text: str) -> bool | None:
    """Return the truth value of `true` or `false` in any case."""
    return {"true": True, "false": False}.get(text.lower())


def decimal_in(text: str) -> Decimal:
    """Return the sign of decimals that a single text is read with."""
    return proved_by(text) or Decimal.POINT


def read_price(text: str, decimal: Decimal | None = None) -> Amount | None:
    """Return an amount of money; without a sign of decimals `1.250 €` is a thousand and more."""
    if decimal is not None:
        return read_amount(text, decimal)
    proved = decimal_in(text)
    amount = read_amount(text, proved)
    return read_amount(text, proved.other) if amount is None or amount.is_thirds else amount


def cell_reader(column: Column, decimal: Decimal | None = None, order: DayOrder | None = None) -> Reader:  # noqa: PLR0911
    """Return the function that reads a text as a column's type has it; it returns None for what is none."""
    match column.type:
        case ColumnType.NUMBER:
            return lambda text: read_number(text, decimal or decimal_in(text))
        case ColumnType.CURRENCY:
            return lambda text: _in_currency(text, column.currency, decimal)
        case ColumnType.PERCENT:
            return lambda text: _share(text, decimal or decimal_in(text))
        case ColumnType.BOOLEAN:
            return _truth
        case ColumnType.DATE:
            return lambda text: read_day(text, order)
        case ColumnType.TIME:
            return read_time
        case ColumnType.TIMESTAMP:
            return lambda text: read_stamp(text, order) or read_day(text, order)
        case ColumnType.DURATION:
            return read_duration
        case ColumnType.TEXT | ColumnType.LINK:
            return lambda _text: None
        case _:
            assert_never(column.type)


def read_cell(text: str, column: Column, decimal: Decimal | None = None, order: DayOrder | None = None) -> Cell:
    """Return what someone typed into a cell as the column's type has it, else as text; empty is None."""
    text = text.strip()
    if not text:
        return None
    value = cell_reader(column, decimal, order)(text)
    return text if value is None else keep(value, text)


def read_typed(text: str, column: Column) -> Cell:
    """Do the same for the grid, where a number in a percent column is one of percents: 15, as in Excel not 0.15."""
    if column.type is ColumnType.PERCENT:
        text = percent_typed(text)
    return read_cell(text, column)


def percent_typed(text: str) -> str:
    """Return a number from 1 on, typed where percents stand, as a percent; anything else as it is."""
    number = read_number(text, decimal_in(text))
    is_percent = number is not None and abs(number) >= 1 and "e" not in text.lower()
    return f"{text.strip()}%" if is_percent else text


def _in_currency(text: str, code: str | None, decimal: Decimal | None) -> Cell:
    amount = read_price(text, decimal)
    if amount and amount.code == (code or amount.code):
        return amount.value
    return read_number(text, decimal or decimal_in(text))


def _share(text: str, decimal: Decimal) -> Cell:
    share = read_percent(text, decimal)
    return read_number(text, decimal) if share is None else share


def _truth(text: str) -> bool | None:
    """Return the truth value of its names and of the words that the grid shows."""
    words = {_("Yes").casefold(): True, _("No").casefold(): False, "yes": True, "no": False}
    truth = read_boolean(text)
    return words.get(text.casefold()) if truth is None else truth
