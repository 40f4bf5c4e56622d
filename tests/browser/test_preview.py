"""The Preview tab: images of real pages, with their text over them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_main_job import ask, wait_until_answered

pytestmark = pytest.mark.browser

TABLE = "name,age\nAda,36\nLin,41\n\nTurn this into a table"
DOCUMENT = "Write meeting minutes for the weekly planning meeting"
IS_DRAWN = "image => image.complete && image.naturalWidth > 500"


def open_preview(page: Page, request: str) -> None:
    ask(page, request)
    wait_until_answered(page)
    page.get_by_role("tab", name="Preview").click()
    expect(page.get_by_role("group", name="Text of page 1", exact=True)).to_be_visible(timeout=60_000)


def first_image(page: Page):
    return page.locator(".preview__sheet img").first


def test_table_is_shown_as_pages_with_text(demo_page: Page):
    page = demo_page
    open_preview(page, TABLE)

    page.wait_for_function(f"({IS_DRAWN})(document.querySelector('.preview__sheet img'))")
    text = page.get_by_role("group", name="Text of page 1", exact=True)
    expect(text.get_by_text("Ada", exact=True)).to_be_visible()
    expect(page.get_by_text("Page 1 of 1", exact=True)).to_be_visible()
    assert page.evaluate("window.find('Lin', true)")
    assert page.evaluate("getSelection().toString()") == "Lin"


def test_text_lies_over_its_place_in_the_image(demo_page: Page):
    """The box of the text is inside of the sheet, where the image is dark."""
    page = demo_page
    open_preview(page, TABLE)
    page.wait_for_function(f"({IS_DRAWN})(document.querySelector('.preview__sheet img'))")
    sheet = page.locator(".preview__sheet").first.bounding_box()
    word = page.locator(".preview__text text", has_text="Ada").first.bounding_box()
    assert sheet is not None
    assert word is not None
    assert sheet["x"] < word["x"] < word["x"] + word["width"] < sheet["x"] + sheet["width"]
    assert sheet["y"] < word["y"] < word["y"] + word["height"] < sheet["y"] + sheet["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("request_text", [TABLE, DOCUMENT], ids=["table", "document"])
def test_pages_have_no_violation(open_page: Callable[..., Page], scheme: str, request_text: str):
    page = sign_in(open_page(color_scheme=scheme))
    open_preview(page, request_text)
    assert violations(page) == []


def test_preview_fits_a_phone(open_page: Callable[..., Page]):
    page = sign_in(open_page(viewport={"width": 390, "height": 800}))
    ask(page, TABLE)
    wait_until_answered(page)
    page.get_by_role("button", name="Artifact", exact=False).last.click()
    page.get_by_role("tab", name="Preview").click()
    expect(first_image(page)).to_be_visible(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_preview_without_scripts_is_a_page(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    open_preview(page, TABLE)
    page.goto("/artifacts/")
    plain = page.context.browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    try:
        plain_page = plain.new_page()
        plain_page.goto(page.url)
        plain_page.locator("main a[href^='/artifacts/']").first.click()
        plain_page.get_by_role("tab", name="Preview").click()
        plain_page.get_by_role("link", name="Show the pages").click()
        expect(plain_page.locator(".preview__sheet img, .preview__wait progress").first).to_be_visible()
    finally:
        plain.close()
