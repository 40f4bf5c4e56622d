"""Columns of texts: the type that each has among its neighbours, its cells as values, and what stays in doubt.

A column gets a type only if reading loses nothing that matters. What may mean two things, and nothing decides which,
stays text with a doubt.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from artifacts.kinds.table.content import Cell, ColumnType
from artifacts.kinds.values import identifiers
from artifacts.kinds.values.cells import read_boolean
from artifacts.kinds.values.days import DayOrder, is_numbered_day, order_among, order_in, read_day
from artifacts.kinds.values.doubts import Doubt, Question
from artifacts.kinds.values.evidence import NOTHING, Known, Survey, decide, open_sign, survey
from artifacts.kinds.values.links import read_link
from artifacts.kinds.values.money import WITH_THREE_DECIMALS, amount_reader, read_amount
from artifacts.kinds.values.numbers import Decimal, read_number
from artifacts.kinds.values.percents import read_percent
from artifacts.kinds.values.times import read_duration, read_stamp, read_time, stamp_day
from artifacts.kinds.values.written import keep

PLACEHOLDERS = frozenset({"n/a", "na", "n.a.", "-", "–", "—", "none", "null", "tbd", "?", "unknown"})

_INTEGERS = re.compile(r"(?:-?(?:0|[1-9]\d{0,14})\n)*+")
_POINTED = re.compile(r"(?:-?(?:0|[1-9]\d{0,7})(?:\.\d{1,7})?\n)*+")  # 15 digits at most, never lost

Read = Callable[[str], Cell]


class ReadColumn(NamedTuple):
    """What a column of texts turned out to be."""

    type: ColumnType
    cells: list[Cell]
    currency: str | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class _Texts:
    """A column's texts, those of them that say something, and what they and their neighbours say."""

    all: Sequence[str]
    filled: Sequence[str]
    survey: Survey
    name: str
    is_repeating: bool

    def read(self, read: Read) -> list[Cell] | None:
        """Return every text as a value; None if one that says something is not read."""
        cells: list[Cell] = []
        known: dict[str, Cell] = {"": None}
        for text in self.all:
            if text in known:
                cells.append(known[text])
                continue
            value = read(text)
            if value is None:
                if text.lower() not in PLACEHOLDERS:
                    return None
                value = text
            elif type(value) is not bool:
                value = keep(value, text)
            cells.append(value)
            if self.is_repeating:
                known[text] = value
        return cells


def read_columns(
    columns: Sequence[Sequence[str]], names: Sequence[str] = (), known: Known = NOTHING
) -> list[ReadColumn]:
    """Return what each column of one source is; `names` are their headers."""
    given = [*names, *[""] * (len(columns) - len(names))]
    texts = [_texts(column, name) for column, name in zip(columns, given, strict=False)]
    order = known.day_order or _one_order(texts)
    surveys = [one.survey for one in texts]
    return [
        _read(one, decide(one.survey, [*surveys[:at], *surveys[at + 1 :]], known), order, known)
        for at, one in enumerate(texts)
    ]


def read_column(column: Sequence[str], name: str = "", known: Known = NOTHING) -> ReadColumn:
    """Do the same for a column that stands alone."""
    return read_columns([column], [name], known)[0]


def _texts(column: Sequence[str], name: str) -> _Texts:
    filled = [text for text in column if text and text.lower() not in PLACEHOLDERS]
    return _Texts(column, filled, survey(filled), name, len(set(filled)) * 2 < len(filled))


def _one_order(texts: Sequence[_Texts]) -> DayOrder | None:
    """Return the order of days that the columns of days prove, if they agree."""
    proved = {order for one in texts if (order := _proved_order(one.filled))}
    return proved.pop() if len(proved) == 1 else None


def _proved_order(filled: Sequence[str]) -> DayOrder | None:
    if not filled or not is_numbered_day(_day_in(filled[0])):
        return None
    return order_among(map(_day_in, filled))


def _day_in(text: str) -> str:
    return stamp_day(text) or text


def _read(texts: _Texts, decimal: Decimal | None, order: DayOrder | None, known: Known) -> ReadColumn:
    filled = texts.filled
    if not filled:
        return _as_text(texts)
    order = known.day_order or _proved_order(filled) or order or order_in(known.language)
    if found := _first(texts, _OF_WORDS) or _first(texts, _of_days(order)):
        return found
    if not texts.survey.is_numeric:
        return _undecided_days(texts) or _as_text(texts)
    if identifiers.is_code_name(texts.name) or identifiers.are_books(filled) or all(map(identifiers.is_code, filled)):
        return _as_text(texts)
    if doubt := _doubt(texts, decimal, known):
        return _as_text(texts, doubt, next(filter(open_sign, filled), filled[0]))
    sign = decimal or Decimal.POINT
    return _plain_numbers(texts, sign) or _numbers(texts, sign) or _mostly_numbers(texts, sign) or _as_text(texts)


def _first(texts: _Texts, tried: Sequence[tuple[ColumnType, Read]]) -> ReadColumn | None:
    """Return the column as the first type that reads every text."""
    for kind, read in tried:
        if (cells := texts.read(read)) is not None:
            return ReadColumn(kind, cells)
    return None


_OF_WORDS: Sequence[tuple[ColumnType, Read]] = ((ColumnType.BOOLEAN, read_boolean), (ColumnType.LINK, read_link))


def _of_days(order: DayOrder | None) -> Sequence[tuple[ColumnType, Read]]:
    return (
        (ColumnType.DATE, lambda text: read_day(text, order)),
        (ColumnType.TIMESTAMP, lambda text: read_stamp(text, order)),
        (ColumnType.TIME, read_time),
        (ColumnType.DURATION, read_duration),
    )


def _undecided_days(texts: _Texts) -> ReadColumn | None:
    """Return days as text that both orders would read."""
    if not is_numbered_day(_day_in(texts.filled[0])):
        return None
    days = [_day_in(text) for text in texts.filled]
    is_open = all(map(is_numbered_day, days)) and all(all(read_day(day, one) for day in days) for one in DayOrder)
    return _as_text(texts, Doubt.DAY_ORDER, texts.filled[0]) if is_open else None


def _doubt(texts: _Texts, decimal: Decimal | None, known: Known) -> Doubt | None:
    """Say what makes a column of numbers doubtful."""
    if not known.are_numbers and identifiers.are_versions(texts.filled):
        return Doubt.VERSIONS
    signs = texts.survey.open_signs
    if not signs or known.decimal:
        return None
    if decimal is None:
        return Doubt.DECIMALS if any(_numbers(texts, one) for one in Decimal) else None
    price = read_amount(texts.filled[0], decimal) if texts.survey.is_money and decimal in signs else None
    return Doubt.DECIMALS if price and price.code not in WITH_THREE_DECIMALS else None


def _numbers(texts: _Texts, decimal: Decimal) -> ReadColumn | None:
    """Return the column as percents, money or numbers."""
    if (cells := texts.read(lambda text: read_percent(text, decimal))) is not None:
        return ReadColumn(ColumnType.PERCENT, cells)
    if first := read_amount(texts.filled[0], decimal):
        cells = texts.read(amount_reader(texts.filled[0], first.code, decimal))
        return ReadColumn(ColumnType.CURRENCY, cells, first.code) if cells is not None else None
    if any(map(identifiers.is_code, texts.filled)):
        return None
    return _first(texts, [(ColumnType.NUMBER, lambda text: read_number(text, decimal))])


def _plain_numbers(texts: _Texts, decimal: Decimal) -> ReadColumn | None:
    """Read a column of digits, points and minus signs alone, which is what programs write, in one go."""
    joined = "\n".join(texts.filled) + "\n"
    if joined.count("\n") != len(texts.filled):
        return None
    if _INTEGERS.fullmatch(joined):
        return ReadColumn(ColumnType.NUMBER, list(map(_integer, texts.all)))
    if decimal is Decimal.POINT and _POINTED.fullmatch(joined):
        return ReadColumn(ColumnType.NUMBER, list(map(_pointed, texts.all)))
    return None


def _integer(text: str) -> Cell:
    return keep(int(text), text) if text[-1:].isdecimal() else text or None


def _pointed(text: str) -> Cell:
    if not text[-1:].isdecimal():
        return text or None
    number = float(text) if "." in text else int(text)
    return number if repr(number) == text else keep(number, text)


def _mostly_numbers(texts: _Texts, decimal: Decimal) -> ReadColumn | None:
    """Keep a column of numbers with a few words in it a column of numbers, unless one cell is a code."""
    if any(map(identifiers.is_code, texts.filled)):
        return None
    cells: list[Cell] = [_exact(text, decimal) if text else None for text in texts.all]
    if sum(cell is not None for cell in cells) * 3 < len(texts.filled) * 2:
        return None
    kept = [text or None if cell is None else keep(cell, text) for cell, text in zip(cells, texts.all, strict=True)]
    return ReadColumn(ColumnType.NUMBER, kept)


def _exact(text: str, decimal: Decimal) -> int | float | None:
    """Return a number only if it is written as it would be shown: `1.10` is more than 1.1."""
    number = read_number(text, decimal)
    return number if number is not None and str(number) == text.replace(decimal, ".") else None


def _as_text(texts: _Texts, doubt: Doubt | None = None, example: str = "") -> ReadColumn:
    question = Question(doubt, example) if doubt else None
    return ReadColumn(ColumnType.TEXT, [text or None for text in texts.all], None, question)
