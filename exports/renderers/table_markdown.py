"""Table -> Markdown: a GFM table that reads back as the same cells."""

import re
from itertools import islice
from pathlib import Path

from artifacts.kinds.table.content import Align, Cell, Column, TableSource
from exports.flow.plain_text import clean
from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.cell_text import alignment, cell_formatter

ROWS_PER_CHUNK = 1_000

_RULES = {Align.LEFT: "---", Align.CENTER: ":-:", Align.RIGHT: "--:"}
_SIGNS = re.compile(
    r"""
    ([`*<|~]|(?<!\w)_|_(?!\w)|&(?=\#?\w+;))
    | \\(?=[!-/:-@\[-`{-~]|[ ]?$) | \[ | ^[ ] | [ ]$  # by their numbers: an escaped bracket would begin math
    """,
    re.VERBOSE | re.MULTILINE,
)


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the title as a heading and the table below it."""
    table: TableSource = source.content
    losses = Losses()
    rows = table.iter_rows()
    chunk = list(islice(rows, ROWS_PER_CHUNK))
    formats = [cell_formatter(column, [row[n] for row in chunk]) for n, column in enumerate(table.columns)]
    done = 0
    with out_path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"# {_cell(source.title, losses)}\n\n{_header(table.columns, losses)}")
        while chunk:
            file.writelines(_line([f(v) for f, v in zip(formats, row, strict=True)], losses) for row in chunk)
            done += len(chunk)
            progress(done, table.row_count)
            chunk = list(islice(rows, ROWS_PER_CHUNK))
    return Rendered({"rows": table.row_count, "columns": len(table.columns)}, losses.seen())


def _header(columns: tuple[Column, ...], losses: Losses) -> str:
    rules = " | ".join(_RULES[alignment(column)] for column in columns)
    return f"{_line([column.name for column in columns], losses)}| {rules} |\n"


def _line(texts: list[str], losses: Losses) -> str:
    return f"| {' | '.join(_cell(text, losses) for text in texts)} |\n"


def _cell(text: Cell, losses: Losses) -> str:
    plain = clean(str(text), losses).strip("\t\r\n")
    escaped = _SIGNS.sub(lambda sign: f"\\{sign[1]}" if sign[1] else f"&#{ord(sign[0])};", plain)
    if "\n" in escaped:
        losses[ExportLoss.LINE_BREAKS] += 1
        escaped = escaped.replace("\n", "<br>")
    return escaped
