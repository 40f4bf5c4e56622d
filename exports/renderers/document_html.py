"""Document -> one HTML file that needs nothing else: the sanitised text with the house style inside."""

from pathlib import Path

from django.template.loader import render_to_string

from artifacts.markdown import render_markdown
from exports.house_style import HouseStyle
from exports.markdown import block_counts
from exports.options import ExportOptions
from exports.rendering import Progress, Rendered, Source


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the page."""
    text = source.content.text
    page = {"title": source.title, "language": options.language, "style": house_style, "body": render_markdown(text)}
    out_path.write_text(render_to_string("exports/files/document.html", page), encoding="utf-8", errors="replace")
    progress(1, 1)
    counts = block_counts(text)
    return Rendered({"headings": counts["headings"], "tables": counts["tables"]})
