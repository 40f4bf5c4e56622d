"""How WeasyPrint is called: the same for a file of one piece and for the parts of a long one.

Progress and cancelling go through the pages that WeasyPrint reports while it lays them out.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from weasyprint import HTML
from weasyprint.urls import URLFetcher

from exports.pdf import actual_text

VARIANT = "pdf/ua-1"  # tagged, with title and language
WRITING: dict[str, object] = {"pdf_variant": VARIANT, "presentational_hints": True}
LAYOUT_SHARE = 0.8  # of the time; the rest is drawing
_PAGE_MESSAGE = "Creating layout - Page"

Report = Callable[[int, int], None]


def lay_out(html: str, fetcher: URLFetcher, cache: Path) -> Any:
    """Return WeasyPrint's document; decoded images wait in the folder `cache` until they are written."""
    actual_text.install()
    return HTML(string=html, url_fetcher=fetcher, base_url=None).render(cache=cache, **WRITING)


@contextmanager
def reported(progress: Report, expected_pages: int) -> Iterator[None]:
    """Listen to WeasyPrint's progress while it works; an exception of `progress` ends the work."""
    logger = logging.getLogger("weasyprint.progress")
    report = _PageReport(progress, expected_pages)
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(report)
    try:
        yield
    finally:
        logger.removeHandler(report)
        logger.setLevel(level)


class _PageReport(logging.Handler):
    """Turns WeasyPrint's messages into progress, which never goes back (pages are laid out more than once)."""

    def __init__(self, progress: Report, expected_pages: int) -> None:
        super().__init__()
        self._progress = progress
        self._expected = max(expected_pages, 1)
        self._reached = 0

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and record.args and _PAGE_MESSAGE in str(record.msg):
            share = min(int(str(record.args[0])) / self._expected, 1.0)
            self._reached = max(self._reached, round(100 * LAYOUT_SHARE * share))
        self._progress(self._reached, 100)
