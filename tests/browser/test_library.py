"""The library in a browser: import a file, share it, read it as a stranger, delete it and take it back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

FILE = {"name": "ferries.csv", "mimeType": "text/csv", "buffer": b"name,deck\nAurora,3\nBoreas,4\n"}


def test_import_share_delete_and_undo(open_page: Callable[..., Page]):
    page = sign_in(open_page())
    page.goto("/artifacts/")
    page.get_by_label("File to import").set_input_files([FILE])
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("gridcell", name="Aurora", exact=True)).to_be_visible()

    page.goto("/artifacts/?q=aurora")
    assert violations(page) == []
    page.get_by_role("button", name="More for ferries").first.click()
    page.get_by_role("link", name="Share", exact=True).click()
    page.get_by_role("button", name="Make a link").click()
    address = page.locator("#new-link").inner_text()
    assert violations(page) == []

    stranger = open_page(re.sub(r"^https?://[^/]+", "", address))
    expect(stranger.get_by_role("cell", name="Boreas", exact=True)).to_be_visible()
    assert violations(stranger) == []

    page.goto("/artifacts/?q=aurora")
    page.get_by_role("button", name="More for ferries").first.click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("ferries was deleted.")).to_be_visible()
    assert violations(page) == []
    assert stranger.reload().status == 404
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("gridcell", name="Aurora", exact=True)).to_be_visible()
