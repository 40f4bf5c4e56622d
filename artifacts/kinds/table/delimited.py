"""Delimited text (CSV, TSV, semicolons, bare pipes): finding the delimiter and the header."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

_csv_limit = 2**31 - 1
DELIMITERS = ("\t", ",", ";", "|")
SAMPLE_LINES = 50
CONSISTENT = 0.8  # of the sampled rows have as many cells as most have


def read_delimited(text: str) -> list[list[str]] | None:
    """Return the rows of delimited text with at least two rows and two columns, else None."""
    delimiter = find_delimiter(text)
    if delimiter is None:
        return None
    rows = [[cell.strip() for cell in row] for row in _reader(text, delimiter) if any(cell.strip() for cell in row)]
    return _without_outer_pipes(rows) if delimiter == "|" else rows


def find_delimiter(text: str) -> str | None:
    """Return the delimiter that cuts the first lines into the most equal rows."""
    best: tuple[float, int, str] | None = None
    for delimiter in DELIMITERS:
        score = _score(sample_rows(text, delimiter))
        if score is not None and (best is None or score > best[:2]):
            best = (*score, delimiter)
    return best[2] if best else None


def is_delimited_by(text: str, delimiter: str) -> bool:
    """Say whether the delimiter cuts most of the first lines into equally many cells, at least two."""
    return _score(sample_rows(text, delimiter)) is not None


def sample_rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows that hold anything, as the delimiter cuts them."""
    filled = (row for row in _reader(text, delimiter) if any(cell.strip() for cell in row))
    return list(islice(filled, SAMPLE_LINES))


def has_header(rows: list[list[str]]) -> bool:
    """Say whether the first row names the columns: none of its cells is a number."""
    return not any(len(cell) < 40 and re.fullmatch(r"[-+$€£]?[\d.,]*\d[\d.,]*%?", cell) for cell in rows[0])


def _score(rows: list[list[str]]) -> tuple[float, int] | None:
    """Return which share of the rows has the usual width, and that width; None if they are no grid."""
    if len(rows) < 2:
        return None
    width, count = Counter(map(len, rows)).most_common(1)[0]
    share = count / len(rows)
    return (share, width) if width >= 2 and share >= CONSISTENT else None


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_csv_limit)
    return csv.reader(text.splitlines(keepends=True), delimiter=delimiter, skipinitialspace=True)


def _without_outer_pipes(rows: list[list[str]]) -> list[list[str]]:
    if all(len(row) > 2 and not row[0] and not row[-1] for row in rows):
        return [row[1:-1] for row in rows]
    return rows
