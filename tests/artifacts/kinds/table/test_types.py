"""Types changed and doubts decided: what was written comes back."""

from typing import Any

import pytest

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.table.apply import apply
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.content import Cell, ColumnType
from artifacts.kinds.table.stored import StoredTable, decode, encode, store
from artifacts.rows.enums import KindName


def table_of(*texts: str) -> StoredTable:
    return store(table_from_texts(["A"], [[text] for text in texts]).content)


def changed(table: StoredTable, **operation: Any) -> StoredTable:
    return apply(table, parse_operations([operation], KindName.TABLE)[0])  # type: ignore[arg-type]


def cells(table: StoredTable) -> list[Cell]:
    return [row[0] for row in table.iter_rows()]


def kept(table: StoredTable) -> StoredTable:
    encoded = encode(table)
    return decode(encoded.manifest, encoded.digests, lambda digest: encoded.blocks[digest])


@pytest.mark.parametrize(
    ("texts", "decision", "kind", "values"),
    [
        (["1.250", "3.400"], "decimal_comma", ColumnType.NUMBER, [1250, 3400]),
        (["1.250", "3.400"], "decimal_point", ColumnType.NUMBER, [1.25, 3.4]),
        (["1.25 €", "3.459 €"], "decimal_point", ColumnType.CURRENCY, [1.25, 3.459]),
        (["03/04/2025"], "day_first", ColumnType.DATE, ["2025-04-03"]),
        (["03/04/2025"], "month_first", ColumnType.DATE, ["2025-03-04"]),
        (["3.10", "3.9"], "numbers", ColumnType.NUMBER, [3.1, 3.9]),
        (["3.10", "3.9"], "text", ColumnType.TEXT, ["3.10", "3.9"]),
    ],
)
def test_one_decision_reads_the_column(texts: list[str], decision: str, kind: ColumnType, values: list[Cell]) -> None:
    table = kept(table_of(*texts))
    assert table.columns[0].question is not None
    after = kept(changed(table, op="read_column", column=1, decision=decision))
    assert (after.columns[0].type, cells(after), after.columns[0].question) == (kind, values, None)


def test_a_wrong_decision_is_decided_again() -> None:
    wrong = kept(changed(table_of("1.250", "3.400"), op="read_column", column=1, decision="decimal_point"))
    assert cells(changed(wrong, op="read_column", column=1, decision="decimal_comma")) == [1250, 3400]


def test_what_was_written_comes_back_with_the_type() -> None:
    table = kept(table_of("1.250,00 €", "", "8 €"))
    assert cells(table) == [1250, None, 8]
    assert cells(kept(changed(table, op="set_type", column=1, type="text"))) == ["1.250,00 €", None, "8 €"]


def test_what_was_written_follows_its_cell() -> None:
    table = kept(table_of("20,50", "1,50"))
    moved = kept(changed(changed(table, op="sort", by=[{"column": 1}]), op="insert_rows", at=1))
    assert cells(changed(moved, op="set_type", column=1, type="text")) == [None, "1,50", "20,50"]


def test_what_is_typed_over_a_cell_is_written_there() -> None:
    table = changed(table_of("20,50", "1,50"), op="set_cells", at="A1", values=[[7]], written=[["7,00"]])
    assert cells(changed(kept(table), op="set_type", column=1, type="text")) == ["7,00", "1,50"]


def test_a_type_does_not_decide_what_may_mean_two_things() -> None:
    table = changed(table_of("1.250", "7"), op="set_type", column=1, type="number")
    assert cells(table) == ["1.250", 7]


def test_times_are_sorted_by_how_long_they_are() -> None:
    table = changed(table_of("26:30", "9:05", "110:00"), op="sort", by=[{"column": 1}])
    assert cells(table) == ["9:05", "26:30", "110:00"]


def test_a_block_without_written_texts_is_stored_as_before() -> None:
    assert list(encode(table_of("7", "8.5")).blocks.values()) == [b"[[7],[8.5]]"]
