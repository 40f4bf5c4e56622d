"""Table -> CSV: UTF-8, every value in full, nothing that a spreadsheet program would run as a formula."""

from pathlib import Path

from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.sheets.delimited import write_table


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write header and rows; with a mark of the byte order for old spreadsheet programs."""
    encoding = "utf-8-sig" if options.byte_order_mark else "utf-8"
    return write_table(source.content, out_path, progress, encoding=encoding)
