"""Whose the spilled cells are."""

import pytest

from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.parse import read_json
from exports.sheets.dynamic_arrays import dynamic_arrays


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"A1": 1, "A2": "=A1+1"}, {}),
        ({"A1": "=SEQUENCE(2,3)"}, {"A1": "A1:C2"}),
        ({"A1": "=SEQUENCE(1,2)", "C1": "=SEQUENCE(2,2)"}, {"A1": "A1:B1", "C1": "C1:D2"}),
        ({"A1": "=SEQUENCE(2)", "A3": "=SEQUENCE(2)"}, {"A1": "A1:A2", "A3": "A3:A4"}),
        ({"B1": "=SEQUENCE(1,2)", "A2": "=SEQUENCE(1,4)"}, {"B1": "B1:C1", "A2": "A2:D2"}),
        ({"B1": "=SEQUENCE(3)", "A2": "=1+1"}, {"B1": "B1:B3"}),
        ({"B1": "=1+1", "A2": "=SEQUENCE(1,3)"}, {"A2": "A2:C2"}),
        ({"C1": 1, "C2": 2, "B1": "=C1:C2*2", "A2": "=1+1"}, {"B1": "B1:B2", "A2": "A2"}),
        ({"A1": '="SORT(1)"', "A2": "=MYSORT(1)"}, {}),
    ],
)
def test_ranges_of_dynamic_arrays(cells: dict[str, object], expected: dict[str, str]) -> None:
    content = calculate(read_json({"sheets": [{"name": "S", "cells": cells}]}).content)

    found = dynamic_arrays(content.sheets[0])

    assert {write_range(*place, *place): ref for place, ref in found.items()} == expected
