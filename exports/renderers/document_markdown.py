"""Document -> Markdown: the text itself."""

from pathlib import Path

from exports.house_style import HouseStyle
from exports.markdown import heading_count
from exports.options import ExportOptions
from exports.rendering import Progress, Rendered, Source


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the text with one line end at its end."""
    text = f"{source.content.text.rstrip()}\n"
    data = text.encode("utf-8", errors="replace")
    out_path.write_bytes(data)
    progress(1, 1)
    return Rendered({"headings": heading_count(text), "bytes": len(data)})
