"""The page engine: HTML to tagged PDF by WeasyPrint, for documents and for tables of a few hundred rows.

It reaches no network, and no files but the images of its job.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from exports.flow.covers import Cover
from exports.flow.directions import directed, is_rtl
from exports.flow.html_outline import Link, with_anchors
from exports.formats.contract import Progress
from exports.formats.images import FindImage, no_images
from exports.formats.options import ExportOptions, Margins, PageSize
from exports.house_style.style import HouseStyle
from exports.pdf.engine import WRITING, lay_out, reported
from exports.pdf.fetcher import OwnImagesFetcher
from exports.pdf.formulas import draw_formulas
from exports.sheets.column_widths import MARGIN_CHANGES_MM, MARGINS_MM

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
_CHECKBOX = re.compile(r"<input [^>]*>")


@dataclass(frozen=True, slots=True)
class PageJob:
    """What is laid out: `body` is safe HTML, `expected_pages` a guess for the bar, `text_size` a CSS length.

    Without `has_numbers` it is a part of a file that is numbered later; then `is_continued` says that the contents
    began in an earlier part.
    """

    title: str
    body: SafeString
    is_landscape: bool = False
    expected_pages: int = 1
    text_size: str = "10.5pt"
    images: FindImage = no_images
    cover: Cover | None = None
    contents: Sequence[Link] = ()
    has_numbers: bool = True
    is_continued: bool = False


def write_pages(
    job: PageJob, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> int:
    """Write the PDF; return its number of pages."""
    html = page_html(job, printable(job.body), options, house_style)
    cache = out_path.with_suffix(".images")
    with reported(progress, job.expected_pages):
        document = lay_out(html, OwnImagesFetcher(job.images), cache)
        document.write_pdf(out_path, **WRITING)
    return len(document.pages)


def page_html(job: PageJob, body: str, options: ExportOptions, house_style: HouseStyle) -> str:
    """Return what is laid out."""
    return render_to_string(
        "exports/files/pages.html",
        {
            "title": job.title,
            "is_rtl": is_rtl(job.title),
            "body": mark_safe(body),
            "cover": job.cover,
            "contents": job.contents,
            "has_numbers": job.has_numbers,
            "is_continued": job.is_continued,
            "language": options.language,
            "style": house_style,
            "fonts": font_list(house_style),
            "page": f"{PAPER_NAMES[options.page_size]}{' landscape' if job.is_landscape else ''}",
            "margins": page_margins(options.margins),
            "text_size": job.text_size,
        },
    )


def page_margins(margins: Margins) -> str:
    """Return the page's margins as CSS."""
    return " ".join(f"{usual + MARGIN_CHANGES_MM[margins]}mm" for usual in MARGINS_MM)


def font_list(house_style: HouseStyle) -> str:
    """Return the fonts as a CSS list: the house's own first, then one for each script."""
    families = dict.fromkeys((*house_style.fonts[:1], *FALLBACK_FONTS))
    return ", ".join(name if name == "sans-serif" else f'"{name}"' for name in families)


def printable(html: str) -> str:
    """Return a text's HTML for paper, which has no controls: signs for boxes, formulas drawn, directions, anchors."""
    html = _CHECKBOX.sub(lambda box: "☑ " if " checked" in box.group() else "☐ ", html)
    return with_anchors(directed(draw_formulas(html)))
