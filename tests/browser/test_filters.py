"""A filtered view of a table: set by the column's menu, edited, added up, cleared; and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import violations
from tests.browser.test_grid import make, rows, version_is
from tests.browser.test_main_job import grid
from tests.browser.waiting import comes_to

pytestmark = pytest.mark.browser

ORDERS = {
    "columns": ["Name", {"name": "Amount", "type": "number"}],
    "rows": [[f"Order {number}", number] for number in range(1, 301)],
}


def numbers(page: Page) -> list[str]:
    return grid(page).get_by_role("rowheader").all_inner_texts()


def choose(page: Page, column: str, condition: str, *values: str) -> None:
    """Fill in the dialog that the column's menu opens, and send it."""
    grid(page).get_by_role("columnheader", name=column).click(button="right")
    page.get_by_role("menuitem", name="Filter...").click()
    dialog = page.get_by_role("dialog", name="Filter")
    expect(dialog.get_by_label("Column")).to_have_value("c1" if column == "Name" else "c2")
    dialog.get_by_label("Condition").select_option(condition)
    for label, value in zip(("Value", "And"), values, strict=False):
        dialog.get_by_label(label, exact=True).fill(value)
    dialog.get_by_role("button", name="Show these rows").click()


def test_a_view_of_some_rows_is_edited_without_touching_the_others(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    page.goto(make(page, "table", title="Orders", content=ORDERS))
    cell = grid(page).get_by_role("gridcell")
    chips = page.get_by_role("group", name="Filters")

    choose(page, "Name", "greater", "5")
    dialog = page.get_by_role("dialog", name="Filter")
    expect(dialog.get_by_role("alert")).to_contain_text("holds no numbers or dates")
    assert violations(page) == []
    page.keyboard.press("Escape")

    choose(page, "Name", "contains", "ORDER 29")
    expect(chips).to_contain_text("11 of 300 rows")
    choose(page, "Amount", "between", "295", "400")
    expect(chips).to_contain_text("5 of 300 rows")
    expect(page.locator("#spoken")).to_have_text("5 of 300 rows")
    expect(page).to_have_url(re.compile(r"filter=c1%3Acontains%3AORDER\+29&filter=c2%3Abetween%3A295\.\.400"))
    comes_to(page, lambda: numbers(page), ["295", "296", "297", "298", "299"])
    expect(grid(page)).to_have_attribute("aria-rowcount", "6")
    assert violations(page) == []

    cell.get_by_text("297", exact=True).click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    version_is(page, 2)
    comes_to(page, lambda: numbers(page), ["295", "296", "297", "298", "299"])
    expect(cell.get_by_text("298", exact=True)).to_be_focused()
    page.keyboard.press("Shift+F10")
    expect(page.get_by_text("Row 298")).to_be_visible()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.locator("[data-grid-problem]")).to_contain_text("Clear the filters first")

    grid(page).get_by_role("columnheader", name="Amount").click()
    expect(page.get_by_role("status").filter(has_text="Cells 5 · Sum 1,195 · Average 239")).to_be_visible()
    page.keyboard.press("Delete")
    version_is(page, 3)
    comes_to(page, lambda: numbers(page), ["295", "296", "297", "298", "299"])

    chips.get_by_role("link", name="Remove the filter Amount from 295 to 400").click()
    expect(chips).to_contain_text("11 of 300 rows")
    comes_to(page, lambda: numbers(page)[0], "29")
    kept = [number for number in range(1, 301) if not 295 <= number <= 299]
    comes_to(page, lambda: [row[1] for row in rows(page) if row[1] is not None], kept)
    page.reload()
    expect(chips).to_contain_text("11 of 300 rows")
    page.locator("data-grid:defined").wait_for()
    chips.get_by_role("link", name="Clear filters").click()
    expect(page.locator("#spoken")).to_have_text("All rows are shown.")
    expect(grid(page)).to_have_attribute("aria-rowcount", "301")
    expect(chips).to_have_count(0)


def test_a_copy_takes_the_rows_in_view_also_those_that_are_not_in_the_page(open_page: Callable[..., Page]):
    page = sign_in(open_page(permissions=["clipboard-read", "clipboard-write"]))
    page.goto(make(page, "table", title="Orders", content=ORDERS) + "?filter=Amount:greater:100&filter=A:contains:1")
    copied = [f"Order {number}" for number in range(101, 301) if "1" in str(number)]
    expect(page.get_by_role("group", name="Filters")).to_contain_text(f"{len(copied)} of 300 rows")

    grid(page).get_by_role("columnheader", name="Name").click()
    page.keyboard.press("Control+c")
    comes_to(page, lambda: page.evaluate("navigator.clipboard.readText()").split("\n"), copied)

    page.keyboard.press("Control+End")
    expect(grid(page).get_by_role("gridcell", name="291", exact=True)).to_be_focused()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    version_is(page, 2)
    comes_to(page, lambda: [row[0] for row in rows(page) if row[1] == 7], ["Order 7", "Order 291"])


def test_a_view_is_a_plain_page(open_page: Callable[..., Page]):
    page = sign_in(open_page(java_script_enabled=False), is_scripted=False)
    scripted = sign_in(open_page())
    page.goto(make(scripted, "table", title="Orders", content=ORDERS))
    page.get_by_role("button", name="Filter").click()
    dialog = page.get_by_role("dialog", name="Filter")
    dialog.get_by_label("Column").select_option("Amount")
    dialog.get_by_label("Condition").select_option("less")
    dialog.get_by_label("Value").fill("3")
    dialog.get_by_role("button", name="Show these rows").click()
    expect(page.get_by_role("group", name="Filters")).to_contain_text("2 of 300 rows")
    assert page.get_by_role("rowheader").all_inner_texts() == ["1", "2"]
    page.get_by_role("link", name="Clear filters").click()
    expect(page.get_by_role("group", name="Filters")).to_have_count(0)
