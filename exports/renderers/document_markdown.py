"""Document -> Markdown: the text itself, on demand with a list of its headings before it.

Images of its owner, which no other program could find, are their words and a note.
"""

from pathlib import Path

from exports.flow.markdown import heading_count
from exports.flow.markdown_contents import markdown_contents
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.images.words import without_images
from exports.rows.losses import ExportLoss, Losses


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the text with one line end at its end."""
    losses = Losses()
    written, losses[ExportLoss.IMAGES_LEFT_OUT] = without_images(source.content.text)
    contents, entries = markdown_contents(written) if options.contents else ("", 0)
    text = f"{contents}{written.rstrip()}\n"
    data = text.encode("utf-8", errors="replace")
    out_path.write_bytes(data)
    progress(1, 1)
    expected = {"headings": heading_count(text), "bytes": len(data)} | front_figures(options, contents=entries)
    return Rendered(expected, losses.seen())
