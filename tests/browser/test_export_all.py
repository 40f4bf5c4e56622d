"""All artifacts of a conversation as one zip, from the export menu to the file."""

import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import violations
from tests.browser.test_main_job import ask, wait_until_answered
from tests.browser.test_preview import DOCUMENT

pytestmark = pytest.mark.browser


def test_all_artifacts_come_as_one_zip(open_page: Callable[..., Page]):
    page = sign_in(open_page(color_scheme="dark"))
    export = page.get_by_role("button", name="Export", exact=True)
    together = page.get_by_role("menuitem", name="Export all artifacts (.zip)")
    ask(page, DOCUMENT)
    wait_until_answered(page)
    export.click()
    expect(page.get_by_role("menuitem", name="Options…")).to_be_visible()
    expect(together).to_have_count(0)  # of a single artifact
    page.keyboard.press("Escape")
    ask(page, "Make a table of 12 electric vans with price and range")
    wait_until_answered(page)

    export.click()
    together.click()
    download = page.locator(".export").get_by_role("link", name="Download")
    expect(download).to_be_visible(timeout=60_000)
    page.set_viewport_size({"width": 390, "height": 900})
    page.get_by_role("button", name="Artifact", exact=True).click()
    page.locator("summary").filter(has_text="What is in it").click()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    with page.expect_download() as fetched:
        download.click()
    with zipfile.ZipFile(fetched.value.path()) as archive:
        assert archive.testzip() is None
        assert sorted(name.rpartition(".")[2] for name in archive.namelist()) == ["docx", "xlsx"]
