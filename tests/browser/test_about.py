"""Asking for a change of what is chosen in the pane."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.test_main_job import CSV, ask, edit_cell, focus_by_tab, grid, wait_until_answered

pytestmark = pytest.mark.browser


def test_chosen_cells_go_with_the_message_and_stay_chosen_when_it_is_refused(demo_page: Page):
    page, chip = demo_page, demo_page.locator("about-chip")
    ask(page, CSV)
    expect(grid(page).get_by_role("gridcell", name="Ada", exact=True)).to_be_visible()
    wait_until_answered(page)
    grid(page).get_by_role("gridcell", name="Ada", exact=True).click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Escape")  # Tab runs from cell to cell until then
    focus_by_tab(page, "button", "Ask for a change")
    page.keyboard.press("Enter")
    expect(chip).to_contain_text("A1:A2 · Pasted data")
    message = page.get_by_role("textbox", name="Message")
    expect(message).to_be_focused()
    expect(message).to_have_accessible_description(re.compile("^About: A1:A2 · Pasted data Enter sends"))
    assert violations(page) == []

    edit_cell(page, "41", "42")
    message.fill("Set them to Bo")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_contain_text("changed this meanwhile")
    expect(chip).to_contain_text("A1:A2")
    expect(message).to_have_value("Set them to Bo")

    chip.get_by_role("button", name="Not about this part").click()
    expect(chip).to_have_count(0)
    grid(page).get_by_role("gridcell", name="Lin", exact=True).click()
    page.get_by_role("button", name="Ask for a change").click()
    expect(chip).to_contain_text("A2")
    page.keyboard.press("Enter")
    changes = page.get_by_role("group", name="Proposed changes")
    expect(changes.get_by_text("Bo", exact=True)).to_have_count(1)
    expect(page.get_by_role("log").get_by_text("About: A2 of Pasted data")).to_be_visible()
    expect(chip).to_have_count(0)
