"""Which formulas with errors a model is shown."""

import pytest

from artifacts.for_models.formula_errors import find_faults
from artifacts.kinds.registry import kind
from artifacts.rows.enums import KindName
from artifacts.rows.limits import FAULTS_SEEN, FAULTS_SHOWN


def book(cells, **others):
    sheets = [{"name": name, "cells": given} for name, given in {"Costs": cells, **others}.items()]
    own = kind(KindName.SPREADSHEET)
    return own.store(own.parse_json({"sheets": sheets}))


def shown(cells, **others):
    """Return the shown cells, each with how many are alike."""
    return {
        f"{fault.cell.sheet}!{fault.cell.at}": len(fault.alike) for fault in find_faults(book(cells, **others)).shown
    }


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=SUMM(A1)", "#NAME?"),
        ("=1/0", "#DIV/0!"),
        ("=Missing!A1", "#REF!"),
        ('=1+"x"', "#VALUE!"),
        ("=MATCH(9,A1:A2,0)", "#N/A"),
        ("=B1+1", "#CIRC!"),
        ("=SUM(A1;A2)", "#ERROR!"),
    ],
)
def test_a_formula_with_an_error_is_found_with_it(formula, error):
    faults = find_faults(book({"A1": 1, "B1": formula}))
    assert [(fault.at, fault.input, fault.value) for fault in faults.errors] == [("B1", formula, error)]
    assert faults.count == 1


def test_texts_and_formulas_without_errors_are_none():
    faults = find_faults(book({"A1": "#REF!", "A2": "=1+1", "A3": '="#N/A"'}))
    assert (faults.errors, faults.shown) == ([], [])


def test_an_error_that_comes_from_another_cell_is_not_shown():
    cells = {"A1": "=SUMM(1)", "A2": "=A1+1", "A3": "=SUM(A1:A2)", "A4": "=SUM(A:A)", "B1": "=1+SUM(1:1)*0"}
    assert "Costs!A2" not in shown(cells)
    assert "Costs!A3" not in shown(cells)
    assert shown({"A1": "=SUMM(1)", "A2": "=A1+1"}, Plan={"A1": "=Costs!A2", "A2": "=Missing!A1"}) == {
        "Costs!A1": 0,
        "Plan!A2": 0,
    }


def test_an_error_of_its_own_beside_another_is_shown():
    assert shown({"A1": "=SUMM(1)", "A2": "=1/0+N(B1)", "B1": "=A1"}) == {"Costs!A1": 0, "Costs!A2": 0}


def test_an_unknown_function_is_shown_wherever_it_is_called():
    cells = {"A1": "=SUMM(1)", "A2": "=ROUNDD(A1)", "A3": "=SUM(A1:A2)", "A4": "=A2*2"}
    assert set(shown(cells)) == {"Costs!A1", "Costs!A2"}


def test_every_formula_of_a_circle_is_shown():
    assert set(shown({"A1": "=B1*2", "B1": "=A1+1"})) == {"Costs!A1", "Costs!B1"}


def test_a_formula_that_was_filled_is_shown_once():
    cells = {f"B{row}": f"=SUMM(A{row},$D$1)" for row in range(1, 31)} | {"C1": "=SUMM(A1,$D$1)"}
    assert shown(cells) == {"Costs!B1": 29, "Costs!C1": 0}


def test_what_is_meant_to_be_an_error_is_left_and_what_comes_from_it():
    assert shown({"A1": "=IF(TRUE, NA(), 1)", "A2": "=A1*2", "A3": "=1/0"}) == {"Costs!A3": 0}


def test_what_gave_an_error_before_is_left_and_what_comes_from_it():
    base, head = ({"A1": "=1/0"} | more for more in ({}, {"A2": "=A1+1", "A3": "=SUMM(1)"}))
    faults = find_faults(book(head), book(base))
    assert [fault.cell.at for fault in faults.shown] == ["A3"]
    assert "A1" not in {error.at for error in faults.errors}


def test_so_many_are_shown_and_no_more():
    cells = {f"A{row}": f"=SUMM({row})" for row in range(1, FAULTS_SEEN + 9)}
    faults = find_faults(book(cells))
    assert (len(faults.shown), len(faults.errors)) == (FAULTS_SHOWN, FAULTS_SEEN + 8)
