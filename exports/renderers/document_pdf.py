"""Document -> PDF: the same HTML as on the page, on paper."""

from pathlib import Path

from artifacts.markdown import render_markdown
from exports.blocks import Heading, blocks
from exports.house_style import HouseStyle
from exports.layout import is_landscape
from exports.markdown import image_count
from exports.options import ExportOptions
from exports.pdf.fonts import missing_characters
from exports.pdf.pages import PageJob, write_pages
from exports.readers.pdf import document_texts
from exports.rendering import IMAGES_LEFT_OUT, MISSING_GLYPHS, Losses, Progress, Rendered, Source

CHARACTERS_PER_PAGE = 2_800


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the document."""
    text: str = source.content.text
    job = PageJob(
        title=source.title,
        body=render_markdown(text),
        is_landscape=is_landscape(options.orientation),
        expected_pages=len(text) // CHARACTERS_PER_PAGE + 1,
    )
    pages = write_pages(job, out_path, options, progress, house_style)
    losses = Losses()
    losses[IMAGES_LEFT_OUT] = image_count(text)
    losses[MISSING_GLYPHS] = len(missing_characters(text))
    expected = {"pages": pages, "headings": _outlined(text), "texts": sum(1 for _ in document_texts(text))}
    return Rendered(expected, losses.seen())


def _outlined(text: str) -> int:
    """Return how many headings have words: empty ones are not in the outline."""
    return sum(
        1
        for block in blocks(text)
        if isinstance(block.content, Heading) and "".join(run.text for run in block.content.runs).strip()
    )
