"""Keys do in the grid what they do in Excel: sequences as data, all in one visit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_grid import make
from tests.browser.test_main_job import grid
from tests.browser.waiting import comes_to

pytestmark = pytest.mark.browser

SEQUENCES = json.loads(Path(__file__).with_name("sequences.json").read_text(encoding="utf-8"))
DATA = {f"{letter}{row}": row - 1 for letter in "ABC" for row in range(2, 6)}
START = {"A1": "n", "B1": "m", "C1": "k", **DATA, "A8": 4, "A9": 5, "A10": 65, "A11": 7}
GO = """([row, column]) => { document.querySelector("data-grid").go(row, column) }"""
PLACE = """() => document.querySelector("data-grid").address"""


def go(page: Page, address: str) -> None:
    page.evaluate(GO, [int(address[1:]), ord(address[0]) - ord("A")])


def play(page: Page, sequence: dict[str, Any]) -> dict[str, str]:
    """Press the keys from the cell on and return where they led, by the name of the sequence."""
    go(page, sequence["start"])
    for key in sequence["keys"]:
        page.keyboard.press(key)
    return {sequence["name"]: page.evaluate(PLACE)}


def inputs(page: Page, addresses: list[str]) -> dict[str, Any]:
    identity = page.locator("artifact-watch").get_attribute("data-id")
    content = page.request.get(f"/api/artifacts/{identity}").json()["content"]
    cells = content["sheets"][0]["cells"]
    return {address: read_input(cells.get(address)) for address in addresses}


def read_input(cell: Any) -> str | None:
    """Return what was typed, as text."""
    found = cell["input"] if isinstance(cell, dict) else cell
    return None if found is None else str(found)


def test_key_sequences_end_where_excel_ends_them(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    page.goto(make(page, "sheet", title="Keys", content={"sheets": [{"name": "S", "cells": START | {"J30": "end"}}]}))
    expect(grid(page).get_by_role("gridcell", name="65", exact=True)).to_be_visible()
    places: dict[str, str] = {}
    for sequence in SEQUENCES:
        places |= play(page, sequence)
    assert places == {sequence["name"]: sequence["active"] for sequence in SEQUENCES}
    expected = {at: read_input(value) for sequence in SEQUENCES for at, value in sequence["cells"].items()}
    comes_to(page, lambda: inputs(page, list(expected)), expected)

    go(page, "D20")
    page.keyboard.type("=SUM(")
    grid(page).get_by_role("gridcell", name="n", exact=True).click()
    expect(page.locator("td[data-pointed]")).to_have_text("n")
    page.keyboard.type(")")
    page.keyboard.press("Enter")
    comes_to(page, lambda: inputs(page, ["D20"]), {"D20": "=SUM(A1)"})

    go(page, "A2")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(grid(page).locator(":focus")).to_have_count(0)
