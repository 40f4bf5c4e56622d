"""Texts that come to columns which are there: read as their columns are."""

from artifacts.kinds.table.content import Column, ColumnType
from artifacts.kinds.values.blocks import read_beside, read_pasted_block, sign_used
from artifacts.kinds.values.numbers import Decimal
from artifacts.kinds.values.written import keep

NUMBERS = Column("c1", "A", ColumnType.NUMBER)
TEXTS = Column("c2", "B")
PERCENTS = Column("c3", "C", ColumnType.PERCENT)


def test_a_block_is_its_own_evidence() -> None:
    rows = [["1.250", "1.250"], ["3,5", "x"]]
    assert read_pasted_block(rows, [NUMBERS, TEXTS]) == [[1250, "1.250"], [3.5, "x"]]
    assert read_pasted_block([["1.250", "3.5"]], [NUMBERS, NUMBERS]) == [[1.25, 3.5]]


def test_what_no_cell_of_a_block_proves_stays_text() -> None:
    assert read_pasted_block([["1.250"], ["7"], [""]], [NUMBERS]) == [["1.250"], [7], [None]]


def test_a_block_wider_than_the_table_keeps_its_texts() -> None:
    assert read_pasted_block([["1", "2,5"]], [NUMBERS]) == [[1, "2,5"]]


def test_a_number_pasted_among_percents_is_one() -> None:
    assert read_pasted_block([["12,5"], ["3"]], [PERCENTS]) == [[0.125], [0.03]]


def test_a_proof_of_its_own_goes_first() -> None:
    assert read_beside("1.250", NUMBERS, Decimal.COMMA) == 1250
    assert read_beside("1.5", NUMBERS, Decimal.COMMA) == 1.5


def test_the_sign_by_which_cells_were_read() -> None:
    assert sign_used([7, keep(1250, "1.250")]) is Decimal.COMMA
    assert sign_used([keep(1.25, "1.250")]) is Decimal.POINT
    assert sign_used([keep(1250, "1.250 €")]) is Decimal.COMMA
    assert sign_used([7, 1.5, "x", None, keep(120, "120 €")]) is None
