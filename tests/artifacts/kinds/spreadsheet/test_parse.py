from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.engine.calculate import calculate
from artifacts.kinds.spreadsheet.parse import parse_text, read_json
from artifacts.kinds.spreadsheet.shapes import cell_to_json
from artifacts.rows.errors import NotParsed, OverLimit
from common.errors import ApplicationError


def inputs(sheet: Sheet) -> dict[tuple[int, int], Any]:
    return {place: cell.input for place, cell in sorted(sheet.cells.items())}


def names(content: SpreadsheetContent) -> list[str]:
    return [sheet.name for sheet in content.sheets]


def test_parse_text_reads_a_grid_under_each_heading() -> None:
    text = "Here:\n\n## Budget\n\n| Item | Cost |\n|---|---|\n| Rent | 900 |\n| Total | =SUM(B2:B2) |\n\n"
    content = parse_text(text + "## Sheet: Notes\n\n| a |\n|---|\n| b |\n").content
    assert names(content) == ["Budget", "Notes"]
    assert inputs(content.sheets[0]) == {
        (1, 1): "Item",
        (1, 2): "Cost",
        (2, 1): "Rent",
        (2, 2): "900",
        (3, 1): "Total",
        (3, 2): "=SUM(B2:B2)",
    }


@pytest.mark.parametrize(
    "text",
    [
        "| A | B |\n|---|---|\n| x | =A1 |\n",
        "|  | A | B |\n|---|---|---|\n| 1 | x | =A1 |\n",
    ],
)
def test_parse_text_leaves_out_written_coordinates(text: str) -> None:
    assert inputs(parse_text(text).content.sheets[0]) == {(1, 1): "x", (1, 2): "=A1"}


def test_parse_text_reads_delimited_text() -> None:
    sheet = parse_text("a,b\n1,=A2*2").content.sheets[0]
    assert inputs(sheet) == {
        (1, 1): "a",
        (1, 2): "b",
        (2, 1): "1",
        (2, 2): "=A2*2",
    }


@pytest.mark.parametrize("text", ["", "just words", "## Sheet", "[]", "{}"])
def test_parse_text_without_grid_is_refused(text: str) -> None:
    with pytest.raises(NotParsed):
        parse_text(text)


def test_read_json_takes_values_objects_rows_and_its_own_answers() -> None:
    raw = {
        "sheets": [
            {"name": "S", "cells": {"A1": 1, "b2": {"input": "=A1", "value": 1, "type": "number", "format": "0.0"}}}
        ]
    }
    sheet = read_json(raw).content.sheets[0]
    assert inputs(sheet) == {(1, 1): 1, (2, 2): "=A1"}
    assert sheet.cells[2, 2].format == "0.0"
    assert inputs(read_json({"sheets": [{"name": "S", "rows": [["a", 1], [None, 2]]}]}).content.sheets[0]) == {
        (1, 1): "a",
        (1, 2): 1,
        (2, 2): 2,
    }


def test_read_json_takes_columns_and_rows_as_a_sheet_with_header() -> None:
    sheet = read_json({"columns": ["A", {"name": "B"}], "rows": [[1, "=A2"]]}).content.sheets[0]
    assert inputs(sheet) == {(1, 1): "A", (1, 2): "B", (2, 1): 1, (2, 2): "=A2"}


def test_read_json_makes_sheet_names_fit_for_excel() -> None:
    raw = {"sheets": [{"name": name, "cells": {}} for name in ("A/B", "a b", "x" * 40, "x" * 40, "")]}
    assert names(read_json(raw).content) == ["A B", "a b 2", "x" * 31, "x" * 29 + " 2", "Sheet5"]


def test_read_json_strips_prefixes_of_files() -> None:
    raw = {"sheets": [{"name": "S", "cells": {"A1": "=_xlfn.XLOOKUP(1,B:B,C:C)+_xlfn._xlws.SORT(B:B)"}}]}
    assert inputs(read_json(raw).content.sheets[0]) == {(1, 1): "=XLOOKUP(1,B:B,C:C)+SORT(B:B)"}


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ([], "content"),
        ({"sheets": []}, "content"),
        ({"sheets": [1]}, "content.sheets.0"),
        ({"sheets": [{"name": "S", "cells": {"1A": 1}}]}, "content.sheets.0.cells.1A"),
        ({"sheets": [{"name": "S", "cells": {"A1": [1]}}]}, "content.sheets.0.cells.A1"),
        ({"sheets": [{"name": "S", "cells": {"A1": {"formula": "=1"}}}]}, "content.sheets.0.cells.A1"),
        ({"sheets": [{"name": "S", "cells": {"A1": float("inf")}}]}, "content.sheets.0.cells.A1"),
        ({"sheets": [{"name": "S", "cells": []}]}, "content.sheets.0.cells"),
        ({"sheets": [{"name": "S", "colour": 1}]}, "content.sheets.0.colour"),
        ({"sheets": [{"name": "S", "widths": {"A": "wide"}}]}, "content.sheets.0.widths"),
    ],
)
def test_read_json_names_the_place(raw: Any, field: str) -> None:
    with pytest.raises(NotParsed) as caught:
        read_json(raw)
    assert [error.field for error in caught.value.errors] == [field]


@pytest.mark.parametrize(
    ("raw", "limit"),
    [
        ([{"name": "S", "cells": {"ZZZ1": 1}}], "columns"),
        ([{"name": "S", "cells": {"A1048577": 1}}], "sheet_rows"),
        ([{"name": f"S{n}"} for n in range(51)], "sheets"),
        ([{"name": "S", "cells": {"A1": "x" * 32_768}}], "cell_characters"),
    ],
)
def test_read_json_over_a_limit_names_it(raw: Any, limit: str) -> None:
    with pytest.raises(OverLimit) as caught:
        read_json({"sheets": raw})
    assert caught.value.facts["limit"] == limit


@given(st.text(st.sampled_from("|-#=A1, \n\"'$%x"), max_size=80))
def test_parse_text_never_fails_otherwise(text: str) -> None:
    try:
        content = parse_text(text).content
    except ApplicationError:
        return
    assert content.sheets


def test_formula_that_holds_its_value_comes_back_as_the_api_gives_it() -> None:
    held = SheetCell("=NOSUCH(1)", "12", ValueType.TEXT, "0.0", is_held=True)
    shown = cell_to_json(held)
    assert shown == {"input": "=NOSUCH(1)", "value": "12", "type": "text", "format": "0.0", "held": True}

    content = read_json({"sheets": [{"name": "S", "cells": {"A1": shown, "A2": "=A1&3"}}]}).content

    assert content.sheets[0].cells[1, 1] == held
    assert calculate(content).sheets[0].cells[2, 1].value == "123"


@pytest.mark.parametrize("raw", [{"input": 5, "value": 5}, {"input": "=A1"}, {"input": "=A1", "value": [1]}])
def test_cell_that_holds_nothing_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(NotParsed):
        read_json({"sheets": [{"name": "S", "cells": {"A1": {**raw, "held": True}}}]})
