"""Table -> JSON: columns with their types and rows of plain values, one row a line."""

import json
from itertools import islice
from pathlib import Path

from artifacts.kinds.table.content import Column, TableSource
from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle

ROWS_PER_CHUNK = 1_000


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write one object: title, columns, rows."""
    table: TableSource = source.content
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
    with out_path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write(f'{{"title":{encode(source.title)},\n"columns":{encode([_column(c) for c in table.columns])},\n')
        file.write('"rows":[')
        rows = table.iter_rows()
        done = 0
        while chunk := list(islice(rows, ROWS_PER_CHUNK)):
            file.write((",\n" if done else "\n") + ",\n".join(map(encode, chunk)))
            done += len(chunk)
            progress(done, table.row_count)
        file.write("\n]}\n")
    return Rendered({"rows": table.row_count, "columns": len(table.columns)})


def _column(column: Column) -> dict[str, str]:
    facts = {"key": column.key, "name": column.name, "type": column.type.value}
    return {**facts, "currency": column.currency} if column.currency else facts
