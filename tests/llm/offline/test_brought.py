"""Rows that a message brings within a sentence."""

from typing import Any

import pytest

from artifacts.rows.enums import KindName
from tests.llm.offline.conftest import answer, document, sheets, table

BOATS = [["name", "sails", "crew"], ["Gull", 2, 4], ["Tern", 3, 6]]
COLUMNS = ["name", "sails", "crew"]


@pytest.mark.parametrize(
    "text",
    [
        "table of boats with columns name, sails, crew: Gull; 2; 4 / Tern; 3; 6",
        "table of boats with columns name, sails, crew: Gull, 2, 4; Tern, 3, 6",
        "table of boats with columns name, sails, crew: Gull | 2 | 4\nTern | 3 | 6",
        "table of boats with columns name, sails and crew: Gull - 2 - 4 / Tern - 3 - 6.",
        "Make a table of boats with columns: name, sails, crew. Rows: Gull, 2, 4; Tern, 3, 6",
        "table of boats with columns name, sails, crew: Gull, 2, 4, Tern, 3, 6",
        "table of boats with columns name, sails, crew: Gull (2, 4) and Tern (3, 6)",
        "Make a table of boats with columns name, sails, crew\nGull, 2, 4\nTern, 3, 6",
        "Haz una tabla de barcos con columnas name, sails, crew: Gull; 2; 4 / Tern; 3; 6",
    ],
)
@pytest.mark.parametrize("asked_for", [{}, {"columns": COLUMNS}], ids=["read here", "read by the gate"])
def test_rows_of_a_sentence_are_the_rows_of_the_table(text: str, asked_for: dict[str, Any]) -> None:
    assert table(text, asked_for=asked_for) == BOATS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Make a table of my pets: Rex, dog, 3; Tom, cat, 5", [["Rex", "dog", 3], ["Tom", "cat", 5]]),
        (
            "table with columns what, cost: rent 900, food 250.50 and fuel 80",
            [["rent", 900], ["food", 250.5], ["fuel", 80]],
        ),
        ("a table with columns who, what: Ann; tea", [["Ann", "tea"]]),
    ],
)
def test_rows_without_names_or_alone_are_kept(text: str, expected: list[list[Any]]) -> None:
    assert table(text)[1:] == expected


@pytest.mark.parametrize(
    "text",
    [
        "table of boats with columns: name, sails, crew",
        "Make a table of boats: name, sails, crew",
        "table of boats with columns name, sails, crew: as short as you can, please",
        "Make a table of boats. Note: I like them small",
    ],
)
def test_message_that_brings_no_rows_gets_blank_ones(text: str) -> None:
    rows = table(text)[1:]

    assert len(rows) == 5
    assert all(cell is None for row in rows for cell in row[1:])


def test_rows_of_a_sentence_are_told_and_named() -> None:
    chat, title, _content = answer(KindName.TABLE, "table of boats with columns name, sails: Gull; 2 / Tern; 3")

    assert (title, chat) == ("Boats", "Offline assistant: your data: 2 rows, 2 columns.")


def test_rows_of_a_sentence_fill_a_sheet_with_totals() -> None:
    sheet = sheets("spreadsheet of boats with totals, columns name, sails: Gull; 2 / Tern; 3")["Data"]

    assert sheet == [["name", "sails"], ["Gull", 2], ["Tern", 3], ["Total", 5]]


def test_rows_of_a_sentence_stand_in_a_document() -> None:
    assert "| Gull | 2 |" in document("document about boats with columns name, sails: Gull; 2 / Tern; 3")
