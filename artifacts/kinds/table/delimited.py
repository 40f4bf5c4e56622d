"""Delimited text (CSV, TSV, semicolons, bare pipes) as a grid: its header, its rows, what stood around them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from artifacts.kinds.table.dialects import DELIMITERS, Dialect, find_delimiter, without_sep_line
from artifacts.kinds.table.headers import SAMPLE_ROWS, has_header, is_doubtful
from artifacts.rows.errors import require_within
from artifacts.rows.limits import TABLE_CELLS
from artifacts.rows.losses import Loss

TITLE_LINES = 20
PADDED = 0.3  # of the sampled cells end with a blank: a file of columns that were padded
END_OF_FILE = "\x1a"  # what old programs write last


@dataclass(slots=True)
class DelimitedGrid:
    """The cells of a delimited text; `title` are the lines above its header, `counts` what else was left out."""

    header: list[str]
    rows: list[list[str]]
    has_header: bool
    delimiter: str
    title: list[str] = field(default_factory=list)
    counts: dict[Loss, int] = field(default_factory=dict)

    @property
    def all_rows(self) -> list[list[str]]:
        """The rows with the header, as a sheet has them."""
        return [self.header, *self.rows] if self.has_header else self.rows


def read_grid(text: str, dialect: Dialect, *, header: bool | None = None) -> DelimitedGrid:
    """Return the grid of a text; `header` says whether its first row names the columns, None that it is found out.

    Raise OverLimit before a text of too many cells is held whole.
    """
    rows, empty = _filled(dialect.rows(text.removesuffix(END_OF_FILE)))
    if dialect.delimiter == "|":
        rows = _without_outer_pipes(rows)
    title = _title(rows) if header is not False else []
    rows = rows[len(title) :]
    rows, dropped = _without_trailing(rows)
    rows, trimmed = _without_padding(rows)
    counts = {Loss.EMPTY_ROWS: empty, Loss.EMPTY_COLUMNS: dropped, Loss.BLANKS: trimmed}
    is_headed = bool(rows) and (has_header(rows) if header is None else header)
    counts[Loss.YEARS_AS_HEADER] = int(header is None and is_headed and is_doubtful(rows[0]))
    names = [cell.strip() for cell in rows[0]] if is_headed else [""] * (len(rows[0]) if rows else 0)
    body = rows[1:] if is_headed else rows
    return DelimitedGrid(names, body, is_headed, dialect.delimiter, title, counts)


def read_delimited(text: str) -> DelimitedGrid | None:
    """Return the grid of a text with at least two rows and two columns, None for one that is not delimited."""
    text, delimiter = without_sep_line(text)
    found = delimiter if delimiter in DELIMITERS else find_delimiter(text)
    return read_grid(text, Dialect(found)) if found else None


def _filled(rows: Iterable[list[str]]) -> tuple[list[list[str]], int]:
    """Return the rows that hold anything, and how many empty ones stood between them."""
    filled: list[list[str]] = []
    seen = empty = waiting = 0
    for row in rows:
        if not any(row) or not any(cell.strip() for cell in row):
            waiting += bool(filled)
            continue
        seen += len(row)
        require_within(TABLE_CELLS, seen)
        filled.append(row)
        empty, waiting = empty + waiting, 0
    return filled, empty


def _title(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the first lines that hold one cell each above a grid of several columns."""
    widths = Counter(width for row in islice(rows, SAMPLE_ROWS) if (width := len(_trimmed(row))) > 1)
    if not widths:
        return []
    width = widths.most_common(1)[0][0]
    first = next((at for at, row in enumerate(rows) if len(_trimmed(row)) >= max(2, width - 1)), 0)
    above = rows[:first]
    is_title = all(len(row) == 1 or (width > 2 and len(_trimmed(row)) == 1) for row in above)
    return [row[0].strip() for row in above] if is_title and first <= TITLE_LINES else []


def _trimmed(row: Sequence[str]) -> list[str]:
    """Return a row up to its last filled cell."""
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _without_trailing(rows: list[list[str]]) -> tuple[list[list[str]], int]:
    """Return the rows without columns at their end in which nothing stands, and how many those were."""
    width = max(map(len, rows), default=0)
    used = max((len(_trimmed(row)) if row and not row[-1] else len(row) for row in rows), default=0)
    return ([row[:used] for row in rows], width - used) if used < width else (rows, 0)


def _without_padding(rows: list[list[str]]) -> tuple[list[list[str]], int]:
    """Return the rows without the blanks that fill columns up, and in how many cells of the sample those stood."""
    cells = [cell for row in islice(rows, SAMPLE_ROWS) for cell in row if cell.strip()]
    padded = sum(cell != cell.strip() for cell in cells)
    if padded <= len(cells) * PADDED or len(rows) < 3:
        return rows, 0
    changed = sum(cell != cell.strip() for row in rows for cell in row)
    return [[cell.strip() for cell in row] for row in rows], changed


def _without_outer_pipes(rows: list[list[str]]) -> list[list[str]]:
    if all(len(row) > 2 and not row[0].strip() and not row[-1].strip() for row in rows):
        return [[cell.strip() for cell in row[1:-1]] for row in rows]
    return rows
