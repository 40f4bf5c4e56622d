from typing import Any

import pytest
import time_machine

from artifacts.kinds.references import parse_reference
from artifacts.kinds.spreadsheet.content import SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.engine.calculate import calculate, errors_of
from artifacts.kinds.spreadsheet.parse import read_json
from artifacts.kinds.spreadsheet.stored import decode, encode, store
from artifacts.rows.errors import CalculationFailed, OverLimit


def computed(cells: dict[str, Any], **others: dict[str, Any]) -> SpreadsheetContent:
    sheets = [{"name": "S", "cells": cells}, *({"name": name, "cells": more} for name, more in others.items())]
    return calculate(read_json({"sheets": sheets}).content)


def cell(content: SpreadsheetContent, at: str, sheet: int = 0) -> SheetCell:
    return content.sheets[sheet].cells[parse_reference(at)]


@pytest.mark.parametrize(
    ("typed", "value", "kind", "number_format"),
    [
        (5, 5, ValueType.NUMBER, None),
        ("5", 5, ValueType.NUMBER, None),
        ("1,234.50", 1234.5, ValueType.NUMBER, "#,##0.00"),
        ("25%", 0.25, ValueType.NUMBER, "0%"),
        ("12.5%", 0.125, ValueType.NUMBER, "0.0%"),
        ("$1,200", 1200, ValueType.NUMBER, '"$"#,##0'),
        ("12.00 €", 12.0, ValueType.NUMBER, '#,##0.00 "€"'),
        ("2024-05-06", 45418, ValueType.NUMBER, "yyyy-mm-dd"),
        ("9:30", 0.3958333333333333, ValueType.NUMBER, "h:mm"),
        ("09:30:15", 34215 / 86400, ValueType.NUMBER, "hh:mm:ss"),
        ("12:05 am", 300 / 86400, ValueType.NUMBER, "h:mm AM/PM"),
        ("2026-01-31 18:00", 46053.75, ValueType.NUMBER, "yyyy-mm-dd hh:mm"),
        ("24:00", "24:00", ValueType.TEXT, None),
        ("16:9", "16:9", ValueType.TEXT, None),
        ("13:00 pm", "13:00 pm", ValueType.TEXT, None),
        ("1899-01-01", "1899-01-01", ValueType.TEXT, None),
        ("TRUE", True, ValueType.BOOLEAN, None),
        (False, False, ValueType.BOOLEAN, None),
        ("00123", "00123", ValueType.TEXT, None),
        ("12345678901234567", "12345678901234567", ValueType.TEXT, None),
        ("'=1+1", "=1+1", ValueType.TEXT, None),
        ("=", "=", ValueType.TEXT, None),
        ("Rent", "Rent", ValueType.TEXT, None),
    ],
)
def test_constant_is_read_as_typed(typed: Any, value: Any, kind: ValueType, number_format: str | None) -> None:
    assert cell(computed({"A1": typed}), "A1") == SheetCell(typed, value, kind, number_format)


def test_formulas_across_sheets() -> None:
    content = computed({"A1": "=Costs!A1*2"}, Costs={"A1": "=B1+1", "B1": 20})
    assert cell(content, "A1").value == 42


def test_formula_takes_the_format_of_what_it_computes() -> None:
    content = computed({"A1": "2024-05-06", "A2": "=A1+1", "B1": "$5", "B2": "=B1*2"})
    assert cell(content, "A2") == SheetCell("=A1+1", 45419, ValueType.NUMBER, "yyyy-mm-dd")
    assert cell(content, "B2").format == '"$"#,##0'


@pytest.mark.parametrize(
    ("formula", "value", "number_format"),
    [
        ("=EDATE(A1,1)", 46081, "yyyy-mm-dd"),
        ("=DATE(2026,1,31)", 46053, "yyyy-mm-dd"),
        ("=DATE(2026,1,31)+1", 46054, "yyyy-mm-dd"),
        ("=eomonth(A1, IF(A1>1,0,1)) + 1", 46054, "yyyy-mm-dd"),
        ("=WORKDAY(A1,5)", 46059, "yyyy-mm-dd"),
        ('=DATEVALUE("2026-01-31")', 46053, "yyyy-mm-dd"),
        ("=TIME(9,30,0)", 0.3958333333333333, "h:mm"),
        ("=EDATE(A1,1)*2", 92162, None),
        ("=YEAR(EDATE(A1,1))", 2026, None),
    ],
)
def test_formula_that_gives_a_day_or_time_is_shown_as_one(
    formula: str, value: int | float, number_format: str | None
) -> None:
    content = computed({"A1": "2026-01-31", "B1": formula, "C1": "=B1+1"})
    assert cell(content, "B1") == SheetCell(formula, value, ValueType.NUMBER, number_format)
    assert cell(content, "C1").format == number_format


@pytest.mark.parametrize(
    ("formula", "value", "number_format"),
    [("=B1-A1", 30, None), ("=$B$1 - A1", 30, None), ("=B1-C1", 46053, "yyyy-mm-dd"), ("=D1-B1", -30, None)],
)
def test_days_between_two_dates_are_a_number_of_days(
    formula: str, value: int | float, number_format: str | None
) -> None:
    content = computed({"A1": "2026-01-31", "B1": "=EDATE(A1,1)+2", "C1": 30, "D1": "=A1", "E1": formula})
    assert cell(content, "E1") == SheetCell(formula, value, ValueType.NUMBER, number_format)


def test_spilled_cells_have_no_input_and_disappear() -> None:
    content = computed({"A1": "=SEQUENCE(3)"})
    assert cell(content, "A3") == SheetCell(None, 3, ValueType.NUMBER)
    content.sheets[0].cells[1, 1] = SheetCell(1, 1, ValueType.NUMBER)
    assert list(calculate(content).sheets[0].cells) == [(1, 1)]


def test_errors_are_listed_with_reasons() -> None:
    content = computed({"A1": "=A1", "B1": "=1/0", "C1": "=NOPE(1)", "D1": "=1+", "E1": "#N/A as text"})
    assert [(error.at, error.value) for error in errors_of(content)] == [
        ("A1", "#CIRC!"),
        ("B1", "#DIV/0!"),
        ("C1", "#NAME?"),
        ("D1", "#ERROR!"),
    ]
    assert errors_of(content)[0].reason == "The formula refers to itself."
    assert cell(content, "C1").input == "=NOPE(1)"


def test_formula_beyond_excels_depth_is_an_error_and_kept() -> None:
    deep = "=" + "(" * 4_000 + "1" + ")" * 4_000
    content = computed({"A1": deep, "A2": "=IFERROR(A1,7)"})
    assert cell(content, "A1") == SheetCell(deep, "#VALUE!", ValueType.ERROR)
    assert cell(content, "A2").value == 7


@pytest.mark.parametrize(
    "cells",
    [
        {"A1": "x" * 32_767, **{f"A{row}": f"=A{row - 1}&A{row - 1}" for row in range(2, 60)}},
        {f"B{row}": "=SUM(SEQUENCE(3000,3000))" for row in range(1, 100)},
    ],
    ids=["doubling", "huge arrays"],
)
def test_formula_bomb_is_refused_and_the_next_sheet_computes(cells: dict[str, Any]) -> None:
    with pytest.raises(CalculationFailed):
        computed(cells)
    assert cell(computed({"A1": "=1+1"}), "A1").value == 2


def test_growing_text_is_an_error_value() -> None:
    assert cell(computed({"A1": '=REPT(REPT("x",32767),32767)'}), "A1").type is ValueType.ERROR


def test_spill_over_the_limit_is_refused() -> None:
    with pytest.raises(OverLimit):
        store(read_json({"sheets": [{"name": "S", "cells": {"A1": "=SEQUENCE(450,450)"}}]}).content)


def test_long_chain_against_the_reading_order_computes() -> None:
    cells: dict[str, Any] = {f"A{row}": f"=A{row + 1}+1" for row in range(1, 5_000)}
    assert cell(computed({**cells, "A5000": 1}), "A1").value == 5_000


def test_todays_date_is_frozen_with_the_version() -> None:
    encoded = encode(store(read_json({"sheets": [{"name": "S", "cells": {"A1": "=TODAY()"}}]}).content))
    before = cell(decode(encoded.manifest, encoded.digests, encoded.blocks.__getitem__).content(), "A1")
    with time_machine.travel("2040-01-01"):
        assert cell(decode(encoded.manifest, encoded.digests, encoded.blocks.__getitem__).content(), "A1") == before


@pytest.mark.parametrize("formula", ["=TODAY()-A1", "=A1-today()", "=NOW() - $A$1"])
def test_days_from_or_to_today_are_a_number_of_days(formula: str) -> None:
    assert cell(computed({"A1": "2026-01-31", "B1": formula}), "B1").format is None


@pytest.mark.parametrize(
    ("formula", "number_format"),
    [
        ("=TODAY()", "yyyy-mm-dd"),
        ("=TODAY()+30", "yyyy-mm-dd"),
        ("=TODAY()-30", "yyyy-mm-dd"),
        ("=NOW()", "yyyy-mm-dd h:mm"),
        ("=A1+1", "m/d/yyyy"),
    ],
)
def test_days_of_the_engine_are_shown_as_iso_and_those_of_people_as_they_are(formula: str, number_format: str) -> None:
    content = computed({"A1": {"input": "2026-01-31", "format": "m/d/yyyy"}, "B1": formula})
    assert cell(content, "B1").format == number_format
