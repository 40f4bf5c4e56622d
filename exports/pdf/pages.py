"""The page engine: HTML to tagged PDF by WeasyPrint, for documents and for tables of a few hundred rows.

It reaches neither network nor files: the only addresses it opens are `data:`. Progress and cancelling go through the
pages that WeasyPrint reports while it lays them out.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from exports.house_style import HouseStyle
from exports.ooxml.word_text import is_rtl
from exports.options import ExportOptions, PageSize
from exports.rendering import Progress

VARIANT = "pdf/ua-1"  # tagged, with title and language
PAPER_NAMES = {PageSize.A4: "A4", PageSize.LETTER: "letter"}
FALLBACK_FONTS = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans CJK SC",
    "Noto Sans Thai",
    "Noto Sans Hebrew",
    "sans-serif",
)
LAYOUT_SHARE = 0.8  # of the time; the rest is drawing
_CHECKBOX = re.compile(r"<input [^>]*>")
_BLOCK = re.compile(r"<(p|li|h[1-6])>((?:[^<]|<(?!/?(?:p|li|ul|ol|h[1-6])\b))*)")
_TAG = re.compile("<[^>]*>")
_RTL = re.compile(r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]")
_PAGE_MESSAGE = "Creating layout - Page"


@dataclass(frozen=True, slots=True)
class PageJob:
    """What is laid out: `body` is safe HTML, `expected_pages` a guess for the bar, `text_size` a CSS length."""

    title: str
    body: SafeString
    is_landscape: bool = False
    expected_pages: int = 1
    text_size: str = "10.5pt"


def write_pages(
    job: PageJob, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> int:
    """Write the PDF; return its number of pages."""
    html = render_to_string(
        "exports/files/pages.html",
        {
            "title": job.title,
            "body": mark_safe(_printable(job.body)),
            "language": options.language,
            "style": house_style,
            "fonts": font_list(house_style),
            "page": f"{PAPER_NAMES[options.page_size]}{' landscape' if job.is_landscape else ''}",
            "text_size": job.text_size,
        },
    )
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False, timeout=3)
    with _reported(progress, job.expected_pages):
        document = HTML(string=html, url_fetcher=fetcher, base_url=None).render(
            pdf_variant=VARIANT, presentational_hints=True
        )
        document.write_pdf(out_path, pdf_variant=VARIANT, presentational_hints=True)
    return len(document.pages)


def font_list(house_style: HouseStyle) -> str:
    """Return the fonts as a CSS list: the house's own first, then one for each script."""
    families = dict.fromkeys((*house_style.fonts[:1], *FALLBACK_FONTS))
    return ", ".join(name if name == "sans-serif" else f'"{name}"' for name in families)


def _printable(body: str) -> str:
    """Return the page's HTML with boxes that paper has no control for, and right-to-left blocks marked as such."""
    body = _CHECKBOX.sub(lambda box: "☑ " if " checked" in box.group() else "☐ ", body)
    return _BLOCK.sub(_directed, body) if _RTL.search(body) else body


def _directed(match: re.Match[str]) -> str:
    tag, text = match.groups()
    return f'<{tag} dir="rtl">{text}' if is_rtl(_TAG.sub("", text)) else match.group()


class _PageReport(logging.Handler):
    """Turns WeasyPrint's messages into progress, which never goes back (pages are laid out more than once)."""

    def __init__(self, progress: Progress, expected_pages: int) -> None:
        super().__init__()
        self._progress = progress
        self._expected = max(expected_pages, 1)
        self._reached = 0

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and record.args and _PAGE_MESSAGE in str(record.msg):
            share = min(int(str(record.args[0])) / self._expected, 1.0)
            self._reached = max(self._reached, round(100 * LAYOUT_SHARE * share))
        self._progress(self._reached, 100)


@contextmanager
def _reported(progress: Progress, expected_pages: int) -> Iterator[None]:
    """Listen to WeasyPrint's progress while it works."""
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
