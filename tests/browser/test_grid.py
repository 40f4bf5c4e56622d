"""Long grids: the whole chosen range is taken, and undo leaves a person where they are."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_main_job import grid
from tests.browser.waiting import comes_to

pytestmark = pytest.mark.browser

ROWS = [[number, f"v{number}"] for number in range(1, 451)]
SHEETS = {"sheets": [{"name": "One", "cells": {"A1": 1}}, {"name": "Two", "cells": {"B2": "deep", "A90": "end"}}]}


def make(page: Page, kind: str, **body: Any) -> str:
    """Make an artifact over the API and return the address of its page."""
    token = json.loads(page.locator("body").get_attribute("hx-headers") or "")["X-CSRFToken"]
    answer = page.request.post(f"/api/artifacts/{kind}.create", data=body, headers={"X-CSRFToken": token})
    assert answer.status == 201, answer.text()
    return answer.json()["url"]


def rows(page: Page) -> list[list[Any]]:
    """Return all rows of the table on the page, as the API tells."""
    identity = page.locator("artifact-watch").get_attribute("data-id")
    return page.request.get(f"/api/artifacts/{identity}?rows=1000").json()["content"]["rows"]


def version_is(page: Page, number: int) -> None:
    expect(page.locator("[data-version-label]")).to_have_text(f"v{number}")


def place(page: Page) -> dict[str, Any]:
    """Return which cell has the focus, and how far the grid is scrolled."""
    return page.evaluate(
        """() => ({
            row: document.activeElement.closest("tr")?.dataset.row,
            column: document.activeElement.cellIndex,
            top: document.querySelector("[data-scroll]").scrollTop,
        })"""
    )


def test_a_long_range_is_copied_cleared_and_brought_back(open_page: Callable[..., Page]):
    page = sign_in(open_page(permissions=["clipboard-read", "clipboard-write"]))
    page.goto(make(page, "table", title="Long", content={"columns": ["n", "text"], "rows": ROWS}))
    grid(page).get_by_role("gridcell", name="v2", exact=True).click()
    page.keyboard.press("Control+Shift+ArrowDown")
    expect(grid(page).get_by_role("gridcell", name="v450", exact=True)).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Cells 449")).to_be_visible()

    page.keyboard.press("Control+c")
    expect(page.get_by_role("status").filter(has_text="449 rows copied")).to_be_visible()
    copied = "\n".join(text for _number, text in ROWS[1:])
    comes_to(page, lambda: page.evaluate("navigator.clipboard.readText()"), copied)

    before = place(page)
    page.keyboard.press("Delete")
    version_is(page, 2)
    comes_to(page, lambda: rows(page), [ROWS[0], *([number, None] for number, _text in ROWS[1:])])

    page.keyboard.press("Control+z")
    version_is(page, 3)
    expect(grid(page).get_by_role("gridcell", name="v450", exact=True)).to_be_focused()
    expect(page.locator("#spoken")).to_have_text("Undone: B2:B450 cleared")
    comes_to(page, lambda: rows(page), ROWS)
    assert before == {"row": "450", "column": 2, "top": before["top"]}
    comes_to(page, lambda: place(page), before)
    assert before["top"] > 10_000

    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+z")
    version_is(page, 5)
    comes_to(page, lambda: rows(page), ROWS)
    page.get_by_role("button", name="Redo", exact=True).click()
    version_is(page, 6)
    expect(page.get_by_role("button", name="Redo", exact=True)).to_be_focused()
    expect(page.get_by_role("button", name="Redo", exact=True)).to_be_disabled()


def test_a_pane_that_loads_again_keeps_sheet_cell_and_scroll(open_page: Callable[..., Page]):
    page = sign_in(open_page(viewport={"width": 1000, "height": 500}))
    page.goto(make(page, "sheet", title="Book", content=SHEETS))
    page.get_by_role("navigation", name="Sheets").get_by_role("link", name="Two").click()
    cell = grid(page).get_by_role("gridcell", name="end", exact=True)
    cell.click()
    page.keyboard.type("last")
    page.keyboard.press("Enter")
    version_is(page, 2)
    comes_to(page, lambda: place(page)["row"], "91")
    before = place(page)

    page.keyboard.press("Control+z")
    version_is(page, 3)
    expect(page.get_by_role("link", name="Two")).to_have_attribute("aria-current", "true")
    expect(cell).to_be_visible()
    assert before == {"row": "91", "column": 1, "top": before["top"]}
    comes_to(page, lambda: place(page), before)
    assert before["top"] > 1_000


def test_a_copied_formula_refers_to_its_new_place(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    cells = {"A1": 2, "B1": "=A1*2", "A2": 5}
    page.goto(make(page, "sheet", title="Copy", content={"sheets": [{"name": "S", "cells": cells}]}))
    grid(page).get_by_role("gridcell", name="4", exact=True).click()
    page.keyboard.press("Control+c")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+v")
    version_is(page, 2)
    expect(grid(page).get_by_role("gridcell", name="10", exact=True)).to_be_visible()
