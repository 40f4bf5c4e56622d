"""A real site and a real Chromium. Every page collects policy violations and script errors; one fails its test."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.fakes.site import Site, running_site

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
SECONDS = 20  # a busy machine with two sites and two browsers takes its time
PAGES = pytest.StashKey[list[Page]]()
WATCH_POLICY = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", event => {
  policyViolations.push(event.violatedDirective + " " + event.blockedURI);
});
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The embedded default with limits out of the way and an assistant that does not dawdle."""
    folder: Path = tmp_path_factory.mktemp("site")
    limits = {"LIMIT_CHAT": "1000/m", "LIMIT_EXPORT": "1000/m", "LIMIT_CREATE": "1000/m", "QUOTA_ARTIFACTS": "10000"}
    with running_site(folder, OFFLINE_TOKENS_PER_SECOND="400", **limits) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Show with a failure what its pages showed."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(PAGES, []):
            with contextlib.suppress(Error):
                shown = page.locator("body").aria_snapshot(timeout=2000)
                report.sections.append((f"Page at {page.url}", shown[:6000]))
    return report


@pytest.fixture
def open_page(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a watched page in a context of its own; what it met is checked at the end."""
    pages = request.node.stash[PAGES] = []
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(path: str = "/", **options: object) -> Page:
        context = browser.new_context(
            base_url=site.base_url, **{"viewport": {"width": 1440, "height": 900}, **options}
        )
        contexts.append(context)
        context.add_init_script(WATCH_POLICY)
        page = context.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.set_default_timeout(SECONDS * 1000)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        for page in context.pages:
            faults.extend(page.evaluate("window.policyViolations || []"))
        context.close()
    assert faults == []


@pytest.fixture
def demo_page(open_page: Callable[..., Page]) -> Page:
    """A page of the demo user, signed in by the one click that the sign-in page offers."""
    return sign_in(open_page())


def sign_in(page: Page, *, is_scripted: bool = True) -> Page:
    """Enter as the demo user; return when scripts are there: before, forms are sent as without them."""
    page.get_by_role("button", name="Continue as demo user").click()
    page.get_by_role("textbox", name="Message").wait_for()
    page.wait_for_load_state()
    if is_scripted:
        page.locator("chat-composer:defined").wait_for()
    return page
