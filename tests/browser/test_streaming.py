"""Reloads, second windows and Stop, while the answer is still coming."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import ask, grid, wait_until_answered
from tests.browser.waiting import comes_to

pytestmark = pytest.mark.browser

LONG = "Make a table of 60 cities with columns city, country, population, area, mayor, founded"
ENDLESS = LONG.replace("60", "500")  # longer than any test waits: nobody is too late to stop it


def answer_text(page: Page) -> str:
    return page.get_by_role("log", name="Conversation").get_by_role("article").last.inner_text()


def test_reload_in_mid_answer_ends_in_the_same_text_as_an_unbroken_answer(demo_page: Page):
    ask(demo_page, LONG)
    expect(demo_page.get_by_role("button", name="Stop")).to_be_visible()
    demo_page.wait_for_url(re.compile(r"/c/"))
    demo_page.reload()
    wait_until_answered(demo_page)
    shown = answer_text(demo_page)
    demo_page.reload()
    comes_to(demo_page, lambda: answer_text(demo_page), shown)
    expect(grid(demo_page)).to_have_attribute("aria-rowcount", "61")


def test_stop_keeps_what_was_shown_and_gives_the_composer_back(demo_page: Page):
    ask(demo_page, ENDLESS)
    demo_page.get_by_role("button", name="Stop").click()
    wait_until_answered(demo_page)
    expect(demo_page.get_by_role("textbox", name="Message")).to_be_editable()


def test_a_second_window_shows_the_same_conversation(demo_page: Page):
    ask(demo_page, "name,age\nAda,36\n\nTurn this into a table")
    wait_until_answered(demo_page)
    second = demo_page.context.new_page()
    second.goto(demo_page.url)
    expect(grid(second).get_by_role("gridcell", name="Ada", exact=True)).to_be_visible()


def test_an_edit_on_a_stale_version_is_refused_and_what_was_typed_stays(demo_page: Page):
    ask(demo_page, "name,age\nAda,36\n\nTurn this into a table")
    wait_until_answered(demo_page)
    second = demo_page.context.new_page()
    second.goto(demo_page.url)
    for page, value in ((demo_page, "Grace"), (second, "Hopper")):
        page.evaluate("document.querySelector('artifact-watch')?.remove()")
        grid(page).get_by_role("gridcell", name="Ada", exact=True).dblclick()
        page.keyboard.press("Control+A")
        page.keyboard.type(value)
    demo_page.keyboard.press("Enter")
    expect(grid(demo_page).get_by_role("gridcell", name="Grace", exact=True)).to_be_visible()
    second.keyboard.press("Enter")
    expect(second.get_by_role("region", name="Artifact").get_by_role("alert")).to_contain_text("changed")
    is_kept = """() => document.body.textContent.includes("Hopper")
        || [...document.querySelectorAll("input, textarea")].some(field => field.value.includes("Hopper"))"""
    second.wait_for_function(is_kept)


def test_a_paste_longer_than_a_message_is_kept_whole_and_refused_with_a_sentence(demo_page: Page):
    data = "name,age\n" + "Ada,36\n" * 5_000
    message = demo_page.get_by_role("textbox", name="Message")
    message.focus()
    demo_page.keyboard.insert_text(data)
    expect(message).to_have_value(data)
    demo_page.get_by_role("button", name="Send").click()
    expect(demo_page.locator("#problem")).to_contain_text("longer than 32,000 characters")
    expect(message).to_have_value(data)
