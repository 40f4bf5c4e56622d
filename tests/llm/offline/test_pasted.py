"""Pasted data in every listed form becomes exactly its own rows; the words around it are not data."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artifacts.rows.enums import KindName
from llm.offline.answers import compose
from llm.offline.language import Language
from llm.offline.pasted import read_pasted
from tests.llm.conftest import ask
from tests.llm.offline.conftest import answer, document, sheets, table

PEOPLE = [["name", "age"], ["Ada", 36], ["Lin", 41]]


@pytest.mark.parametrize(
    "text",
    [
        "name,age\nAda,36\nLin,41\n\nTurn this into a table",
        "Turn this into a table:\nname,age\nAda,36\nLin,41",
        "Turn this into a table\n\nname,age\r\nAda,36\r\nLin,41",
        "name\tage\nAda\t36\nLin\t41\nmake it a table",
        "Convierte esto en una tabla\nname;age\nAda;36\nLin;41",
        '[{"name": "Ada", "age": 36}, {"name": "Lin", "age": 41}]\nMake a table of this',
        'Put this in a table: \n{"people": [{"name": "Ada", "age": 36}, {"name": "Lin", "age": 41}]}',
        '{"columns": ["name", "age"], "rows": [["Ada", 36], ["Lin", 41]]}',
        '[["name", "age"], ["Ada", 36], ["Lin", 41]]',
        "| name | age |\n|---|---|\n| Ada | 36 |\n| Lin | 41 |\n\nas a table please",
        "name: Ada\nage: 36\n\nname: Lin\nage: 41\n\nTurn these into a table",
        "```csv\nname,age\nAda,36\nLin,41\n```\nTurn this into a table",
        '```json\n[{"name": "Ada", "age": 36}, {"name": "Lin", "age": 41}]\n```',
    ],
)
def test_answer_with_pasted_rows_is_these_rows(text: str) -> None:
    assert table(text) == PEOPLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turn this into a table:\n- tea\n- coffee", [["Item"], ["tea"], ["coffee"]]),
        (
            "1. tea: green\n2. coffee: black\nmake a table",
            [["Item", "Details"], ["tea", "green"], ["coffee", "black"]],
        ),
        ("* **Tea**: green\n* **Coffee**: black", [["Item", "Details"], ["Tea", "green"], ["Coffee", "black"]]),
        ("Convierte esta lista en una tabla\n- té\n- café", [["Elemento"], ["té"], ["café"]]),
        (
            "- Hot\n  - tea\n  - coffee\n- Cold\n  - water\n\nTable please",
            [["Group", "Item"], ["Hot", "tea"], ["Hot", "coffee"], ["Cold", "water"]],
        ),
        ("Name: Ada\nBorn: 1815-12-10", [["Field", "Value"], ["Name", "Ada"], ["Born", "1815-12-10"]]),
    ],
)
def test_answer_with_a_pasted_list_is_its_items(text: str, expected: list[list[Any]]) -> None:
    assert table(text) == expected


def test_answer_keeps_pipes_leading_zeros_and_empty_cells() -> None:
    assert table("code,note\n007,a|b\n010,") == [["code", "note"], ["007", "a|b"], ["010", None]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Turn this into a table: apples 3, pears 4, figs 5",
            [["Item", "Value"], ["apples", 3], ["pears", 4], ["figs", 5]],
        ),
        ("Convert to a table: red, green, blue", [["Item"], ["red"], ["green"], ["blue"]]),
    ],
)
def test_answer_with_data_behind_the_colon(text: str, expected: list[list[Any]]) -> None:
    assert table(text) == expected


def test_answer_keeps_quoted_commas() -> None:
    assert table('name,born\n"Lovelace, Ada",1815\n"Curie, Marie",1867')[1] == ["Lovelace, Ada", 1815]


def test_answer_as_spreadsheet_with_totals_adds_them_up() -> None:
    rows = sheets("item,price\nPear,3\nFig,2.5\n\nTurn this into a spreadsheet with totals")["Data"]
    assert rows == [["item", "price"], ["Pear", 3], ["Fig", 2.5], ["Total", 5.5]]


def test_answer_as_document_keeps_markdown_word_for_word() -> None:
    source = "# Plan\n\nSome *text*.\n\n## Costs\n\n- one\n- two"
    assert document(f"Make this a document:\n\n{source}").strip() == source


def test_answer_as_document_sets_pasted_rows_as_a_table() -> None:
    assert "| Ada | 36 |" in document("name,age\nAda,36\nLin,41\n\nPut this in a document")


def test_answer_takes_the_title_from_the_request() -> None:
    assert answer(KindName.TABLE, "Turn this into a table called “People”\nname,age\nAda,36")[1] == "People"


@pytest.mark.parametrize(
    "text",
    [
        "Make a table of five teas with columns name, origin, price",
        "I went to Rome, Paris and Oslo. Compare them, please.",
        "Hello,\n\nplease help me",
        "",
    ],
)
def test_read_pasted_of_words_alone_is_none(text: str) -> None:
    assert read_pasted(text, Language.ENGLISH) is None


HOSTILE = (
    "[" * 16_000,
    "{\n" * 8_000,
    "a," * 16_000,
    "- \n" * 10_000,
    "a: b\n" * 6_000,
    "|" * 32_000,
    "table of " * 3_500,
    "with columns a and " * 1_600,
    "compare a, b by " * 2_000,
    "rows 5 " * 4_500,
    "turn this " * 3_200,
    "1,000 " * 5_000,
    "a vs " * 6_000,
    " " * 32_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].strip() or "spaces")
@pytest.mark.parametrize("kind", list(KindName))
def test_compose_of_hostile_text_ends_soon(text: str, kind: KindName) -> None:
    started = time.process_time()
    compose(ask(text, kind=kind))
    assert time.process_time() - started < 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.text(st.characters(whitelist_categories=("Lu", "Ll")), min_size=1, max_size=8)] * 3),
        min_size=2,
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_read_pasted_finds_every_cell(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in rows) + "\n\nTurn this into a table"
    pasted = read_pasted(text, Language.ENGLISH)
    assert pasted is not None
    assert pasted.grid is not None
    assert [pasted.grid.header, *pasted.grid.rows] == rows
    assert pasted.request == "Turn this into a table"
