"""Rows that meet filters are found block by block, and windows of them read only the blocks they stand in."""

from artifacts.kinds.table.content import Column, ColumnType, TableContent
from artifacts.kinds.table.filters.conditions import Condition, Filter
from artifacts.kinds.table.filters.rows import find_rows, matching_rows, rows_at, runs
from artifacts.kinds.table.stored import StoredTable, decode, encode, store
from artifacts.rows.limits import ROWS_PER_BLOCK

COLUMNS = (Column("c1", "Name"), Column("c2", "Amount", ColumnType.NUMBER))
COUNT = 3 * ROWS_PER_BLOCK


def stored() -> tuple[StoredTable, list[str]]:
    """Return a table of three blocks, and the digests that are fetched from it."""
    rows = [[f"Row {number}", number % 1000] for number in range(1, COUNT + 1)]
    encoded = encode(store(TableContent(COLUMNS, rows)))
    fetched: list[str] = []

    def fetch(digest: str) -> bytes:
        fetched.append(digest)
        return encoded.blocks[digest]

    return decode(encoded.manifest, encoded.digests, fetch), fetched


def test_rows_that_meet_all_filters_are_found_in_every_block():
    table, fetched = stored()
    small = Filter("c2", Condition.LESS, ("3",))
    assert list(find_rows(table, [small])) == [1, 2, 1000, 1001, 1002, 2000, 2001, 2002, 3000]
    assert list(find_rows(table, [small, Filter("c1", Condition.CONTAINS, ("row 2",))])) == [2, 2000, 2001, 2002]
    assert len(fetched) == 6


def test_rows_are_read_from_the_blocks_they_stand_in():
    table, fetched = stored()
    assert [row for _number, row in rows_at(table, [2, 2001, 2002, 9999])] == [
        ["Row 2", 2],
        ["Row 2001", 1],
        ["Row 2002", 2],
    ]
    assert len(fetched) == 2


def test_the_same_view_is_searched_once():
    table, fetched = stored()
    wanted = [Filter("c2", Condition.EQUALS, ("7",))]
    first = matching_rows(table, wanted)
    before = len(fetched)
    assert list(matching_rows(table, wanted)) == list(first) == [7, 1007, 2007]
    assert len(fetched) == before


def test_runs_are_rows_that_follow_one_another():
    assert list(runs([1, 2, 5, 7, 8, 9])) == [(1, 2), (5, 5), (7, 9)]
    assert list(runs([])) == []
