"""Questions in words over small tables: right, or refused; never wrong. The right rows were worked out by hand."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from artifacts.queries.sandbox.questions import answer_question
from artifacts.queries.sandbox.views import View
from artifacts.rows.errors import QueryRefused
from tests.artifacts.queries.texts import view_of

TABLES = tomllib.loads(Path(__file__).with_name("asked.toml").read_text())["table"]
LEAST_ANSWERED = 0.7
"""What share of the questions must be answered, not refused."""


def answered(view: View, question: str) -> list[list[object]] | None:
    """Return the rows, empty cells as empty texts; None for a question that was refused."""
    try:
        rows = answer_question([view], question).result.rows
    except QueryRefused:
        return None
    return [["" if cell is None else cell for cell in row] for row in rows]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["title"])
def test_no_answer_is_wrong(table: dict[str, Any]) -> None:
    view = view_of(table["lines"], title=table["title"])
    found = {one["asked"]: answered(view, one["asked"]) for one in table["questions"]}
    right = {one["asked"]: None if one.get("refused") else one["rows"] for one in table["questions"]}
    wrong = {asked: rows for asked, rows in found.items() if rows != right[asked]}
    assert wrong == {}


def test_most_questions_are_answered() -> None:
    asked = [one for table in TABLES for one in table["questions"]]
    assert sum(not one.get("refused") for one in asked) >= LEAST_ANSWERED * len(asked)
