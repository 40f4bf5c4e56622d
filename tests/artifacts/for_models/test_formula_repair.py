"""What is taken of a model's corrections of formulas."""

import pytest

from artifacts.for_models.formula_errors import find_faults
from artifacts.for_models.formula_repair import repair_of
from artifacts.rows.errors import InvalidOperation
from tests.artifacts.for_models.test_formula_errors import book

CELLS = {"A1": 1, "A2": 2, "A3": "=SUMM(A1:A2)", "B1": "=A1/A3", "B2": "=A2/A3"}
OTHER = {"A1": "=== Total ==="}


def put(at, *rows, **more):
    return {"op": "set_cells", "at": at, "values": [list(row) for row in rows], **more}


def repair(*operations, cells=CELLS, base=None, **others):
    before = book(cells, **others)
    return repair_of(list(operations), before, find_faults(before, book(base) if base else None))


def inputs(found):
    return {operation.at: operation.values[0][0] for operation in found.operations} if found else None


def test_a_corrected_formula_is_taken():
    found = repair(put("A3", ["=SUM(A1:A2)"]))
    assert (inputs(found), found.mended, found.operations[0].sheet) == ({"A3": "=SUM(A1:A2)"}, 1, "Costs")


def test_values_that_are_there_already_change_nothing():
    found = repair(put("A1", [1, "=A1/A3"], [2, "=A2/A3"], ["=SUM(A1:A2)", None]))
    assert inputs(found) == {"A3": "=SUM(A1:A2)"}


@pytest.mark.parametrize(("kept", "written"), [("120", 120), (120, "120"), ("50%", 0.5), (None, ""), (True, "TRUE")])
def test_a_value_may_be_written_again_in_another_way(kept, written):
    found = repair(put("C1", [written], ["=SUM(1)"]), cells={"C1": kept, "C2": "=SUMM(1)"})
    assert inputs(found) == {"C2": "=SUM(1)"}


def test_a_sheet_is_found_whatever_its_case_and_the_first_one_without_a_name():
    assert inputs(repair(put("A3", ["=SUM(A1:A2)"], sheet="costs"))) == {"A3": "=SUM(A1:A2)"}
    found = repair(put("A1", ["Total"], sheet="Plan"), Plan=OTHER)
    assert [(operation.sheet, operation.at) for operation in found.operations] == [("Plan", "A1")]


def test_a_cell_may_change_too_that_only_shows_the_error_of_another():
    found = repair(put("A3", ["=SUM(A1:A2)"]), put("B1", ["=A1/SUM(A1:A2)"]))
    assert (set(inputs(found)), found.mended) == ({"A3", "B1"}, 2)


def test_a_formula_that_mends_some_of_the_errors_is_taken():
    found = repair(put("A3", ["=SUM(A1:A2)"], ["=1/0"]), cells=CELLS | {"A4": "=SUMM(1)"})
    assert (set(inputs(found)), found.mended) == ({"A3", "A4"}, 1)


def test_a_correction_is_filled_where_the_formula_was_unless_another_one_is_given():
    cells = {f"B{row}": f"=SUMM(A{row},$D$1)" for row in range(1, 5)}
    found = repair(put("B1", ["=SUM(A1,$D$1)"]), put("B3", ["=A3"]), cells=cells)
    assert inputs(found) == {"B1": "=SUM(A1,$D$1)", "B3": "=A3", "B2": "=SUM(A2,$D$1)", "B4": "=SUM(A4,$D$1)"}


@pytest.mark.parametrize(
    "operations",
    [[], [put("A3", ["=SUMM(A1:A2)"])], [put("A3", ["=A3"])], [put("A3", ["=1/0"])]],
    ids=["none", "the same", "a circle", "another error"],
)
def test_without_fewer_errors_there_is_no_repair(operations):
    assert (repair(*operations) if operations else None) is None


@pytest.mark.parametrize(
    "operation",
    [
        put("A1", [9]),
        put("A4", ["=A1"]),
        put("B3", ["note"]),
        put("A3", [3]),
        put("A3", ["3"]),
        put("A3", [None]),
        put("A3", [""]),
        put("A3", ["=SUM(A1:A2)"], sheet="Plan"),
        put("3A", ["=1"]),
        {"op": "clear_cells", "range": "A3"},
        {"op": "delete_rows", "at": 3},
        {"op": "replace_document", "text": "x"},
        {"op": "paint"},
        {"at": "A3"},
    ],
    ids=lambda operation: str(operation)[:60],
)
def test_anything_else_is_refused_with_all_that_comes_with_it(operation):
    with pytest.raises(InvalidOperation):
        repair(put("A3", ["=SUM(A1:A2)"]), operation)


def test_a_text_that_was_taken_for_a_formula_may_become_one():
    assert inputs(repair(put("A1", ["Total"]), cells=OTHER)) == {"A1": "Total"}


def test_an_error_that_is_meant_or_was_there_before_is_not_touched():
    with pytest.raises(InvalidOperation):
        repair(put("A1", ["=1"]), cells={"A1": "=NA()", "A2": "=SUMM(1)"})
    with pytest.raises(InvalidOperation):
        repair(put("A1", ["=1"]), cells={"A1": "=1/0", "A2": "=SUMM(1)"}, base={"A1": "=1/0"})
