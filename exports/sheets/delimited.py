"""Tables as lines of values with a sign between them: what CSV and its like share.

Text that a spreadsheet program would run as a formula gets an apostrophe in front, counted as a loss.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from artifacts.kinds.table.content import Cell, TableSource
from exports.formats.contract import Figures, Progress, Rendered
from exports.rows.losses import Losses
from exports.sheets.csv_text import safe_cell, to_text

ROWS_PER_CHUNK = 1_000


def write_table(
    table: TableSource, out_path: Path, progress: Progress, *, delimiter: str = ",", encoding: str = "utf-8"
) -> Rendered:
    """Write header and rows, every value in full."""
    losses = Losses()
    with out_path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([safe_cell(column.name, losses) for column in table.columns])
        rows = table.iter_rows()
        done = 0
        while chunk := list(islice(rows, ROWS_PER_CHUNK)):
            writer.writerows(_texts(chunk, losses))
            done += len(chunk)
            progress(done, table.row_count)
    return Rendered({"rows": table.row_count, "columns": len(table.columns)}, losses.seen())


def count_table(path: Path, *, delimiter: str = ",") -> Figures:
    """Count records below the header, and columns, in a finished file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        records, columns = count_records(file, delimiter=delimiter)
    return {"rows": records - 1, "columns": columns}


def count_records(lines: Iterable[str], *, delimiter: str = ",") -> tuple[int, int]:
    """Return how many records there are and how long they are; -1 records when they differ in length."""
    csv.field_size_limit(2**31 - 1)
    count, columns, is_even = 0, 0, True
    for record in csv.reader(lines, delimiter=delimiter):
        columns = columns or len(record)
        is_even = is_even and len(record) == columns
        count += 1
    return (count if is_even else -1), columns


def _texts(rows: Iterable[list[Cell]], losses: Losses) -> Iterator[list[str]]:
    for row in rows:
        yield [safe_cell(v, losses) if isinstance(v, str) else to_text(v) for v in row]
