"""An artifact as another kind, from the pane: the empty tab's offer, chosen cells of a sheet, by mouse and by keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_grid import make
from tests.browser.test_main_job import ask, grid, wait_until_answered

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_empty_tab_opens_the_table_as_a_spreadsheet(open_page: Callable[..., Page], scheme: str):
    page = sign_in(open_page(color_scheme=scheme))
    ask(page, "name,age\nAda,36\nLin,41\n\nTurn this into a table")
    wait_until_answered(page)
    page.get_by_role("tab", name="Spreadsheet").click()
    offer = page.get_by_role("button", name="as a spreadsheet")
    expect(offer).to_be_visible()
    assert violations(page) == []
    made = int(page.get_by_text("of 10000 artifacts today").inner_text().split()[0])
    offer.focus()
    page.keyboard.press("Enter")
    expect(grid(page).get_by_role("gridcell", name="name", exact=True)).to_be_visible()
    expect(grid(page).get_by_role("gridcell", name="41", exact=True)).to_be_visible()
    expect(page.get_by_role("tab", name="Spreadsheet")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text(f"{made + 1} of 10000 artifacts today")).to_be_visible()
    page.reload()
    expect(grid(page).get_by_role("gridcell", name="name", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Table").click()
    expect(grid(page).get_by_role("columnheader", name="age")).to_be_visible()


def test_chosen_cells_of_a_sheet_become_a_table(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    cells = {"A1": "Tea", "B1": "Price", "A2": "Sencha", "B2": 4, "A3": "Assam", "B3": "=B2*2", "C9": "far"}
    page.goto(make(page, "sheet", title="Teas", content={"sheets": [{"name": "List", "cells": cells}]}))
    grid(page).get_by_role("gridcell", name="Tea", exact=True).click()
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight", "Shift+F10"):
        page.keyboard.press(key)
    page.get_by_role("menuitem", name="Chosen cells as a table…").click()
    expect(page.get_by_label("Cells, such as B2:D9")).to_have_value("A1:B3")
    assert violations(page) == []
    page.get_by_role("button", name="Make it").click()
    expect(grid(page).get_by_role("columnheader", name="Price")).to_be_visible()
    expect(grid(page).get_by_role("gridcell", name="8", exact=True)).to_be_visible()
    page.get_by_text("Something could not be kept as it came").click()
    expect(page.get_by_text("their values were taken: 1")).to_be_visible()
