"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


def violations(page: Page) -> list[str]:
    """Return each broken rule of WCAG 2.1 A and AA with the first element that breaks it."""
    # Half-way colours are no state; what is broken off has ended, too.
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
    report = Axe().run(page, options=RULES).response
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in report["violations"]]
