"""A single cell is its own evidence."""

import pytest

from artifacts.kinds.table.content import Cell, Column, ColumnType
from artifacts.kinds.values.cells import read_cell, read_typed
from artifacts.kinds.values.written import written_of


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ColumnType.NUMBER, "12,5", 12.5),
        (ColumnType.NUMBER, "1,200", 1200),
        (ColumnType.NUMBER, "1.125", 1.125),
        (ColumnType.NUMBER, "2.345.678", 2345678),
        (ColumnType.NUMBER, "about 5", "about 5"),
        (ColumnType.CURRENCY, "1.250 €", 1250),
        (ColumnType.CURRENCY, "12", 12),
        (ColumnType.CURRENCY, "$5", "$5"),
        (ColumnType.PERCENT, "12,5 %", 0.125),
        (ColumnType.DATE, "31/12/2025", "2025-12-31"),
        (ColumnType.DATE, "03/04/2025", "03/04/2025"),
        (ColumnType.TIME, "2:30 pm", "14:30"),
        (ColumnType.DURATION, "026:30", "26:30"),
        (ColumnType.TEXT, " 1,5 ", "1,5"),
    ],
)
def test_read_cell(kind: ColumnType, text: str, value: Cell) -> None:
    assert read_cell(text, Column("c1", "A", kind, currency="EUR")) == value


def test_a_number_typed_among_percents_is_one_and_what_was_typed_is_kept() -> None:
    value = read_typed("12,50", Column("c1", "A", ColumnType.PERCENT))
    assert (value, written_of(value)) == (0.125, "12,50%")
