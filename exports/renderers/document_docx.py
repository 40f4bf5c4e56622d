"""Document -> DOCX: the Markdown as Word text with named styles."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from exports.blocks import Block, Heading, Table, blocks
from exports.house_style import HouseStyle
from exports.layout import is_landscape
from exports.markdown import image_count
from exports.ooxml.word_blocks import WordBlocks
from exports.ooxml.word_package import write_document
from exports.ooxml.word_template import word_template
from exports.options import ExportOptions
from exports.rendering import IMAGES_LEFT_OUT, Losses, Progress, Rendered, Source


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the document; images are left out, their descriptions stay."""
    text: str = source.content.text
    losses = Losses()
    losses[IMAGES_LEFT_OUT] = image_count(text)
    turned = is_landscape(options.orientation)
    template = word_template(house_style, options.page_size, turned, options.language)
    writer = WordBlocks(template.text_width, losses)
    counts: Counter[str] = Counter()
    body = writer.write(_counted(blocks(text), counts, progress))
    write_document(out_path, template, source.title, body, writer.extras, losses)
    expected = {name: counts[name] for name in ("headings", "tables", "table_rows")}
    return Rendered({**expected, "footnotes": len(writer.extras.footnotes)}, losses.seen())


def _counted(found: Iterator[Block], counts: Counter[str], progress: Progress) -> Iterator[Block]:
    """Pass blocks on and count what a reader must find; footnotes stand in a part of their own."""
    for number, block in enumerate(found):
        if not block.place.note:
            match block.content:
                case Heading():
                    counts["headings"] += 1
                case Table(rows=rows):
                    counts["tables"] += 1
                    counts["table_rows"] += len(rows)
        if number % 200 == 0:
            progress(number, number + 200)
        yield block
