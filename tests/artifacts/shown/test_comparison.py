"""Two states of a grid as one: all changes are there, equal stretches are counted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind
from artifacts.rows.limits import MARKED_ROWS
from artifacts.shown.comparison import MarkedGrid, mark_grids
from artifacts.versions.compare.differences import diff_contents
from artifacts.versions.compare.grids import GridDiff

TABLE = kind("table")


def table(*values: Any) -> Any:
    return TABLE.store(TABLE.parse_json({"columns": ["a", "b"], "rows": [[value, "x"] for value in values]}))


def marked(base: Any, head: Any) -> MarkedGrid:
    diff = diff_contents(base, head)
    assert isinstance(diff, GridDiff)
    return mark_grids(base, head, diff)[0]


def after(base: Any, *operations: dict[str, Any]) -> Any:
    return TABLE.apply(base, parse_operations(list(operations)))


def shown(grid: MarkedGrid) -> list[tuple[int, int, str]]:
    return [(row.skipped, row.number, row.mark or row.cells[0].mark) for row in grid.rows]


def test_changes_far_apart_are_all_shown_with_two_rows_around() -> None:
    base = table(*(f"v{number}" for number in range(1, 1_501)))
    head = after(
        base,
        {"op": "set_cells", "at": "A10", "values": [["new"]]},
        {"op": "delete_rows", "at": 700},
        {"op": "insert_rows", "at": 1_490},
    )
    grid = marked(base, head)
    assert shown(grid) == [
        (7, 8, ""),
        (0, 9, ""),
        (0, 10, "changed"),
        (0, 11, ""),
        (0, 12, ""),
        (685, 698, ""),
        (0, 699, ""),
        (0, 700, "removed"),
        (0, 700, ""),
        (0, 701, ""),
        (786, 1_488, ""),
        (0, 1_489, ""),
        (0, 1_490, "added"),
        (0, 1_491, ""),
        (0, 1_492, ""),
    ]
    assert grid.left_out == 8


def test_a_column_that_comes_shows_the_first_rows() -> None:
    base = table(*range(500))
    grid = marked(base, after(base, {"op": "insert_columns", "at": 3, "columns": [{"name": "c"}]}))
    assert [cell.mark for cell in grid.columns] == ["", "", "added"]
    assert (len(grid.rows), grid.left_out) == (MARKED_ROWS, 500 - MARKED_ROWS)


def test_many_changes_are_cut_and_counted() -> None:
    base = table(*range(600))
    grid = marked(base, after(base, {"op": "clear_cells", "range": "A1:A600"}))
    assert (len(grid.rows), grid.left_out) == (MARKED_ROWS, 600 - MARKED_ROWS)


@pytest.mark.parametrize(("old", "new"), [((), (1, 2)), ((1, 2), ()), ((1,), (1,))])
def test_tables_without_rows(old: tuple[int, ...], new: tuple[int, ...]) -> None:
    grid = marked(table(*old), table(*new))
    assert len(grid.rows) == max(len(old), len(new))
    assert grid.left_out == 0


Values = st.lists(st.integers(0, 4), max_size=30)


@given(old=Values, new=Values)
def test_both_states_can_be_read_from_the_marks(old: list[int], new: list[int]) -> None:
    grid = marked(table(*old), table(*new))
    away = {row.came_from for row in grid.rows if row.came_from}
    stayed = [str(value) for number, value in enumerate(old, 1) if number not in away]
    before: list[str] = []
    now: list[str] = []
    for row in grid.rows:
        before += stayed[len(before) : len(before) + row.skipped]
        now += [str(value) for value in new[len(now) : len(now) + row.skipped]]
        cell = row.cells[0]
        if row.mark not in ("added", "moved"):
            before.append(cell.before if cell.mark else cell.after)
        if row.mark != "removed":
            now.append(cell.after)
        if row.came_from:
            assert cell.after == str(old[row.came_from - 1])
    before += stayed[len(before) :] if grid.left_out else []
    now += [str(value) for value in new[len(now) :]] if grid.left_out else []
    assert (before, now) == (stayed, [str(value) for value in new])


@given(st.permutations(range(30)))
def test_rows_in_another_order_are_marked_as_moved_from_where_they_stood(order: list[int]) -> None:
    grid = marked(table(*range(30)), table(*order))
    assert {row.mark for row in grid.rows} <= {"", "moved"}
    assert not any(cell.mark for row in grid.rows for cell in row.cells)
    assert len(grid.rows) + sum(row.skipped for row in grid.rows) + grid.left_out == 30


def test_a_sheet_counts_the_rows_between() -> None:
    book = kind("spreadsheet")
    base = book.store(book.parse_json({"sheets": [{"name": "S", "cells": {"A1": 1, "A50": 2, "A100": 3}}]}))
    raw = [{"op": "set_cells", "at": at, "values": [[9]]} for at in ("A1", "A50")]
    grid = marked(base, book.apply(base, parse_operations(raw)))
    assert [(row.skipped, row.number) for row in grid.rows if row.skipped] == [(44, 48)]
    assert grid.left_out == 48
