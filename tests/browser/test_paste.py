"""A paste that is too long for a message: imported beside what is being written, or kept as text when refused."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import sign_in
from tests.browser.test_main_job import grid

pytestmark = pytest.mark.browser

ROWS = "name\tage\n" + "".join(f"Ada{number}\t{number}\n" for number in range(1, 5_001))
LETTER = "Dear all,\n\n" + "the meeting is on Monday; " * 1_500
IMPORTED = "The pasted text was long: it was imported as a table with 5,000 rows."
PASTE = """(field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const isDefault = field.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
    );
    if (isDefault) document.execCommand("insertText", false, text);
}"""


def message(page: Page):
    return page.get_by_role("textbox", name="Message")


def paste(page: Page, text: str) -> None:
    """Paste into the composer as a browser does: what no script takes is inserted."""
    message(page).focus()
    message(page).evaluate(PASTE, text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_long_paste_is_imported_and_what_was_typed_stays(open_page: Callable[..., Page], scheme: str):
    page = sign_in(open_page(color_scheme=scheme))
    message(page).press_sequentially("How old are they?")
    paste(page, ROWS)
    expect(grid(page).get_by_role("gridcell", name="Ada1", exact=True)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text=IMPORTED)).to_be_visible()
    expect(message(page)).to_have_value("How old are they?")
    expect(message(page)).to_be_focused()
    assert violations(page) == []
    page.wait_for_url("**/c/*/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_role("article").first).to_contain_text("How old are they?")
    expect(page.get_by_text(IMPORTED)).to_have_count(0)
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    page.reload()
    expect(page.get_by_role("log").get_by_role("article").first).to_contain_text("How old are they?")
    expect(grid(page).get_by_role("gridcell", name="Ada1", exact=True)).to_be_visible()


def test_on_a_phone_the_composer_stays_in_view(open_page: Callable[..., Page]):
    page = sign_in(open_page(viewport={"width": 390, "height": 844}))
    message(page).press_sequentially("How old are they?")
    paste(page, ROWS)
    expect(page.get_by_role("status").filter(has_text=IMPORTED)).to_be_visible()
    expect(message(page)).to_have_value("How old are they?")
    expect(message(page)).to_be_in_viewport()
    page.get_by_role("group", name="Shown part").get_by_role("button", name="Artifact").click()
    expect(grid(page).get_by_role("gridcell", name="Ada1", exact=True)).to_be_visible()


def test_a_refused_paste_becomes_text_of_the_message(demo_page: Page):
    text = "x" * (5 * 1024 * 1024 + 1)
    message(demo_page).press_sequentially("Look: ")
    paste(demo_page, text)
    expect(demo_page.locator("#problem")).to_contain_text("A document may have 5,242,880 bytes")
    demo_page.wait_for_function(
        "length => document.getElementById('message').value.length === length", arg=len(text) + 6
    )
    expect(demo_page.locator("[data-paste-news]")).to_be_empty()
    expect(demo_page.get_by_role("button", name="Send")).to_be_enabled()


def test_a_paste_that_fits_is_text_of_the_message(demo_page: Page):
    message(demo_page).press_sequentially("Sort this: ")
    paste(demo_page, ROWS[:20_000])
    expect(message(demo_page)).to_have_value("Sort this: " + ROWS[:20_000])
    expect(demo_page.locator("[data-paste-news]")).to_be_empty()


def test_without_scripts_a_refused_message_is_imported_by_a_button(open_page: Callable[..., Page]):
    page = sign_in(open_page(java_script_enabled=False), is_scripted=False)
    message(page).fill(LETTER)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading")).to_contain_text("longer than 32,000 characters")
    expect(page.get_by_label("Your text")).to_have_value(LETTER)
    page.get_by_role("button", name="Import this text").click()
    expect(page.get_by_role("region", name="Artifact")).to_contain_text("the meeting is on Monday")


DROP = """(field, [name, text]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    for (const type of ["dragover", "drop"]) {
        field.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
}"""


def test_a_file_dropped_on_the_composer_is_imported_or_refused_with_a_sentence(demo_page: Page):
    message(demo_page).press_sequentially("How old are they?")
    message(demo_page).evaluate(DROP, ["picture.png", "\u0089PNG"])
    expect(demo_page.locator("#problem")).to_contain_text("This file cannot be imported.")
    message(demo_page).evaluate(DROP, ["people.csv", "name,age\nAda,36\n"])
    expect(grid(demo_page).get_by_role("gridcell", name="Ada", exact=True)).to_be_visible()
    expect(demo_page.get_by_role("status").filter(has_text="Imported: people.csv")).to_be_visible()
    expect(message(demo_page)).to_have_value("How old are they?")
