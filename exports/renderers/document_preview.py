"""The first pages of a document's PDF, as images."""

from dataclasses import replace
from pathlib import Path

from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.preview_images.clip import FirstImages, clip_document
from exports.preview_images.write import with_content, write_preview
from exports.renderers import document_pdf


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the preview."""
    images = FirstImages(source.images)
    content, part = clip_document(source.content.text, images)
    short = replace(with_content(source, content), images=images)
    return write_preview(document_pdf.render, short, part, out_path, options, progress, house_style)
