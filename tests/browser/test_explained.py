"""A cell explained in the grid: by key and by menu, marks on cells of this sheet, and all of it taken away again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import violations
from tests.browser.test_grid import make
from tests.browser.test_main_job import grid

pytestmark = pytest.mark.browser

BOOK = {
    "sheets": [
        {"name": "Budget", "cells": {"A1": 900, "A2": 0, "A3": "=A1/A2", "A4": "=A3+Other!A1", "B1": "=SUM(A1:A2)"}},
        {"name": "Other", "cells": {"A1": 1}},
    ]
}


def marked(page: Page, name: str) -> list[str]:
    cells = page.locator(f"td[data-{name}]")
    return cells.evaluate_all(
        "cells => cells.map(cell => String.fromCharCode(64 + cell.cellIndex) + cell.parentElement.dataset.row)"
    )


def test_cell_is_explained_by_key_and_menu(open_page: Callable[..., Page]) -> None:
    page = sign_in(open_page())
    page.goto(make(page, "sheet", title="Budget", content=BOOK))
    told = page.locator("[data-explained] .notice")

    grid(page).locator("tr[data-row='3'] td").first.click()
    page.keyboard.press("Shift+F3")
    expect(told).to_contain_text("#DIV/0!: The formula divides by zero.")
    expect(told).to_contain_text("The formula refers to A1, A2.")
    expect(told).to_contain_text("One formula refers to it: A4.")
    assert (marked(page, "precedent"), marked(page, "dependent")) == (["A1", "A2"], ["A4"])
    assert violations(page) == []
    expect(grid(page).locator("tr[data-row='3'] td").first).to_be_focused()

    grid(page).locator("tr[data-row='4'] td").first.click(button="right")
    page.get_by_role("menuitem", name="Explain the cell").click()
    expect(told).to_contain_text("It comes from A3.")
    expect(told).to_contain_text("The formula refers to A3, Other!A1.")
    assert (marked(page, "precedent"), marked(page, "dependent")) == (["A3"], [])

    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    assert marked(page, "precedent") == []
