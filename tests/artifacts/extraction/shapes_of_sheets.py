"""Answers that only a spreadsheet can be; `holds` are its inputs by sheet."""

from artifacts.extraction.markers import open_marker
from artifacts.extraction.pieces import CloseReason
from tests.artifacts.extraction.fixtures import AFTER, AROUND, BEFORE, SHEET_TEXT, SPREADSHEET, TITLE, Case, wrapped

HEADER = {"A1": "a", "B1": "b"}
RENT = {**HEADER, "A2": "x", "B2": "1", "A3": "Sum", "B3": "=SUM(B2:B2)"}
GRID = "| a | b |\n|---|---|\n| x | 1 |\n| Sum | =SUM(B2:B2) |\n"
COORDINATES = "|  | A | B |\n|---|---|---|\n| 1 | a | b |\n| 2 | x | 1 |\n| 3 | Sum | =SUM(B2:B2) |\n"
CELLS = '{"A1": "a", "B1": "b", "A2": "x", "B2": 1, "A3": "Sum", "B3": "=SUM(B2:B2)"}'
ROWS = '["x", 1], ["Sum", "=SUM(B2:B2)"]'


def _sheet(name: str, body: str, cells: dict[str, str], *, sheet: str = "S", chat: str = AROUND) -> Case:
    return Case(f"spreadsheet {name}", SPREADSHEET, wrapped(SPREADSHEET, body=body), chat, holds={sheet: cells})


SHEETS = [
    _sheet("under the word sheet", f"## Sheet: S\n\n{GRID}", RENT),
    _sheet("under bold words", f"**S**\n\n{GRID}", RENT),
    _sheet("with coordinates", f"## S\n{COORDINATES}", RENT),
    _sheet("with formulas in code", f"## S\n\n{GRID.replace('=SUM(B2:B2)', '`=SUM(B2:B2)`')}", RENT),
    _sheet(
        "with an escaped pipe in a formula",
        '## S\n\n| a |\n|---|\n| =A3&"x\\|y" |\n| z |\n',
        {"A1": "a", "A2": '=A3&"x|y"', "A3": "z"},
    ),
    _sheet("with stars in a formula", "## S\n\n| a |\n|---|\n| =2*3*4 |\n", {"A1": "a", "A2": "=2*3*4"}),
    _sheet("with marks in cells", "## S\n\n| **a** |\n|---|\n| *x* |\n", {"A1": "a", "A2": "x"}),
    _sheet(
        "ragged",
        "## S\n\n| a | b |\n|---|---|\n| x |\n| y | 1 | 2 |\n",
        {**HEADER, "A2": "x", "A3": "y", "B3": "1", "C3": "2"},
    ),
    _sheet(
        "with words around",
        f"The plan:\n\n## S\n\n{GRID}\nAll in EUR.\n",
        RENT,
        chat=f"{BEFORE}\n\nThe plan:\n\nAll in EUR.\n\n{AFTER}",
    ),
    _sheet("as semicolons", "a;b\nx;1\nSum;=SUM(B2:B2)\n", RENT, sheet="Sheet1"),
    _sheet("as tabs in a fence", "```tsv\na\tb\nx\t1\nSum\t=SUM(B2:B2)\n```\n", RENT, sheet="Sheet1"),
    _sheet("as json of named sheets", f'{{"sheets": {{"S": [["a", "b"], {ROWS}]}}}}\n', RENT),
    _sheet("as json of named cells", f'{{"sheets": {{"S": {CELLS}}}}}\n', RENT),
    _sheet("as json of columns and rows", f'{{"name": "S", "columns": ["a", "b"], "rows": [{ROWS}]}}\n', RENT),
    _sheet("as json lines", '{"a": "x", "b": 1}\n{"a": "Sum", "b": "=SUM(B2:B2)"}\n', RENT, sheet="Sheet"),
    _sheet(
        "as loose json",
        '```json\n{"workbook": {"sheets": [{"title": "S", "cells": {"A1": "a",},},]}}\n```\n',
        {"A1": "a"},
    ),
    _sheet(
        "with a row of dots",
        "## S\n\n| a | b |\n|---|---|\n| x | 1 |\n| ... | ... |\n| Sum | =SUM(B2:B3) |\n",
        {**HEADER, "A2": "x", "B2": "1", "A4": "Sum", "B4": "=SUM(B2:B3)"},
    ),
    Case(
        "spreadsheet of two sheets of one name",
        SPREADSHEET,
        wrapped(SPREADSHEET, body="## S\n\n| a |\n|---|\n| x |\n\n## S\n\n| b |\n|---|\n| y |\n"),
        AROUND,
        holds={"S": {"A1": "a", "A2": "x"}, "S 2": {"A1": "b", "A2": "y"}},
    ),
    Case(
        "spreadsheet cut in a formula",
        SPREADSHEET,
        f"{BEFORE}\n{open_marker(SPREADSHEET, TITLE)}\n## S\n\n{GRID}| More | =SUM(",
        BEFORE,
        reason=CloseReason.LENGTH,
        holds={"S": RENT},
    ),
    Case(
        "spreadsheet unmarked under a thought",
        SPREADSHEET,
        f"<think>\n| a |\n|---|\n</think>\n{BEFORE}\n\n{SHEET_TEXT}",
        BEFORE,
        ("Hint",),
    ),
]
