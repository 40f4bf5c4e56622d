"""Thumbs under an answer as a person uses them: by keyboard, after a reload, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_main_job import ask, wait_until_answered

pytestmark = pytest.mark.browser


def thumb(page: Page, name: str):
    return page.get_by_role("button", name=name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answer_is_rated_explained_and_withdrawn(open_page: Callable[..., Page], scheme: str):
    page = sign_in(open_page(color_scheme=scheme))
    ask(page, "hello")
    wait_until_answered(page)
    good, poor = thumb(page, "Good answer"), thumb(page, "Poor answer")
    spoken = page.locator("#spoken")

    good.focus()
    page.keyboard.press("Enter")
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(good).to_be_focused()
    expect(spoken).to_contain_text("Thank you. Your rating is kept.")

    poor.click()
    expect(good).to_have_attribute("aria-pressed", "false")
    expect(poor).to_have_attribute("aria-pressed", "true")
    expect(spoken).to_contain_text("Thank you. You can say what was wrong.")
    assert violations(page) == []
    page.get_by_role("radio", name="Not correct").check()
    page.get_by_role("textbox", name="In your words").fill("It says nothing.")
    page.get_by_role("button", name="Save reason").click()
    told = page.get_by_text("What you said was wrong")
    expect(told).to_be_focused()

    page.reload()
    expect(poor).to_have_attribute("aria-pressed", "true")
    told.click()
    expect(page.get_by_role("radio", name="Not correct")).to_be_checked()
    expect(page.get_by_role("textbox", name="In your words")).to_have_value("It says nothing.")
    page.locator("chat-composer:defined").wait_for()
    poor.click()
    expect(told).to_have_count(0)
    expect(poor).to_have_attribute("aria-pressed", "false")
    expect(spoken).to_contain_text("Your rating was withdrawn.")


def test_answer_is_rated_without_scripts(open_page: Callable[..., Page]):
    page = sign_in(open_page(java_script_enabled=False), is_scripted=False)
    ask(page, "hello")
    poor = thumb(page, "Poor answer")
    poor.click()
    expect(poor).to_have_attribute("aria-pressed", "true")
    page.get_by_text("What was wrong?").first.click()
    page.get_by_role("radio", name="Something else").check()
    page.get_by_role("button", name="Save reason").click()
    page.get_by_text("What you said was wrong").click()
    expect(page.get_by_role("radio", name="Something else")).to_be_checked()
