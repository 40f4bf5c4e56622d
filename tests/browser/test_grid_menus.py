"""Rows, columns and sheets changed by the grid's menus: with the mouse, by keys alone, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import violations
from tests.browser.test_grid import SHEETS, make, rows, version_is
from tests.browser.test_main_job import grid
from tests.browser.waiting import comes_to

pytestmark = pytest.mark.browser

TEAS = {
    "columns": ["Name", "Origin", {"name": "Number", "type": "number"}],
    "rows": [["Sencha", "Japan", 10], ["Assam", "India", 20.5], ["Oolong", "Taiwan", 30]],
}


def first_cells(page: Page) -> list[str]:
    return [row[0] for row in rows(page)]


def test_rows_columns_and_sheets_change_by_mouse_and_by_keys(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    page.goto(make(page, "table", title="Teas", content=TEAS))
    item = page.get_by_role("menuitem")
    heads = grid(page).get_by_role("columnheader")

    heads.get_by_text("Number").click()
    expect(page.get_by_role("status").filter(has_text="Cells 3 · Sum 60.5 · Average 20.1667")).to_be_visible()
    heads.get_by_text("Origin").click(button="right")
    expect(page.get_by_text("Column Origin")).to_be_visible()
    assert violations(page) == []
    item.get_by_text("Sort ascending").click()
    version_is(page, 2)
    comes_to(page, lambda: first_cells(page), ["Assam", "Sencha", "Oolong"])

    grid(page).get_by_role("gridcell", name="Assam").click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+F10")
    expect(page.get_by_text("Rows 1 – 2")).to_be_visible()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    version_is(page, 3)
    comes_to(page, lambda: first_cells(page), ["Oolong", "Assam", "Sencha"])
    expect(grid(page).get_by_role("gridcell", name="Sencha")).to_be_focused()

    page.keyboard.press("Shift+F10")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Column Name", exact=True)).to_be_visible()
    width = "head => head.offsetWidth"
    item.get_by_text("Wider").press("Enter")
    before = heads.get_by_text("Name").evaluate(width)
    item.get_by_text("Wider").press("Enter")
    comes_to(page, lambda: heads.get_by_text("Name").evaluate(width), before + 32)
    item.get_by_text("Rename...").press("Enter")
    page.keyboard.type("Origin")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Rename column")
    expect(dialog.get_by_role("alert")).to_contain_text("There is a column Origin already.")
    expect(dialog.get_by_label("Name of the column")).to_have_value("Origin")
    dialog.get_by_label("Name of the column").fill("Tea")
    page.keyboard.press("Enter")
    version_is(page, 4)
    expect(heads.get_by_text("Tea")).to_be_visible()
    expect(grid(page).get_by_role("gridcell", name="Sencha")).to_be_focused()

    page.goto(make(page, "sheet", title="Book", content=SHEETS))
    tabs = page.get_by_role("navigation", name="Sheets").get_by_role("link")
    page.get_by_role("button", name="Add sheet").click()
    version_is(page, 2)
    expect(tabs).to_have_text(["One", "Two", "Sheet3"])
    expect(tabs.get_by_text("Sheet3")).to_have_attribute("aria-current", "true")
    tabs.get_by_text("Two").focus()
    page.keyboard.press("Shift+F10")
    expect(page.get_by_text("Sheet Two")).to_be_visible()
    item.get_by_text("Delete", exact=True).press("Enter")
    version_is(page, 3)
    expect(tabs).to_have_text(["One", "Sheet3"])


def test_the_menus_work_without_script(open_page: Callable[..., Page]):
    plain = sign_in(open_page(java_script_enabled=False), is_scripted=False)
    plain.goto(make(plain, "table", title="Teas", content=TEAS))
    plain.get_by_role("button", name="Column", exact=True).click()
    menu = plain.locator("#grid-columns")
    menu.locator("select").select_option("Origin")
    menu.get_by_role("menuitem", name="Move left").click()
    expect(plain.get_by_role("columnheader")).to_have_text(["Row", "Origin", "Name", "Number"])
    plain.get_by_role("button", name="Row", exact=True).click()
    plain.locator("#grid-rows").get_by_label("How many").fill("2")
    plain.get_by_role("menuitem", name="Delete", exact=True).click()
    expect(plain.get_by_role("row")).to_have_count(2)
