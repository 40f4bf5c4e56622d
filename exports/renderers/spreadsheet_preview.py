"""The first pages of a spreadsheet's PDF, as images."""

from pathlib import Path

from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.preview_images.clip import clip_workbook
from exports.preview_images.write import with_content, write_preview
from exports.renderers import spreadsheet_pdf


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the preview."""
    content, part = clip_workbook(source.content)
    short = with_content(source, content)
    return write_preview(spreadsheet_pdf.render, short, part, out_path, options, progress, house_style)
