"""Document -> one HTML file that needs nothing else: the sanitised text with the house style inside."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from exports.flow.directions import directed
from exports.flow.html_outline import links, with_anchors
from exports.flow.markdown import block_counts
from exports.flow.outline import contents_of
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.images.inline import write_page
from exports.images.losses import count_image_losses, names_images
from exports.images.markup import count_images, render_with_images
from exports.rows.losses import Losses


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the page."""
    text = source.content.text
    entries = contents_of(text, source.images) if options.contents else []
    body = render_with_images(text, source.images)
    page = {
        "title": source.title,
        "language": options.language,
        "style": house_style,
        "contents": links(entries),
        "body": mark_safe(with_anchors(directed(body))),
    }
    write_page(out_path, render_to_string("exports/files/document.html", page), source.images)
    progress(1, 1)
    counts = block_counts(text)
    losses = Losses()
    count_image_losses(text, source.images, losses)
    expected = {"headings": counts["headings"], "tables": counts["tables"]}
    if names_images(text):
        expected["images"] = count_images(body)
    return Rendered(expected | front_figures(options, contents=len(entries)), losses.seen())
