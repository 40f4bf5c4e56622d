"""Rows that a message brings within a sentence: "with columns name, price: Assam; 4.5 / Sencha; 6".

They stand behind a colon. Rows are told from cells by having equally many cells each, as many as columns were named.
What may as well be a list of column names is left to `wish`.
"""

import re
from collections.abc import Sequence
from itertools import islice

from llm.offline.grids import grid_of
from llm.offline.pasted import Pasted

_COLON = re.compile(r":(?=\s)")
_ROWS = (re.compile(r"\n+"), re.compile(r"\s+/{1,2}\s+"), re.compile(r"\s*;\s*"), re.compile(r"\s+\|\s+"))
_CELLS = (
    re.compile(r"\s*;\s*"),
    re.compile(r"\s*,\s+|,(?=\D)"),
    re.compile(r"\s*\|\s*"),
    re.compile(r"\s+[-–—]\s+"),
    re.compile(r"\s*[:=]\s+"),
    re.compile(r"\s*\t\s*"),
)
_FLAT = re.compile(r"\s*[;,]\s+(?:(?:and|y|und|et)\s+)?|\s+(?:and|y|und|et)\s+", re.IGNORECASE)
_SET_APART = re.compile(r"^[ \t]*(?:[\[{|]|```|~~~)", re.MULTILINE)
_BRACKETED = re.compile(r"(?P<name>[^,;()]{1,80})\((?P<cells>[^()]{1,400})\)")
_AND = re.compile(r"^(?:and|y|und|et|e)\s+", re.IGNORECASE)
_PAIR = re.compile(r"(?P<name>.{0,80}[^\d\s:=$€£.,-])(?:\s*[:=-]\s*|\s+)(?P<value>[$€£]?\d[\d.,]*\s?[€%]?)")
_PAIR_CELLS = 2
_LEAST_ROWS = 2
_MOST_CHARACTERS = 10_000  # of a sentence with data; what is longer was pasted
_MOST_COLONS = 5
_CELL_CHARACTERS = 120

Rows = list[list[str]]


def read_brought(text: str, columns: Sequence[str]) -> Pasted | None:
    """Return the rows of a message with the words before them; None when it brings none, or data that is set apart."""
    if len(text) > _MOST_CHARACTERS or _SET_APART.search(text):
        return None
    for colon in islice(_COLON.finditer(text), _MOST_COLONS):
        request, data = text[: colon.start()].strip(), text[colon.end() :].strip(" \n.")
        rows = _rows(data, len(columns)) if data else []
        if rows and not _names_columns(rows, columns):
            return Pasted(request, data, grid_of(tuple(columns) or ("",) * len(rows[0]), rows))
    return None


def _names_columns(rows: Rows, columns: Sequence[str]) -> bool:
    """Say whether the only row is the list of the columns itself."""
    return len(rows) == 1 and [cell.casefold() for cell in rows[0]] == [name.casefold() for name in columns]


def _rows(data: str, width: int) -> Rows:
    """Return the rows of the data, `width` cells each, or equally many if it is 0; none if it cannot be cut so."""
    if rows := _bracketed(data, width) or _pairs(data, width):
        return rows
    for row_end in _ROWS:
        parts = [_AND.sub("", part.strip(" .,")) for part in row_end.split(data) if part.strip(" .,")]
        for cell_end in _CELLS:
            rows = [[cell.strip() for cell in cell_end.split(part)] for part in parts]
            if cell_end.pattern != row_end.pattern and _is_grid(rows, width):
                return rows
    return _in_turn(data, width)


def _is_grid(rows: Rows, width: int) -> bool:
    least = 1 if width else _LEAST_ROWS
    wanted = width or (len(rows[0]) if rows else 0)
    is_even = len(rows) >= least and wanted > 1 and all(len(row) == wanted for row in rows)
    return is_even and all(len(cell) <= _CELL_CHARACTERS for row in rows for cell in row) and all(map(any, rows))


def _bracketed(data: str, width: int) -> Rows:
    """Return the rows of "Assam (India, 4.5), Sencha (Japan, 6)"."""
    found = list(_BRACKETED.finditer(data))
    rows = [[_AND.sub("", one["name"].strip(" ,.")), *_FLAT.split(one["cells"])] for one in found]
    is_all = sum(len(one[0]) for one in found) * 5 >= len(data) * 4
    return rows if len(rows) >= _LEAST_ROWS and is_all and _is_grid(rows, width) else []


def _in_turn(data: str, width: int) -> Rows:
    """Return the cells of one list by turns, if they come out even: "Assam, 4.5, Sencha, 6" for two columns."""
    cells = [_AND.sub("", cell.strip()) for cell in _FLAT.split(data)]
    is_even = width > 1 and len(cells) >= _LEAST_ROWS * width and len(cells) % width == 0
    return [cells[at : at + width] for at in range(0, len(cells), width)] if is_even else []


def _pairs(data: str, width: int) -> Rows:
    """Return the rows of "Assam 4.5, Sencha 6" for two columns; without their names a budget reads its own amounts."""
    found = [_PAIR.fullmatch(_AND.sub("", part.strip())) for part in _FLAT.split(data)]
    is_list = width == _PAIR_CELLS and len(found) >= _LEAST_ROWS
    rows = [[one["name"].strip(), one["value"].strip()] for one in found if one]
    return rows if is_list and len(rows) == len(found) else []
