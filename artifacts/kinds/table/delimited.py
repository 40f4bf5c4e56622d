"""Delimited text (CSV, TSV, semicolons, bare pipes): finding the delimiter and the header."""

import csv
import re
from collections import Counter
from collections.abc import Iterator

_csv_limit = 2**31 - 1
DELIMITERS = ("\t", ",", ";", "|")
SAMPLE_LINES = 50
CONSISTENT = 0.8  # of the sampled rows have as many cells as most have


def read_delimited(text: str) -> list[list[str]] | None:
    """Return the rows of delimited text with at least two rows and two columns, else None."""
    csv.field_size_limit(_csv_limit)
    delimiter = find_delimiter(text)
    if delimiter is None:
        return None
    rows = [[cell.strip() for cell in row] for row in _reader(text, delimiter) if any(cell.strip() for cell in row)]
    return _without_outer_pipes(rows) if delimiter == "|" else rows


def find_delimiter(text: str) -> str | None:
    """Return the delimiter that cuts the first lines into the most equal rows."""
    best: tuple[float, int, str] | None = None
    for delimiter in DELIMITERS:
        widths = _sample_widths(text, delimiter)
        if len(widths) < 2:
            continue
        width, count = Counter(widths).most_common(1)[0]
        score = (count / len(widths), width, delimiter)
        if width >= 2 and score[0] >= CONSISTENT and (best is None or score[:2] > best[:2]):
            best = score
    return best[2] if best else None


def has_header(rows: list[list[str]]) -> bool:
    """Say whether the first row names the columns: none of its cells is a number."""
    return not any(len(cell) < 40 and re.fullmatch(r"[-+$€£]?[\d.,]*\d[\d.,]*%?", cell) for cell in rows[0])


def _sample_widths(text: str, delimiter: str) -> list[int]:
    widths: list[int] = []
    for row in _reader(text, delimiter):
        if any(cell.strip() for cell in row):
            widths.append(len(row))
        if len(widths) == SAMPLE_LINES:
            break
    return widths


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)


def _without_outer_pipes(rows: list[list[str]]) -> list[list[str]]:
    if all(len(row) > 2 and not row[0] and not row[-1] for row in rows):
        return [row[1:-1] for row in rows]
    return rows
