"""PDF -> preview: the first pages as images, with the text that stands on them."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2

from exports.formats.contract import Progress, Rendered, Renderer, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.preview_images.file import Line, Page, Pages, PagesWriter, Part
from exports.rows.limits import PREVIEW_PAGES

SCALE = 2 * 96 / 72 * 2 / 3  # two thirds of double resolution: sharp on usual screens, enough on dense ones
WEBP = {"format": "WEBP", "quality": 82, "method": 1}  # method 1: a third of the default's time, 10 % larger
_PDF_SHARE = 60  # percent of the bar


def write_preview(
    render: Renderer,
    source: Source,
    part: Part | None,
    out_path: Path,
    options: ExportOptions,
    progress: Progress,
    house_style: HouseStyle,
) -> Rendered:
    """Make the PDF with the exports' own renderer, then its first pages' images and text."""

    def half(done: int, total: int) -> None:
        progress(_PDF_SHARE * min(done, total), 100 * max(total, 1))

    pdf = out_path.with_suffix(".pdf")
    rendered = render(source, pdf, options, half, house_style)
    writer = PagesWriter(out_path)
    pages: list[Page] = []
    with pypdfium2.PdfDocument(pdf) as document:
        shown = min(len(document), PREVIEW_PAGES)
        for number in range(shown):
            page = document[number]
            writer.add(_image(page))
            pages.append(_page(page))
            page.close()
            progress(_PDF_SHARE + (100 - _PDF_SHARE) * (number + 1) // shown, 100)
        writer.close(Pages(pages, len(document), part))
    pdf.unlink()
    return Rendered({"pages": shown}, rendered.losses)


def with_content(source: Source, content: Any) -> Source:
    """Return the source with another content."""
    return replace(source, content=content)


def _image(page: pypdfium2.PdfPage) -> bytes:
    buffer = io.BytesIO()
    page.render(scale=SCALE).to_pil().save(buffer, **WEBP)
    return buffer.getvalue()


def _page(page: pypdfium2.PdfPage) -> Page:
    """Return the page's size and the pieces of text on it, each on one line of one font."""
    width, height = page.get_size()
    text = page.get_textpage()
    lines: list[Line] = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = " ".join(text.get_text_bounded(left, bottom, right, top).split())
        if words:
            place = (left, height - top, right - left, top - bottom)
            lines.append(Line(words, *(round(points, 1) for points in place)))
    text.close()
    return Page(round(width, 1), round(height, 1), lines)
