"""A table that was cut off goes on: the pane shows what came, before the page asks by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_chat_rendering import model, model_address
from tests.browser.test_main_job import ask, grid, wait_until_answered
from tests.fakes.openai_endpoint import OpenAIEndpoint
from tests.fakes.openai_scripts import Script

__all__ = ["model", "model_address"]
pytestmark = pytest.mark.browser

WISH = "Make a table of 50 rows of regions with columns Region, Sales"
BEGINNING = ["Here it is.\n", '[[artifact kind="table" title="Regions"]]\n', "| Region | Sales |\n|---|--:|\n"]


def rows(first: int, last: int) -> list[str]:
    return [f"| Region {number} | {number * 3} |\n" for number in range(first, last + 1)]


def test_the_pane_shows_what_continue_added(open_page: Callable[..., Page], model: OpenAIEndpoint, model_address: str):
    model.script("walk", Script([*BEGINNING, *rows(1, 18)], finish_reason="length"))
    page = sign_in(open_page(model_address))
    ask(page, WISH)
    wait_until_answered(page)
    pane = page.get_by_role("region", name="Artifact", exact=True)
    expect(pane).to_contain_text("18 of 50 rows")
    page.evaluate("customElements.whenDefined('artifact-watch')")
    page.evaluate("customElements.get('artifact-watch').prototype.ask = () => {}")

    model.script("walk", Script([*rows(19, 50), "[[/artifact]]\n"]))
    page.get_by_role("log").get_by_role("button", name="Continue").click()
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(3)
    wait_until_answered(page)

    expect(grid(page)).to_have_attribute("aria-rowcount", "51")
    expect(pane).not_to_contain_text("18 of 50 rows")
