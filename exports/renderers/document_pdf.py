"""Document -> PDF: the same HTML as on the page, on paper."""

from pathlib import Path

from django.utils.safestring import mark_safe

from exports.flow.blocks import Heading, blocks
from exports.flow.covers import cover_of
from exports.flow.html_outline import links
from exports.flow.outline import contents_of
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.images import FindImage
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.images.losses import count_image_losses, names_images
from exports.images.markup import count_images, render_with_images
from exports.pdf.fonts import missing_characters
from exports.pdf.html_tables import with_columns
from exports.pdf.long.write import write_long_pages
from exports.pdf.pages import PageJob, write_pages
from exports.readers.pdf import document_texts
from exports.rows.limits import LONG_CHARACTERS
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.column_widths import capacity, is_landscape

CHARACTERS_PER_PAGE = 2_800


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the document."""
    text: str = source.content.text
    is_turned = is_landscape(options.orientation)
    room = capacity(is_landscape=is_turned, margins=options.margins, page_size=options.page_size)
    body = mark_safe(with_columns(render_with_images(text, source.images), room))
    images = {"images": count_images(body)} if names_images(text) else {}
    entries = contents_of(text, source.images) if options.contents else []
    job = PageJob(
        title=source.title,
        body=body,
        is_landscape=is_turned,
        expected_pages=len(text) // CHARACTERS_PER_PAGE + 1 + sum(images.values()),
        images=source.images,
        cover=cover_of(source, options, house_style),
        contents=links(entries),
    )
    write = write_long_pages if len(text) > LONG_CHARACTERS else write_pages
    pages = write(job, out_path, options, progress, house_style)
    losses = Losses()
    count_image_losses(text, source.images, losses)
    losses[ExportLoss.MISSING_GLYPHS] = len(missing_characters(text, house_style.fonts))
    texts = sum(1 for _ in document_texts(text, source.images))
    expected = {"pages": pages, "headings": _outlined(text, source.images), "texts": texts, **images}
    expected |= front_figures(options, contents=len(entries))
    return Rendered(expected, losses.seen())


def _outlined(text: str, images: FindImage) -> int:
    """Return how many headings have words: empty ones are not in the outline."""
    return sum(
        1
        for block in blocks(text, images)
        if isinstance(block.content, Heading) and any(run.text.strip() for run in block.content.runs if not run.image)
    )
