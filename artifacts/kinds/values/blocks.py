"""Texts that come to columns which are there already: a pasted block, further rows. They are read as those are.

What a text itself proves goes first, then what its column does: the texts beside it, and those that were read before.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.values.cells import read_cell, read_typed
from artifacts.kinds.values.evidence import decimal_signs, open_sign, proved_by
from artifacts.kinds.values.money import read_amount
from artifacts.kinds.values.numbers import Decimal, read_number
from artifacts.kinds.values.percents import read_percent
from artifacts.kinds.values.written import written_of

_AMOUNTS = frozenset({ColumnType.NUMBER, ColumnType.CURRENCY, ColumnType.PERCENT})


def read_pasted_block(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[list[Cell]]:
    """Return a block from another program as the columns have it; what may mean two things stays text.

    Texts beyond the last column stay as they are: whoever takes the block refuses them.
    """
    signs = decimal_signs(rows, has_header=False)
    return [
        [
            read_beside(text, column, sign) if column else text or None
            for text, column, sign in zip_longest(row, columns[: len(row)], signs[: len(row)])
        ]
        for row in rows
    ]


def read_beside(text: str, column: Column, sign: Decimal | None) -> Cell:
    """Return a text as a column has it whose texts have this sign of decimals; None where they do not say."""
    if column.type not in _AMOUNTS or not open_sign(text):
        return read_typed(text, column)
    return read_cell(text, column, proved_by(text) or sign) if sign else text.strip()


def sign_used(cells: Iterable[Cell]) -> Decimal | None:
    """Return the sign of decimals by which cells were read from what was written; None where that says nothing."""
    for cell in cells:
        written = written_of(cell)
        if written is None or isinstance(cell, str) or ("." not in written and "," not in written):
            continue
        fitting = [sign for sign in Decimal if _value(written, sign) == cell]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _value(text: str, sign: Decimal) -> int | float | None:
    if (share := read_percent(text, sign)) is not None:
        return share
    amount = read_amount(text, sign)
    return amount.value if amount else read_number(text, sign)
