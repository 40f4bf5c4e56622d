"""Document -> DOCX: the Markdown as Word text with named styles."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from exports.flow.blocks import Block, Heading, Table, blocks
from exports.flow.covers import cover_of
from exports.flow.outline import contents_of
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.images.losses import count_image_losses, names_images
from exports.ooxml.word_blocks import WordBlocks
from exports.ooxml.word_front import write_contents, write_cover
from exports.ooxml.word_package import write_document
from exports.ooxml.word_template import word_template
from exports.rows.errors import ContentTooLarge
from exports.rows.limits import WORD_MAX_COLUMNS
from exports.rows.losses import Losses
from exports.sheets.column_widths import is_landscape


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the document; raise ContentTooLarge for a table beyond the format's columns."""
    text: str = source.content.text
    losses = Losses()
    count_image_losses(text, source.images, losses)
    turned = is_landscape(options.orientation)
    template = word_template(house_style, options, turned)
    writer = WordBlocks(template.text_width, template.text_height, losses)
    counts: Counter[str] = Counter()
    cover = cover_of(source, options, house_style)
    entries = contents_of(text, source.images) if options.contents else []
    body = chain(
        write_cover(cover, losses) if cover else (),
        write_contents(entries, losses),
        writer.write(_counted(blocks(text, source.images), counts, progress)),
    )
    write_document(out_path, template, source.title, body, writer.extras, losses)
    expected = {name: counts[name] for name in ("headings", "tables", "table_rows")}
    if names_images(text):
        expected["images"] = writer.picture_count
    expected |= front_figures(options, contents=len(entries))
    return Rendered({**expected, "footnotes": len(writer.extras.footnotes)}, losses.seen())


def _counted(found: Iterator[Block], counts: Counter[str], progress: Progress) -> Iterator[Block]:
    """Pass blocks on and count what a reader must find; footnotes stand in a part of their own."""
    for number, block in enumerate(found):
        if not block.place.note:
            match block.content:
                case Heading():
                    counts["headings"] += 1
                case Table(rows=rows):
                    if len(rows[0]) > WORD_MAX_COLUMNS:
                        raise ContentTooLarge
                    counts["tables"] += 1
                    counts["table_rows"] += len(rows)
        if number % 200 == 0:
            progress(number, number + 200)
        yield block
