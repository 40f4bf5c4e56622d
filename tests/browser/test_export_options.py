"""The page of a file's options, from the menu to the download, and as it looks to a checker and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_main_job import ask, wait_until_answered
from tests.browser.test_preview import DOCUMENT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_document_gets_a_title_page_and_contents(open_page: Callable[..., Page], scheme: str, width: int):
    page = sign_in(open_page(color_scheme=scheme))
    ask(page, DOCUMENT)
    wait_until_answered(page)
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("menuitem", name="Options…").click()
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("link", name="PDF (.pdf)").click()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.get_by_label("Margins").select_option(label="Wide")
    page.get_by_label("Title page").check()
    page.get_by_label("Table of contents").check()
    page.get_by_role("button", name="Make the file").click()

    expect(page.get_by_role("link", name="Download")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("main")).to_contain_text("in the contents")


def test_the_menu_of_a_pane_that_has_just_come_in_is_filled(demo_page: Page):
    ask(demo_page, DOCUMENT)
    wait_until_answered(demo_page)
    demo_page.evaluate(
        """() => {
            const pane = document.querySelector("[data-pane]");
            pane.replaceWith(document.createRange().createContextualFragment(pane.outerHTML));
            document.querySelector("#export-button").click();
        }"""
    )
    expect(demo_page.get_by_role("menuitem", name="Options…")).to_be_visible()


def test_a_menu_that_was_opened_before_its_script_came_is_filled(demo_page: Page):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    demo_page.route("**/menu-button*.js", hold)
    ask(demo_page, DOCUMENT)
    wait_until_answered(demo_page)
    demo_page.get_by_role("button", name="Export", exact=True).click()
    demo_page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    expect(demo_page.get_by_role("menuitem", name="Options…")).to_be_visible()
    assert held
