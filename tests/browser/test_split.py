"""The divider by keyboard: its limits, closed and opened again, and what the site is told of it."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser


def told(page: Page, address: str, act: Callable[[], None]) -> dict[str, list[str]]:
    """Return what the page tells the site at `address` after `act`."""
    with page.expect_response(lambda answer: answer.url.endswith(address)) as answered:
        act()
    assert answered.value.status == 204
    return parse_qs(answered.value.request.post_data)


def test_divider_moves_closes_and_tells_it(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    page.goto("/?view=split")
    page.locator("split-pane:defined").wait_for()
    divider = page.get_by_role("separator", name="Resize panes")
    divider.focus()

    put = told(page, "/split/resized/", lambda: page.keyboard.press("Home"))
    assert divider.get_attribute("aria-valuenow") == divider.get_attribute("aria-valuemin") == put["percent"][0]

    assert told(page, "/split/toggled/", lambda: page.keyboard.press("Enter")) == {"state": ["closed"]}
    expect(page.get_by_role("region", name="Artifact")).to_be_hidden()
    toggle = page.locator("[data-pane-toggle]")
    expect(toggle).to_be_focused()
    assert told(page, "/split/toggled/", toggle.click) == {"state": ["open"]}
    expect(page.get_by_role("region", name="Artifact")).to_be_visible()


def test_full_screen_takes_the_chats_room_and_gives_it_back(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    page.goto("/?view=split")
    page.locator("split-pane:defined").wait_for()
    full = page.get_by_role("button", name="Full screen")
    full.press("Enter")
    expect(page.get_by_role("textbox", name="Message")).to_be_hidden()
    expect(full).to_have_attribute("aria-pressed", "true")
    page.get_by_role("tab", name="Document").click()
    expect(page.get_by_role("tab", name="Document")).to_have_attribute("aria-selected", "true")
    expect(full).to_have_attribute("aria-pressed", "true")
    full.press("Enter")
    expect(page.get_by_role("textbox", name="Message")).to_be_visible()
    full.click()
    expect(page.get_by_role("textbox", name="Message")).to_be_hidden()
    page.get_by_role("button", name="Close artifact pane").click()
    expect(page.get_by_role("textbox", name="Message")).to_be_visible()
