"""axe-core on every page and state, light and dark, and no sideways scroll at any width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_main_job import ask, wait_until_answered

pytestmark = pytest.mark.browser

WIDTHS = (1440, 1024, 820, 390)
PAGES = ("/", "/?view=split", "/artifacts/", "/accounts/email/", "/api/docs")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sign_in_pages_have_no_violation(open_page: Callable[..., Page], scheme: str):
    page = open_page("/accounts/login/", color_scheme=scheme)
    assert violations(page) == []
    page.goto("/accounts/signup/")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_have_no_violation(open_page: Callable[..., Page], path: str, scheme: str):
    page = sign_in(open_page(color_scheme=scheme))
    page.goto(path)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_conversation_with_a_table_has_no_violation(open_page: Callable[..., Page], scheme: str):
    page = sign_in(open_page(color_scheme=scheme))
    ask(page, "name,age\nAda,36\n\nTurn this into a table")
    wait_until_answered(page)
    assert violations(page) == []
    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem").first.wait_for()
    assert violations(page) == []
    page.goto("/nothing-here/")
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_conversation_fits_every_width(open_page: Callable[..., Page], width: int):
    page = sign_in(open_page(viewport={"width": width, "height": 800}))
    ask(page, "name,age\nAda,36\n\nTurn this into a table")
    wait_until_answered(page)
    for path in (page.url, "/", "/artifacts/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
