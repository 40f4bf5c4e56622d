from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.references import column_letters
from artifacts.kinds.spreadsheet.apply import apply
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.kinds.spreadsheet.fits import is_untouched
from artifacts.kinds.spreadsheet.parse import read_json, typed_cell
from artifacts.rows.errors import InvalidOperation
from common.errors import ApplicationError


def make(cells: dict[str, Any], **others: dict[str, Any]) -> SpreadsheetContent:
    sheets = [{"name": "S", "cells": cells}, *({"name": name, "cells": more} for name, more in others.items())]
    return read_json({"sheets": sheets}).content


def inputs(content: SpreadsheetContent, sheet: int = 0) -> dict[str, Any]:
    cells = content.sheets[sheet].cells
    return {f"{column_letters(c)}{r}": cell.input for (r, c), cell in sorted(cells.items()) if cell.input is not None}


def change(content: SpreadsheetContent, *operations: dict[str, Any]) -> SpreadsheetContent:
    for operation in parse_operations(list(operations)):
        content = apply(content, operation)
    return content


BOOK = {"A1": 1, "A2": 2, "A3": "=SUM(A1:A2)", "B1": "x"}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "set_cells", "at": "B2", "values": [["=A1", None]]}, {**BOOK, "B2": "=A1"}),
        ({"op": "set_cells", "at": "A1", "values": [[None, ""]]}, {"A2": 2, "A3": "=SUM(A1:A2)"}),
        ({"op": "clear_cells", "range": "A1:B2"}, {"A3": "=SUM(A1:A2)"}),
        ({"op": "insert_rows", "at": 2}, {"A1": 1, "A3": 2, "A4": "=SUM(A1:A3)", "B1": "x"}),
        (
            {"op": "insert_rows", "at": 1, "values": [["h"]]},
            {"A1": "h", "A2": 1, "A3": 2, "A4": "=SUM(A2:A3)", "B2": "x"},
        ),
        ({"op": "delete_rows", "at": 1}, {"A1": 2, "A2": "=SUM(A1:A1)"}),
        ({"op": "move_rows", "at": 1, "to": 2}, {"A1": 2, "A2": 1, "A3": "=SUM(A1:A2)", "B2": "x"}),
        ({"op": "insert_columns", "at": "A"}, {"B1": 1, "B2": 2, "B3": "=SUM(B1:B2)", "C1": "x"}),
        ({"op": "delete_columns", "at": 1}, {"A1": "x"}),
        ({"op": "move_columns", "at": 2, "to": 1}, {"A1": "x", "B1": 1, "B2": 2, "B3": "=SUM(B1:B2)"}),
    ],
)
def test_apply_changes_cells_and_formulas(operation: dict[str, Any], expected: dict[str, Any]) -> None:
    assert inputs(change(make(BOOK), operation)) == expected


def test_sort_moves_formulas_as_copies() -> None:
    book = make({"A1": 1, "B1": "=A1*$D$1", "A2": 2, "B2": "=A2*$D$1", "A3": "=SUM(A1:A2)"})
    book = change(book, {"op": "sort", "range": "A1:B2", "by": [{"column": "A", "descending": True}]})
    assert inputs(book) == {"A1": 2, "B1": "=A1*$D$1", "A2": 1, "B2": "=A2*$D$1", "A3": "=SUM(A1:A2)"}


def test_formulas_of_other_sheets_follow() -> None:
    book = make({"A1": "=Costs!B2"}, Costs={"B2": 5})
    assert inputs(change(book, {"op": "insert_rows", "at": 1, "sheet": "costs"})) == {"A1": "=Costs!B3"}
    assert inputs(change(book, {"op": "rename_sheet", "sheet": "Costs", "name": "Q1 costs"})) == {
        "A1": "='Q1 costs'!B2"
    }
    assert inputs(change(book, {"op": "delete_sheet", "sheet": "Costs"})) == {"A1": "=#REF!"}


def test_sheets_are_added_and_moved() -> None:
    book = change(make({}), {"op": "add_sheet", "name": "B"}, {"op": "add_sheet", "name": "C", "at": 1})
    book = change(book, {"op": "move_sheet", "sheet": "B", "to": 1})
    assert [sheet.name for sheet in book.sheets] == ["B", "C", "S"]


def test_set_format_survives_another_input() -> None:
    book = change(make({"A1": 1}), {"op": "set_format", "range": "A1", "format": "0.00"})
    book = change(book, {"op": "set_cells", "at": "A1", "values": [[2]]})
    assert book.sheets[0].cells[1, 1].format == "0.00"


def test_format_of_an_input_goes_with_it() -> None:
    book = change(make({"A1": "25%"}), {"op": "set_cells", "at": "A1", "values": [[5]]})
    assert book.sheets[0].cells[1, 1].format is None


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "set_cells", "at": "A1", "values": [[1]], "sheet": "Nope"},
        {"op": "add_sheet", "name": "s"},
        {"op": "add_sheet", "name": "a/b"},
        {"op": "delete_sheet", "sheet": "S"},
        {"op": "rename_sheet", "sheet": "S", "name": "a:b"},
        {"op": "insert_columns", "at": "Price"},
        {"op": "sort", "range": "A1:A2", "by": [{"column": "B"}]},
    ],
)
def test_apply_refuses_what_does_not_fit(operation: dict[str, Any]) -> None:
    with pytest.raises(InvalidOperation):
        change(make(BOOK), operation)


def state(content: SpreadsheetContent) -> list[Any]:
    return [
        (sheet.name, {place: (repr(cell.input), cell.format) for place, cell in sorted(sheet.cells.items())})
        for sheet in content.sheets
    ]


LINE = st.integers(1, 5)
REFERENCE = st.builds("{}{}".format, st.sampled_from("ABCD"), LINE)
RANGE = st.builds("{}:{}".format, REFERENCE, REFERENCE)
FORMULA = st.builds("=SUM({})+{}+Costs!{}".format, RANGE, REFERENCE, REFERENCE)
INPUT = st.integers(-9, 9) | st.sampled_from(["x", "25%", "2024-05-06", "007"]) | st.booleans() | FORMULA
CELLS = st.dictionaries(
    st.tuples(LINE, st.integers(1, 4)), st.builds(typed_cell, INPUT, st.sampled_from([None, "0.0"]))
)
BOOKS = st.builds(lambda a, b: SpreadsheetContent([Sheet("S", a), Sheet("Costs", b)]), CELLS, CELLS)
SHEET = st.sampled_from([None, "S", "Costs"])


def operation(name: str, /, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"op": st.just(name), **fields})


MATRIX = st.lists(st.lists(INPUT | st.none(), min_size=1, max_size=2), min_size=1, max_size=2)
OPERATIONS = st.one_of(
    operation("set_cells", at=REFERENCE, values=MATRIX, sheet=SHEET),
    operation("clear_cells", range=RANGE, sheet=SHEET),
    operation("set_format", range=RANGE, format=st.sampled_from([None, "0.00", "0%"]), sheet=SHEET),
    operation("insert_rows", at=LINE, count=LINE, sheet=SHEET),
    operation("insert_rows", at=LINE, values=MATRIX, sheet=SHEET),
    operation("delete_rows", at=LINE, count=LINE, sheet=SHEET),
    operation("move_rows", at=LINE, to=LINE, count=LINE, sheet=SHEET),
    operation("insert_columns", at=LINE, count=LINE, sheet=SHEET),
    operation("delete_columns", at=LINE, count=LINE, sheet=SHEET),
    operation("move_columns", at=LINE, to=LINE, count=LINE, sheet=SHEET),
    operation("sort", range=RANGE, by=st.just([{"column": 2}]), sheet=SHEET),
    operation("add_sheet", name=st.just("New")),
    operation("rename_sheet", sheet=st.just("Costs"), name=st.sampled_from(["Old costs", "COSTS"])),
    operation("delete_sheet", sheet=st.sampled_from(["S", "Costs"])),
    operation("move_sheet", sheet=st.just("Costs"), to=LINE),
)


@given(BOOKS, OPERATIONS)
def test_operation_leaves_the_state_before_it_alone(book: SpreadsheetContent, raw: dict[str, Any]) -> None:
    step = parse_operations([raw])[0]
    before = state(book)
    with suppress(ApplicationError):
        apply(book, step)  # type: ignore[arg-type]
    assert state(book) == before


@pytest.mark.parametrize(
    ("before", "between"), [(0, False), (True, 1), (None, None)], ids=["false", "one", "format of an empty cell"]
)
def test_a_cell_that_became_another_type_or_format_is_touched(before: Any, between: Any) -> None:
    base = make({"A1": before, "B1": 5})
    steps: list[dict[str, Any]] = [{"op": "set_cells", "at": "A1", "values": [[between]]}]
    if between is None:
        steps = [{"op": "set_format", "range": "A1", "format": "0.00"}]
    late: Any = parse_operations([{"op": "clear_cells", "range": "A1"}])[0]
    assert not is_untouched(base, change(base, *steps), late)


CELLS_ONLY = st.one_of(
    operation("set_cells", at=REFERENCE, values=MATRIX, sheet=SHEET),
    operation("clear_cells", range=RANGE, sheet=SHEET),
    operation("set_format", range=RANGE, format=st.sampled_from([None, "0.00"]), sheet=SHEET),
)


@given(BOOKS, CELLS_ONLY, CELLS_ONLY)
def test_changes_that_leave_each_other_untouched_commute(
    book: SpreadsheetContent, one: dict[str, Any], other: dict[str, Any]
) -> None:
    steps: Any = parse_operations([one, other])
    first, second = (apply(book, step) for step in steps)
    assume(is_untouched(book, first, steps[1]) and is_untouched(book, second, steps[0]))
    assert state(apply(first, steps[1])) == state(apply(second, steps[0]))


def test_cells_are_never_shared_with_the_old_state() -> None:
    book = make({"A1": 1})
    change(book, {"op": "set_cells", "at": "A1", "values": [[2]]})
    assert book.sheets[0].cells[1, 1] == SheetCell(1, 1, book.sheets[0].cells[1, 1].type)


@pytest.mark.parametrize(
    ("given", "typed", "kept"),
    [
        ("dd/mm/yyyy", "2026-02-02", "dd/mm/yyyy"),
        ("h:mm AM/PM", "17:45", "h:mm AM/PM"),
        ("0.00%", "5%", "0.00%"),
        ('"$"#,##0.00', "$5", '"$"#,##0.00'),
        ("0.00", "1,234", "0.00"),
        ("0.00", "5%", "0%"),
        ("0.00", "2026-02-02", "yyyy-mm-dd"),
        ("0%", "$5", '"$"#,##0'),
        ('"$"#,##0.00', "5 €", '#,##0 "€"'),
    ],
)
def test_a_given_format_stays_when_it_suits_what_is_typed(given: str, typed: str, kept: str) -> None:
    before = change(make({"A1": 1}), {"op": "set_format", "range": "A1", "format": given})
    after = change(before, {"op": "set_cells", "at": "A1", "values": [[typed]]})
    assert after.sheets[0].cells[1, 1].format == kept
