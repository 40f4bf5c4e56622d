"""The main job as a person does it: ask, watch the table grow, edit, export, open the files."""

from pathlib import Path

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from tests.browser.axe import violations
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser

REQUEST = "Make a table of five teas with columns name, origin, price"
CSV = "name,age\nAda,36\nLin,41\n\nTurn this into a table"


def ask(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.get_by_role("button", name="Send").click()


def grid(page: Page):
    """Return the grid of the pane, once it answers to keys and clicks, or while it grows."""
    pane = page.get_by_role("region", name="Artifact")
    return pane.locator("data-grid:defined, [data-growing]").get_by_role("grid")


def wait_until_answered(page: Page) -> None:
    """Return when what was asked is taken, answered, and shown in the pane as it is kept."""
    expect(page.get_by_role("textbox", name="Message")).to_have_value("")
    expect(page.locator("article[aria-busy], [data-growing], data-grid:not(:defined)")).to_have_count(0)
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    expect(page.get_by_role("button", name="Send")).to_be_visible()


def export(page: Page, item: str, folder: Path) -> Path:
    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem", name=item).click()
    made = page.locator(".export", has_text=item)  # the file that was asked for before stays until this one is begun
    with page.expect_download(timeout=60_000) as download:
        made.get_by_role("link", name="Download").click(timeout=60_000)
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def look_away(page: Page, *, is_hidden: bool) -> None:
    """Tell the page what a browser tells it when its tab goes behind another."""
    page.evaluate(
        "hidden => Object.defineProperty(document, 'hidden', {value: hidden, configurable: true})", is_hidden
    )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def edit_cell(page: Page, text: str, new_text: str) -> None:
    """Types over a cell and waits until the server has kept it: the pane names a newer version."""
    newest = page.locator("[data-version-label]")
    before = newest.inner_text()
    cell = grid(page).get_by_role("gridcell", name=text, exact=True)
    cell.dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type(new_text)
    page.keyboard.press("Enter")
    expect(grid(page).get_by_role("gridcell", name=new_text, exact=True)).to_be_visible()
    expect(newest).not_to_have_text(before)


def pdf_text(path: Path) -> str:
    document = PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_main_job_by_mouse(demo_page: Page, tmp_path: Path):
    ask(demo_page, CSV)
    expect(grid(demo_page).get_by_role("columnheader", name="name")).to_be_visible()
    wait_until_answered(demo_page)
    edit_cell(demo_page, "Lin", "Linus")

    book = openpyxl.load_workbook(export(demo_page, "Excel (.xlsx)", tmp_path))
    demo_page.get_by_role("button", name="4 stars of 5").click()
    expect(demo_page.get_by_role("group", name="Thank you.").get_by_role("button", pressed=True)).to_have_count(1)
    assert [list(row) for row in book.active.iter_rows(values_only=True)] == [
        ["name", "age"],
        ["Ada", 36],
        ["Linus", 41],
    ]

    title = demo_page.title()
    look_away(demo_page, is_hidden=True)
    table = Document(export(demo_page, "Word (.docx)", tmp_path)).tables[0]
    expect(demo_page).to_have_title(f"(File ready) {title}")
    look_away(demo_page, is_hidden=False)
    expect(demo_page).to_have_title(title)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["name", "age"],
        ["Ada", "36"],
        ["Linus", "41"],
    ]

    text = pdf_text(export(demo_page, "PDF (.pdf)", tmp_path))
    assert all(word in text for word in ("name", "age", "Ada", "36", "Linus", "41"))


def test_table_request_grows_five_rows_beside_the_chat(demo_page: Page):
    ask(demo_page, REQUEST)
    wait_until_answered(demo_page)
    for name in ("name", "origin", "price"):
        expect(grid(demo_page).get_by_role("columnheader", name=name)).to_be_visible()
    expect(grid(demo_page)).to_have_attribute("aria-rowcount", "6")


def test_main_job_by_keyboard_alone(demo_page: Page, tmp_path: Path):
    page = demo_page
    focus_by_tab(page, "textbox", "Message")
    page.keyboard.type("name,age")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Ada,36")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Turn this into a table")
    page.keyboard.press("Enter")
    wait_until_answered(page)
    expect(grid(page).get_by_role("gridcell", name="Ada", exact=True)).to_be_visible()
    for _ in range(60):
        if page.evaluate("document.activeElement.closest('[role=grid]') !== null"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type("Grace")
    page.keyboard.press("Enter")
    expect(grid(page).get_by_role("gridcell", name="Grace", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    focus_by_tab(page, "button", "Export", backwards=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Download").first
    expect(link).to_be_visible(timeout=60_000)
    link.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "book.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "book.xlsx").active.iter_rows(values_only=True))
    assert rows == [("name", "age"), ("Grace", 36)]


def focus_by_tab(page: Page, role: str, name: str, *, backwards: bool = False) -> None:
    """Press Tab until the named control has the focus; fail when the page has no way to it."""
    wanted = page.get_by_role(role, name=name).first
    for _ in range(120):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"{role} {name} is out of the keyboard's reach")


def test_a_column_is_proposed_seen_and_accepted_by_keyboard(demo_page: Page):
    page = demo_page
    ask(page, CSV)
    expect(grid(page).get_by_role("gridcell", name="Ada", exact=True)).to_be_visible()
    wait_until_answered(page)
    ask(page, "Add a column Notes")
    changes = page.get_by_role("group", name="Proposed changes")
    expect(changes.get_by_role("columnheader", name="Notes")).to_be_visible()
    wait_until_answered(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(page) == []
    page.get_by_role("link", name="Show without it").click()
    expect(grid(page).get_by_role("gridcell", name="Ada", exact=True)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Show the proposal").click()
    expect(changes.get_by_role("columnheader", name="Notes")).to_be_visible()
    focus_by_tab(page, "button", "Next change")
    page.keyboard.press("Enter")
    expect(changes.get_by_role("columnheader", name="Notes")).to_be_focused()
    focus_by_tab(page, "button", "Accept", backwards=True)
    page.keyboard.press("Enter")
    expect(grid(page).get_by_role("columnheader", name="Notes")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("version 2")
    expect(page.get_by_role("region", name="Artifact").locator("[data-version-label]")).to_have_text("v2")


def test_a_proposal_is_decided_without_javascript(open_page):
    page = sign_in(open_page(java_script_enabled=False), is_scripted=False)
    ask(page, CSV)
    ask(page, "Add a column Notes")
    changes = page.get_by_role("group", name="Proposed changes")
    expect(changes.get_by_role("columnheader", name="Notes")).to_be_visible()
    changes.get_by_role("button", name="Accept").click()
    kept = page.get_by_role("region", name="Artifact").get_by_role("grid")
    expect(kept.get_by_role("columnheader", name="Notes")).to_be_visible()
