"""Cells as a person reads them: what PDF, Word and Markdown show. No colours, no layout."""

from collections.abc import Callable, Iterable
from functools import partial
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from artifacts.kinds.cell_display import money
from artifacts.kinds.number_formats.general import plain_number
from artifacts.kinds.table.content import Align, Cell, Column, ColumnType

LINK_SCHEMES = ("http", "https", "mailto")
MAX_PERCENT_DECIMALS = 4
NUMERIC = frozenset({ColumnType.NUMBER, ColumnType.CURRENCY, ColumnType.PERCENT})


def cell_formatter(column: Column, sample: Iterable[Cell] = ()) -> Callable[[Cell], str]:
    """Return the function that writes the column's cells; `sample` decides how many decimals percents show."""
    match column.type:
        case ColumnType.CURRENCY:
            return partial(_currency, column.currency)
        case ColumnType.PERCENT:
            return partial(_percent, percent_decimals(sample))
        case _:
            return plain_text


def plain_text(value: Cell) -> str:
    """Return a value without a column's format: numbers as the grid shows them, with 15 digits at most."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return plain_number(value)


def percent_decimals(values: Iterable[Cell]) -> int:
    """Return how many decimals the percentages among `values` need, at most four."""
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    for places in range(MAX_PERCENT_DECIMALS):
        if all(abs(round(number * 100, places) - number * 100) < 1e-9 for number in numbers):
            return places
    return MAX_PERCENT_DECIMALS if numbers else 0


def alignment(column: Column) -> Align:
    """Return where the column's cells stand: as chosen, else numbers to the right."""
    return column.align or (Align.RIGHT if column.type in NUMERIC else Align.LEFT)


def is_link(text: str) -> bool:
    """Whether the text is an address that a file may make clickable."""
    try:
        return urlsplit(text).scheme in LINK_SCHEMES and text.isascii() and " " not in text and len(text) < 2_000
    except ValueError:
        return False


def _currency(code: str | None, value: Cell) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return plain_text(value)
    return money(value, code)


def _percent(places: int, value: Cell) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return plain_text(value)
    return f"{value:.{places}%}"
