"""Hostile formulas beside other work: what they may take, and that nobody else waits for them."""

import threading
from contextlib import suppress
from typing import Any

import pytest

from artifacts.kinds.references import parse_reference
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.engine import processes
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.engine.processes import waiting_for_engines
from artifacts.kinds.spreadsheet.parse import read_json
from artifacts.rows.errors import CalculationBusy, CalculationFailed
from artifacts.rows.limits import CALCULATIONS_AT_ONCE, CALCULATIONS_WAITING, CELL_CHARACTERS

HUGE_ARRAYS = {f"B{row}": "=SUM(SEQUENCE(3000,3000))" for row in range(1, 100)}
DOUBLING = {"A1": "x" * 32_767, **{f"A{row}": f"=A{row - 1}&A{row - 1}" for row in range(2, 60)}}


def computed(cells: dict[str, Any]) -> SpreadsheetContent:
    return calculate(read_json({"sheets": [{"name": "S", "cells": cells}]}).content)


def cell(content: SpreadsheetContent, at: str) -> SheetCell:
    return content.sheets[0].cells[parse_reference(at)]


def is_error(content: SpreadsheetContent, at: str) -> bool:
    return cell(content, at).type is ValueType.ERROR


@pytest.mark.parametrize(
    "formula",
    [
        "=" + "(" * 65 + "1" + ")" * 65,
        "=" + "IF(TRUE," * 65 + "1" + ")" * 65,
        "=" + "-" * 9_000 + "1",
        "=" + "+".join(["1"] * 8_000),
        "=" + "{" * 65 + "1" + "}" * 65,
        '="' + "x" * 8_190 + '"',
    ],
    ids=["parentheses", "calls", "signs", "too long", "braces", "long text"],
)
def test_formula_over_excels_bounds_is_an_error_beside_right_ones(formula: str) -> None:
    content = computed({"A1": formula, "A2": "=1+1"})

    assert (cell(content, "A1").input, cell(content, "A2").value) == (formula, 2)
    assert is_error(content, "A1")


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=" + "(" * 64 + "1" + ")" * 64, 1),
        ("=" + "IF(TRUE," * 64 + "1" + ")" * 64, 1),
        ("=" + "+".join(["1"] * 4_096), 4_096),
        ("=" + "-" * 4_000 + "1", 1),
        (f'=LEN("{"x" * (8_192 - 8)}")', 8_184),
    ],
    ids=["parentheses", "calls", "terms", "signs", "long text"],
)
def test_formula_at_excels_bounds_is_computed(formula: str, value: int) -> None:
    assert len(formula) <= 8_192
    assert cell(computed({"A1": formula}), "A1").value == value


@pytest.mark.parametrize("number", [32_767, 32_768])
def test_text_that_grows_is_an_error_once_a_cell_cannot_hold_it(number: int) -> None:
    content = computed({"A1": f'=REPT("x",{number})', "A2": f'=REPT("x",20000)&REPT("x",{number - 20_000})'})

    assert [is_error(content, at) for at in ("A1", "A2")] == [number > CELL_CHARACTERS.most] * 2


def test_cycle_of_thousands_of_cells_is_an_error_in_each() -> None:
    cells = {f"A{row}": f"=A{row % 2_000 + 1}" for row in range(1, 2_001)}
    content = computed({**cells, "B1": "=IFERROR(A1,7)"})

    assert {found.value for found in content.sheets[0].cells.values() if found.input != "=IFERROR(A1,7)"} == {"#CIRC!"}


def test_known_workbook_stays_right_after_a_bomb_is_typed_into_it() -> None:
    content = computed({"A1": 1, "A2": "=A1+1"})
    bomb = SpreadsheetContent(
        read_json({"sheets": [{"name": "S", "cells": {"A1": 1, "A2": "=A1+1", **HUGE_ARRAYS}}]}).content.sheets
    )
    with pytest.raises(CalculationFailed):
        calculate(bomb)

    content.sheets[0].cells[1, 1] = SheetCell(5, 5, ValueType.NUMBER)
    assert cell(calculate(content), "A2").value == 6


def test_a_process_whose_memory_is_used_up_is_replaced_and_nobody_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    processes.stop_idle()
    computed({"A1": 1, "A2": "=A1+1"})
    [worn] = processes._idle
    monkeypatch.setattr(worn, "ask", lambda _request: {"failed": "MemoryError"})
    assert cell(computed({"A1": 5, "B2": "=A1*3"}), "B2").value == 15
    assert not worn.is_usable
    assert worn not in processes._idle


def test_others_compute_while_a_bomb_does() -> None:
    ended = threading.Event()

    def explode() -> None:
        with pytest.raises(CalculationFailed):
            computed(HUGE_ARRAYS)
        ended.set()

    bomb = threading.Thread(target=explode)
    bomb.start()
    values = [cell(computed({"A1": f"={number}+1"}), "A1").value for number in range(20)]
    was_ended = ended.is_set()
    bomb.join()

    assert values == list(range(1, 21))
    assert not was_ended


def test_full_line_refuses_at_once_and_lets_wait_who_has_time() -> None:
    outcomes: list[str] = []

    def explode() -> None:
        try:
            computed(HUGE_ARRAYS)
        except CalculationFailed as error:
            outcomes.append(error.code)

    def wait() -> None:
        while any(bomb.is_alive() for bomb in bombs):
            with suppress(CalculationBusy):
                computed({"A1": "=1+1"})

    bombs = [threading.Thread(target=explode) for _bomb in range(CALCULATIONS_AT_ONCE)]
    others = [threading.Thread(target=wait) for _other in range(CALCULATIONS_WAITING)]
    for thread in (*bombs, *others):
        thread.start()
    refusal = refused_while(bombs)
    with waiting_for_engines():
        assert cell(computed({"A1": "=1+1"}), "A1").value == 2
    for thread in (*bombs, *others):
        thread.join()

    assert refusal.facts == {"retry_after_seconds": 2}
    assert outcomes == ["calculation_failed"] * len(bombs)


def refused_while(bombs: list[threading.Thread]) -> CalculationBusy:
    """Return the refusal of a small workbook while bombs fill the line."""
    while all(bomb.is_alive() for bomb in bombs):
        try:
            computed({"A1": "=1+1"})
        except CalculationBusy as refusal:
            return refusal
    raise AssertionError("the line was never full")
