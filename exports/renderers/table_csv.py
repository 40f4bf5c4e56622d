"""Table -> CSV: UTF-8, every value in full, nothing that a spreadsheet program would run as a formula."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from artifacts.kinds.table.content import Cell, TableSource
from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.rows.losses import Losses
from exports.sheets.csv_text import safe_cell, to_text

ROWS_PER_CHUNK = 1_000


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write header and rows; text that looks like a formula gets an apostrophe in front, counted as a loss."""
    table: TableSource = source.content
    losses = Losses()
    encoding = "utf-8-sig" if options.byte_order_mark else "utf-8"
    with out_path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([safe_cell(column.name, losses) for column in table.columns])
        rows = table.iter_rows()
        done = 0
        while chunk := list(islice(rows, ROWS_PER_CHUNK)):
            writer.writerows(_texts(chunk, losses))
            done += len(chunk)
            progress(done, table.row_count)
    return Rendered({"rows": table.row_count, "columns": len(table.columns)}, losses.seen())


def _texts(rows: Iterable[list[Cell]], losses: Losses) -> Iterator[list[str]]:
    for row in rows:
        yield [safe_cell(v, losses) if isinstance(v, str) else to_text(v) for v in row]
