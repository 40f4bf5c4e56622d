"""Pasted text: recognised by what it holds, named after its first words."""

import csv
import json

import pytest

from artifacts.rows.enums import KindName
from artifacts.rows.errors import NotParsed, OverLimit
from artifacts.sources.importing.pasted import TITLE_CHARACTERS, read_pasted
from artifacts.sources.importing.reading import read_file

PROSE = """It was a bright day, and the clocks struck.
Winston, his chin on his breast, slipped in, quickly,
through the glass doors
of the house; not quickly enough
to keep a swirl of dust out.
"""


@pytest.mark.parametrize(
    "text",
    [
        "name,price\nTea,3\nMate,\n",
        "name;price\r\nTea;3\r\nMate;\r\n",
        "name\tprice\nTea\t3\nMate\t\n",
        "\n\nname\tprice\nTea\t3\nMate\t\n",
        "| name | price |\n| --- | --- |\n| Tea | 3 |\n| Mate | |\n",
        "name | price\nTea | 3\nMate | \n",
        '[{"name": "Tea", "price": 3}, {"name": "Mate", "price": null}]',
    ],
)
def test_a_grid_becomes_a_table(text: str) -> None:
    imported = read_pasted(text.encode())
    assert imported.kind is KindName.TABLE
    assert [column.name for column in imported.content.columns] == ["name", "price"]
    assert imported.content.rows == [["Tea", 3], ["Mate", None]]
    assert (imported.losses, imported.title) == ((), "")


def test_tabs_win_over_the_commas_of_numbers() -> None:
    content = read_pasted(b"Lima\t10,092,000\nOslo\t1,717,710\n").content
    assert content.rows == [["Lima", 10_092_000], ["Oslo", 1_717_710]]


def test_quoted_cells_keep_their_lines() -> None:
    assert read_pasted(b'name\tnote\nTea\t"green,\nhot"\n').content.rows == [["Tea", "green,\nhot"]]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PROSE, "It was a bright day, and the clocks struck."),
        (f"# Minutes of May #\n\n{PROSE}", "Minutes of May"),
        (f"Dear all,\n\n## Minutes of May\n\n{PROSE}", "Minutes of May"),
        ("- **milk**, fresh\n- bread, dark\n- eggs, ten\n", "milk, fresh"),
        ("apples,\npears,\nplums,\n", "apples,"),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n\nSo it goes.\n", "| a | b |"),
        ("def double(value):\n    return value * 2\n", "def double(value):"),
        ("----\n====\n", ""),
        ('{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n', '{"a": 1, "b": 2}'),
    ],
)
def test_other_text_becomes_a_document_named_after_its_first_words(text: str, title: str) -> None:
    imported = read_pasted(text.encode())
    assert (imported.kind, imported.title) == (KindName.DOCUMENT, title)
    assert imported.content.text == f"{text.strip()}\n"


def test_a_long_first_line_is_cut_at_a_word() -> None:
    title = read_pasted(b"word " * 100).title
    assert len(title) <= TITLE_CHARACTERS
    assert title.endswith("word\u2026")


def test_json_of_an_artifact_is_that_artifact_with_its_title() -> None:
    imported = read_pasted(b'{"title": "Teas", "sheets": [{"name": "One", "cells": {"A1": 1}}]}')
    assert (imported.kind, imported.title) == (KindName.SPREADSHEET, "Teas")


def test_json_of_another_shape_is_shown_as_code() -> None:
    text = json.dumps({"colour": "blue", "sizes": [1, 2]}, indent=2)
    imported = read_pasted(text.encode())
    assert imported.kind is KindName.DOCUMENT
    assert imported.content.text == f"```json\n{text}\n```\n"


def test_one_line_longer_than_a_csv_field_may_be_at_first() -> None:
    csv.field_size_limit(131_072)  # as a process begins
    assert read_pasted(b"x" * 200_000).kind is KindName.DOCUMENT
    csv.field_size_limit(131_072)
    assert read_file("a.csv", b"x" * 200_000).kind is KindName.TABLE


def test_nothing_is_refused() -> None:
    with pytest.raises(NotParsed):
        read_pasted(b" \n")


@pytest.mark.parametrize("text", ["x" * (5 * 1024 * 1024 + 1), "a,b\n" * 1_000_001])
def test_what_no_import_takes_is_refused_with_its_limit(text: str) -> None:
    with pytest.raises(OverLimit):
        read_pasted(text.encode())
