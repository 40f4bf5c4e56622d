"""Which rows a filter lets through: a column, a condition and its values, by values and not by how they are shown.

Pure. Numbers are compared as numbers and days as days; words are found in any case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.cell_display import NUMERIC
from artifacts.kinds.number_formats.general import plain_number
from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.values.cells import read_cell
from artifacts.kinds.values.days import read_date
from artifacts.kinds.values.times import seconds_of
from artifacts.rows.errors import invalid_filter

Test = Callable[[Cell], bool]
TIMES = (ColumnType.TIME, ColumnType.DURATION)
ORDERED = (*NUMERIC, *TIMES, ColumnType.DATE, ColumnType.TIMESTAMP)


class Condition(StrEnum):
    """What a cell must be for its row to be shown."""

    CONTAINS = "contains"
    EQUALS = "equals"
    EMPTY = "empty"
    NOT_EMPTY = "not_empty"
    GREATER = "greater"
    LESS = "less"
    BETWEEN = "between"


VALUES = {Condition.EMPTY: 0, Condition.NOT_EMPTY: 0, Condition.BETWEEN: 2}
"""How many values a condition takes, if not one."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on the column with this key; `values` are as they were typed."""

    key: str
    condition: Condition
    values: tuple[str, ...] = ()


def cell_test(wanted: Filter, column: Column) -> Test:
    """Return whether a cell of the column meets the condition, as a function; raise InvalidFilter."""
    if len(wanted.values) != VALUES.get(wanted.condition, 1) or not all(value.strip() for value in wanted.values):
        raise invalid_filter(_count_sentence(wanted.condition))
    match wanted.condition:
        case Condition.EMPTY:
            return is_empty
        case Condition.NOT_EMPTY:
            return lambda cell: not is_empty(cell)
        case Condition.CONTAINS:
            return _containing(wanted.values[0], column)
        case Condition.EQUALS:
            return _equal(wanted.values[0], column)
        case _:
            return _ordered(wanted, column)


def is_empty(cell: Cell) -> bool:
    """Say whether a cell holds nothing, or nothing but blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def words_of(cell: Cell, column: Column) -> str:
    """Return the text that is searched for words: what was typed, a percent as such."""
    if isinstance(cell, str):
        return cell
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    return f"{plain_number(round(cell * 100, 10))}%" if column.type is ColumnType.PERCENT else plain_number(cell)


def _containing(value: str, column: Column) -> Test:
    sought = value.strip().casefold()
    return lambda cell: sought in words_of(cell, column).casefold()


def _equal(value: str, column: Column) -> Test:
    wanted = read_cell(value, column)
    if isinstance(wanted, str):
        sought = wanted.casefold()
        return lambda cell: isinstance(cell, str) and cell.strip().casefold() == sought
    # True is 1 in Python, and no number here
    return lambda cell: cell == wanted and isinstance(cell, bool) == isinstance(wanted, bool)


def _ordered(wanted: Filter, column: Column) -> Test:
    if column.type not in ORDERED:
        raise invalid_filter(
            _("“%(column)s” holds no numbers or dates: greater, less and between are for those.")
            % {"column": column.name}
        )
    if column.type in (ColumnType.DATE, ColumnType.TIMESTAMP):
        is_in = _within(wanted.condition, sorted(_day(value) for value in wanted.values))
        return lambda cell: isinstance(cell, str) and read_date(cell[:10]) is not None and is_in(cell)
    if column.type in TIMES:
        is_in = _within(wanted.condition, sorted(_seconds(value, column) for value in wanted.values))
        return lambda cell: isinstance(cell, str) and (taken := seconds_of(cell)) is not None and is_in(taken)
    is_in = _within(wanted.condition, sorted(_amount(value, column) for value in wanted.values))
    return lambda cell: isinstance(cell, int | float) and not isinstance(cell, bool) and is_in(cell)


def _within(condition: Condition, bounds: Sequence[Any]) -> Callable[[Any], bool]:
    low, high = bounds[0], bounds[-1]
    if condition is Condition.GREATER:
        return lambda value: bool(value > low)
    if condition is Condition.LESS:
        return lambda value: bool(value < low)
    return lambda value: bool(low <= value <= high)


def _amount(text: str, column: Column) -> int | float:
    value = read_cell(text, column)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise invalid_filter(_("“%(value)s” is no number of “%(column)s”.") % {"value": text, "column": column.name})


def _seconds(text: str, column: Column) -> int:
    value = read_cell(text, column)
    seconds = seconds_of(value) if isinstance(value, str) else None
    if seconds is not None:
        return seconds
    raise invalid_filter(_("“%(value)s” is no time such as 14:30.") % {"value": text})


def _day(text: str) -> str:
    if day := read_date(text.strip()):
        return day
    raise invalid_filter(_("“%(value)s” is no day such as 2026-03-31.") % {"value": text})


def _count_sentence(condition: Condition) -> str:
    match VALUES.get(condition, 1):
        case 0:
            return _("This condition takes no value.")
        case 1:
            return _("This condition needs a value.")
        case _:
            return _("“Between” needs two values.")
