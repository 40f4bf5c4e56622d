from typing import Any

import pytest

from artifacts.extraction.data import load_json, parse_data
from artifacts.rows.enums import KindName


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('Here:\n[{"a": 1}]\nBye', [{"a": 1}]),
        ('{"a": [1, 2,],}', {"a": [1, 2]}),
        ("{“a”: 1}", {"a": 1}),
        ('[{"a": 1}, {"a": 2}, {"a":', [{"a": 1}, {"a": 2}]),
        ('{"rows": [[1, 2], [3', {"rows": [[1, 2]]}),
        ('{"rows": [["]", "x\\""], [3', {"rows": [["]", 'x"']]}),
        ("// first\n[1]", [1]),
        ("no json", None),
        ("[" * 100_000, None),
    ],
)
def test_json_is_loaded_as_far_as_it_came(text: str, value: Any) -> None:
    assert load_json(text) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"columns": ["a", "b"], "rows": [[1, 2]]}',
        '{"columns": [{"key": "a"}, {"title": "b"}], "rows": [[1, 2]]}',
        '{"headers": ["a", "b"], "data": [[1, 2]]}',
        '{"table": {"columns": ["a", "b"], "rows": [{"a": 1, "b": 2}]}}',
        '{"title": "T", "rows": [{"a": 1, "b": 2}]}',
        '[{"a": 1, "b": 2}]',
        '[["a", "b"], [1, 2]]',
        '{"sheets": [{"name": "S", "rows": [["a", "b"], [1, 2]]}]}',
        "a,b\n1,2\n",
        "a\tb\n1\t2\n",
        '```json\n[{"a": 1, "b": 2}]\n```',
    ],
)
def test_data_is_read_as_a_table(text: str) -> None:
    parsed = parse_data(KindName.TABLE, text)

    assert parsed is not None
    assert [column.name for column in parsed.content.columns] == ["a", "b"]
    assert parsed.content.rows == [[1, 2]]


@pytest.mark.parametrize(
    "text",
    [
        '{"sheets": [{"name": "S", "rows": [["a", "b"], [1, 2]]}]}',
        '{"sheets": [{"title": "S", "columns": ["a", "b"], "rows": [{"a": 1, "b": 2}]}]}',
        '{"sheets": {"S": [["a", "b"], [1, 2]]}}',
        '{"sheets": {"S": {"A1": "a", "B1": "b", "A2": 1, "B2": 2}}}',
        '{"title": "T", "sheets": [{"name": "S", "cells": {"A1": "a", "B1": "b", "A2": 1, "B2": 2}}]}',
        '{"name": "S", "columns": ["a", "b"], "rows": [[1, 2]]}',
        '[{"a": 1, "b": 2}]',
        "a,b\n1,2\n",
    ],
)
def test_data_is_read_as_a_spreadsheet(text: str) -> None:
    parsed = parse_data(KindName.SPREADSHEET, text)

    assert parsed is not None
    (sheet,) = parsed.content.sheets
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        (1, 1): "a", (1, 2): "b", (2, 1): 1, (2, 2): 2,
    }  # fmt: skip


@pytest.mark.parametrize("kind", [KindName.TABLE, KindName.SPREADSHEET])
@pytest.mark.parametrize("text", ["", "words", "{}", "[]", '{"a": 1}', "[1, 2]", '"x"', "{not json}"])
def test_other_text_is_no_data(kind: KindName, text: str) -> None:
    assert parse_data(kind, text) is None
