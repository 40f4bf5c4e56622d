import json
from typing import Any

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.kinds.table.apply import replace_rows
from artifacts.kinds.table.content import Column, ColumnType, TableContent
from artifacts.kinds.table.stored import Block, StoredTable, decode, encode, store
from artifacts.rows.enums import KindName
from artifacts.rows.errors import InvalidOperation

TABLE = kind(KindName.TABLE)


def make(*rows: list[Any]) -> StoredTable:
    columns = (Column("c1", "Van"), Column("c2", "Price", ColumnType.NUMBER), Column("c3", "City"))
    return store(TableContent(columns, [list(row) for row in rows]))


VANS = (["A", 3, "x"], ["B", 1, "y"], ["C", 2, None])


def apply(table: StoredTable, *operations: dict[str, Any]) -> StoredTable:
    result: StoredTable = TABLE.apply(table, parse_operations(list(operations)))
    return result


def rows(table: StoredTable) -> list[list[Any]]:
    return list(table.iter_rows())


def state(table: StoredTable) -> str:
    return json.dumps([[str(column) for column in table.columns], rows(table)])


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "set_cells", "at": "B2", "values": [[9, "z"]]}, [["A", 3, "x"], ["B", 9, "z"], ["C", 2, None]]),
        ({"op": "set_cells", "at": "a4", "values": [["D"], ["E"]]}, [*VANS, ["D", None, None], ["E", None, None]]),
        ({"op": "clear_cells", "range": "A1:B2"}, [[None, None, "x"], [None, None, "y"], ["C", 2, None]]),
        ({"op": "insert_rows", "at": 2, "values": [["N", 0]]}, [VANS[0], ["N", 0, None], *VANS[1:]]),
        ({"op": "insert_rows", "at": 4, "count": 1}, [*VANS, [None, None, None]]),
        ({"op": "delete_rows", "at": 1, "count": 2}, [VANS[2]]),
        ({"op": "move_rows", "at": 1, "to": 3}, [VANS[1], VANS[2], VANS[0]]),
        ({"op": "move_rows", "at": 3, "to": 1}, [VANS[2], VANS[0], VANS[1]]),
        ({"op": "delete_columns", "at": "Price"}, [["A", "x"], ["B", "y"], ["C", None]]),
        ({"op": "move_columns", "at": "City", "to": 1}, [["x", "A", 3], ["y", "B", 1], [None, "C", 2]]),
        (
            {"op": "insert_columns", "at": 2, "values": [[7], [8]]},
            [["A", 7, 3, "x"], ["B", 8, 1, "y"], ["C", None, 2, None]],
        ),
        ({"op": "sort", "by": [{"column": "Price"}]}, [VANS[1], VANS[2], VANS[0]]),
        ({"op": "sort", "by": [{"column": "City", "descending": True}]}, [VANS[1], VANS[0], VANS[2]]),
        ({"op": "set_type", "column": "c2", "type": "text"}, [["A", "3", "x"], ["B", "1", "y"], ["C", "2", None]]),
    ],
)
def test_apply_changes_rows(operation: dict[str, Any], expected: list[list[Any]]) -> None:
    assert rows(apply(make(*VANS), operation)) == [list(row) for row in expected]


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "set_cells", "at": "D1", "values": [[1]]},
        {"op": "set_cells", "at": "C1", "values": [[1, 2]]},
        {"op": "set_cells", "at": "A5", "values": [[1]]},
        {"op": "set_cells", "at": "1A", "values": [[1]]},
        {"op": "set_cells", "at": "A0", "values": [[1]]},
        {"op": "clear_cells", "range": "A1:A9"},
        {"op": "delete_rows", "at": 4},
        {"op": "insert_rows", "at": 5},
        {"op": "insert_rows", "at": 1, "values": [[1, 2, 3, 4]]},
        {"op": "move_rows", "at": 3, "to": 4},
        {"op": "delete_columns", "at": 1, "count": 3},
        {"op": "delete_columns", "at": "Nope"},
        {"op": "rename_column", "column": 1, "name": "price"},
        {"op": "sort", "by": [{"column": 9}]},
        {"op": "set_format", "range": "A1", "format": "0.00"},
        {"op": "add_sheet", "name": "S"},
        {"op": "replace_text", "find": "a", "replace": "b"},
    ],
)
def test_apply_refuses_what_does_not_fit(operation: dict[str, Any]) -> None:
    with pytest.raises(InvalidOperation):
        apply(make(*VANS), operation)


def test_rename_column_keeps_key() -> None:
    table = apply(make(*VANS), {"op": "rename_column", "column": "Price", "name": "Cost"})
    assert [(c.key, c.name) for c in table.columns] == [("c1", "Van"), ("c2", "Cost"), ("c3", "City")]


def test_set_type_reads_texts_as_the_new_type() -> None:
    table = apply(make(["1,200.50", 1, None]), {"op": "set_type", "column": "Van", "type": "number"})
    assert rows(table) == [[1200.5, 1, None]]


def test_large_table_edit_encodes_one_block() -> None:
    table = stored_copy(make(*[[f"v{n}", n, None] for n in range(5_000)]))
    encoded = encode(apply(table, {"op": "set_cells", "at": "B2500", "values": [[-1]]}))
    assert len(encoded.digests) == 5
    assert len(encoded.blocks) == 1


def test_inserted_row_touches_one_block() -> None:
    table = stored_copy(make(*[[f"v{n}", n, None] for n in range(5_000)]))
    changed = apply(table, {"op": "insert_rows", "at": 1, "values": [["new"]]})
    assert len(encode(changed).blocks) == 1
    assert changed.window(1_000, 2) == [["v999", 999, None], ["v1000", 1000, None]]
    assert changed.row_count == 5_001


def test_window_reads_only_its_blocks() -> None:
    table = make(*[[f"v{n}", n, None] for n in range(5_000)])
    encoded = encode(table)
    read: list[str] = []
    copy = decode(encoded.manifest, encoded.digests, lambda digest: read.append(digest) or encoded.blocks[digest])  # type: ignore[func-returns-value]
    assert copy.window(2_999, 2) == [["v2999", 2999, None], ["v3000", 3000, None]]
    assert read == list(encoded.digests[2:4])


def stored_copy(table: StoredTable) -> StoredTable:
    """Return the table as it is after it was stored and read again."""
    encoded = encode(table)
    return decode(encoded.manifest, encoded.digests, encoded.blocks.__getitem__)


CELL = st.none() | st.booleans() | st.integers(-99, 99) | st.floats(-9, 9) | st.text("ab1,.%$", max_size=4)
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8)
LINE = st.integers(1, 6)
PLACE = st.builds("{}{}".format, st.sampled_from("ABC"), LINE)
MATRIX = st.lists(st.lists(CELL, min_size=1, max_size=2), min_size=1, max_size=3)
COLUMN = st.integers(1, 3)


def operation(name: str, /, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"op": st.just(name), **fields})


OPERATIONS = st.one_of(
    operation("set_cells", at=PLACE, values=MATRIX),
    operation("clear_cells", range=st.builds("{}:{}".format, PLACE, PLACE)),
    operation("insert_rows", at=LINE, count=LINE),
    operation("insert_rows", at=LINE, values=MATRIX),
    operation("delete_rows", at=LINE, count=LINE),
    operation("move_rows", at=LINE, to=LINE, count=LINE),
    operation("insert_columns", at=COLUMN, count=COLUMN),
    operation("insert_columns", at=COLUMN, columns=st.just([{"name": "Van"}, {"name": "N", "type": "number"}])),
    operation("delete_columns", at=COLUMN, count=COLUMN),
    operation("move_columns", at=COLUMN, to=COLUMN, count=COLUMN),
    operation("rename_column", column=COLUMN, name=st.sampled_from(["Van", "New", "x"])),
    operation("set_type", column=COLUMN, type=st.sampled_from(list(ColumnType)), align=st.just("left")),
    operation(
        "sort",
        by=st.lists(st.fixed_dictionaries({"column": COLUMN, "descending": st.booleans()}), min_size=1, max_size=3),
    ),
)


@given(ROWS, st.lists(OPERATIONS, min_size=1, max_size=4))
def test_operation_leaves_the_state_before_it_alone(given_rows: list[list[Any]], raw: list[dict[str, Any]]) -> None:
    table = make(*given_rows)
    for step in parse_operations(raw):
        before = state(table)
        try:
            changed = TABLE.apply(table, [step])
        except InvalidOperation:
            changed = table
        assert state(table) == before
        table = changed


@pytest.mark.parametrize(("one", "other"), [(0, False), (True, 1)])
def test_a_cell_that_became_another_type_is_touched(one: Any, other: Any) -> None:
    base, head = make([one, None, None]), make([other, None, None])
    for raw in ({"op": "set_cells", "at": "A1", "values": [["x"]]}, {"op": "clear_cells", "range": "A1:B1"}):
        step = parse_operations([raw])[0]
        assert not TABLE.is_untouched(base, head, step)
        assert TABLE.is_untouched(base, base, step)


CELLS_ONLY = st.one_of(
    operation("set_cells", at=PLACE, values=MATRIX),
    operation("clear_cells", range=st.builds("{}:{}".format, PLACE, PLACE)),
)


@given(ROWS, CELLS_ONLY, CELLS_ONLY | operation("rename_column", column=COLUMN, name=st.just("New")))
def test_changes_that_leave_each_other_untouched_commute(
    given_rows: list[list[Any]], one: dict[str, Any], other: dict[str, Any]
) -> None:
    base, steps = make(*given_rows), parse_operations([one, other])
    try:
        first, second = (TABLE.apply(base, [step]) for step in steps)
    except InvalidOperation:
        reject()
    assume(TABLE.is_untouched(base, first, steps[1]) and TABLE.is_untouched(base, second, steps[0]))
    assert state(TABLE.apply(first, [steps[1]])) == state(TABLE.apply(second, [steps[0]]))


@given(ROWS, st.lists(OPERATIONS, min_size=1, max_size=6))
def test_every_state_is_rectangular_and_survives_storage(
    given_rows: list[list[Any]], raw: list[dict[str, Any]]
) -> None:
    table = make(*given_rows)
    for step in parse_operations(raw):
        try:
            table = TABLE.apply(table, [step])
        except InvalidOperation:
            continue
    assert all(len(row) == len(table.columns) for row in rows(table))
    assert len({column.key for column in table.columns}) == len(table.columns)
    assert all(block.count for block in table.blocks)
    assert state(stored_copy(table)) == state(table)


@given(
    st.integers(0, 30),
    st.integers(0, 12),
    st.lists(st.integers(), max_size=25),
    st.lists(st.integers(1, 7), min_size=1),
)
def test_replace_rows_is_list_slicing(start: int, count: int, new: list[int], sizes: list[int]) -> None:

    numbers = iter(range(1_000))
    blocks = tuple(Block(size, rows=[[next(numbers), None, None] for _ in range(size)]) for size in sizes)
    table = StoredTable(make().columns, blocks, make().fetch)
    before = rows(table)
    start, added = min(start, len(before)), [[number, None, None] for number in new]
    count = min(count, len(before) - start)
    changed = replace_rows(table, start, count, added)
    assert rows(changed) == before[:start] + added + before[start + count :]
    assert all(block.count == len(block.rows or []) for block in changed.blocks)
