"""Waiting for what a page comes to show or the site to keep, where `expect` has no words for it."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

Read = TypeVar("Read")
SECONDS = 20


def comes_to(page: Page, read: Callable[[], Read], expected: Read) -> None:
    """Return when `read` gives what is expected; fail with the difference when it does not in time."""
    deadline = time.monotonic() + SECONDS
    while (found := read()) != expected and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert found == expected
