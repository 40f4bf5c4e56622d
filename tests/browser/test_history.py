"""The history of an artifact: changes of a minute stand together, any two versions can be compared."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import violations
from tests.browser.test_grid import make
from tests.browser.test_main_job import edit_cell

pytestmark = pytest.mark.browser


def test_two_versions_are_compared_from_the_menu_by_keyboard(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    page.goto(make(page, "table", title="Teas", content={"columns": ["Name"], "rows": [["Sencha"], ["Assam"]]}))
    edit_cell(page, "Sencha", "Gyokuro")
    edit_cell(page, "Assam", "Ceylon")
    page.reload()
    page.get_by_role("button", name="Versions, newest:").press("Enter")
    menu = page.get_by_role("region", name="Versions")
    hidden = menu.get_by_role("link", name="Compare version 1 with the newest")
    for group in menu.locator("summary").all():
        group.press("Enter")
    hidden.press("Enter")

    expect(page.get_by_role("heading", name="From version 1 to version 3")).to_be_visible()
    expect(page.get_by_role("insertion")).to_have_text(["underlined", "Gyokuro", "Ceylon"])
    expect(page.get_by_role("deletion")).to_have_text(["struck through", "Sencha", "Assam"])
    strokes = "all => all.map(one => getComputedStyle(one).textDecorationLine)"
    assert set(page.get_by_role("insertion").evaluate_all(strokes)) == {"underline"}
    assert violations(page) == []

    page.get_by_role("combobox", name="To version").select_option("2")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("heading", name="From version 1 to version 2")).to_be_visible()
    expect(page.get_by_role("insertion")).to_have_text(["underlined", "Gyokuro"])
