"""The first pages of a table's PDF, as images."""

from pathlib import Path

from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.preview_images.clip import clip_table
from exports.preview_images.write import with_content, write_preview
from exports.renderers import table_pdf


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the preview."""
    content, part = clip_table(source.content)
    short = with_content(source, content)
    return write_preview(table_pdf.render, short, part, out_path, options, progress, house_style)
