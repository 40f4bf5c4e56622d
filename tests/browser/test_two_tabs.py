"""One table in two tabs of one user: both see both edits, and nothing is lost."""

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import ask, edit_cell, grid, wait_until_answered
from tests.browser.waiting import comes_to

pytestmark = pytest.mark.browser

CSV = "name,age,city\nAda,36,London\nLin,41,Taipei\nJo,22,Lima\n\nTurn this into a table"


def other_tab(page: Page) -> Page:
    """Open the same conversation in a second tab, watched like the first."""
    tab = page.context.new_page()
    tab.set_default_timeout(15_000)
    tab.goto(page.url)
    expect(grid(tab).get_by_role("gridcell", name="Lin", exact=True)).to_be_visible()
    return tab


def expect_cell(page: Page, text: str) -> None:
    """Wait until a cell is there; a page asks for news every five seconds."""
    expect(grid(page).get_by_role("gridcell", name=text, exact=True)).to_be_visible(timeout=20_000)


def cells(page: Page) -> list[str]:
    texts = grid(page).get_by_role("gridcell").all_inner_texts()
    return [text.strip() for text in texts]


def begin_edit(page: Page, text: str, new_text: str) -> None:
    """Type into a cell without saving yet."""
    grid(page).get_by_role("gridcell", name=text, exact=True).dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type(new_text)


def versions(page: Page) -> list[int]:
    """Return the numbers of all versions of the artifact, as the API tells."""
    identity = page.locator("artifact-watch").get_attribute("data-id")
    answer = page.request.get(f"/api/artifacts/{identity}/versions").json()
    return [version["version"] for version in answer["items"]]


def test_two_tabs_edit_the_same_table_at_once(demo_page: Page):
    first = demo_page
    ask(first, CSV)
    wait_until_answered(first)
    second = other_tab(first)

    begin_edit(first, "Ada", "Grace")
    begin_edit(second, "Lima", "Quito")
    first.keyboard.press("Enter")
    second.keyboard.press("Enter")

    expected = ["Grace", "36", "London", "Lin", "41", "Taipei", "Jo", "22", "Quito"]
    for tab in (first, second):
        tab.bring_to_front()
        expect_cell(tab, "Grace")
        expect_cell(tab, "Quito")
        comes_to(tab, partial(cells, tab), expected)
    comes_to(first, lambda: versions(first), [3, 2, 1])


def test_many_edits_from_both_sides_are_all_kept(demo_page: Page):
    first = demo_page
    ask(first, CSV)
    wait_until_answered(first)
    second = other_tab(first)

    for number, (left, right) in enumerate([("Ada", "36"), ("Lin", "41"), ("Jo", "22")], start=1):
        edit_cell(first, left, f"left {number}")
        edit_cell(second, right, f"{number}00")

    expected = ["left 1", "100", "London", "left 2", "200", "Taipei", "left 3", "300", "Lima"]
    for tab in (first, second):
        tab.bring_to_front()
        expect_cell(tab, "left 3")
        expect_cell(tab, "300")
        comes_to(tab, partial(cells, tab), expected)


def test_the_same_cell_in_both_tabs_keeps_what_was_typed_second(demo_page: Page):
    first = demo_page
    ask(first, CSV)
    wait_until_answered(first)
    second = other_tab(first)

    begin_edit(second, "Ada", "Hedy")
    edit_cell(first, "Ada", "Grace")
    second.keyboard.press("Enter")

    notice = second.get_by_role("region", name="Artifact").get_by_role("alert").filter(has_text="Hedy")
    expect(notice).to_be_visible()
    expect_cell(first, "Grace")
    notice.get_by_role("button").first.click()
    expect_cell(second, "Grace")
