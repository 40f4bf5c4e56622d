"""Tables of a document on paper: fixed columns, as wide as what stands in them deserves.

Left to itself WeasyPrint tries every cell at its narrowest, which takes minutes for a cell of a few thousand
characters. It also sets no header over a row that is deeper than its page: there the header is an ordinary row.
"""

import re
from html import unescape

from exports.rows.errors import ContentTooLarge
from exports.rows.limits import PAGES_MAX_COLUMNS, PAGES_MAX_LINES
from exports.sheets.column_widths import SAMPLE_ROWS, column_characters, deepest_cell, share_width

LONG_CHARACTERS = 400  # of a cell; a table of images and shorter texts is laid out by what the images need
ROOM = 0.94  # of what stands side by side in a table that has the paper for itself: letters here are larger
CROWDED_COLUMNS = 15  # more than that stand closer, or they were nothing but margins
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", re.DOTALL)
_TAG = re.compile("<[^>]*>")


def with_columns(body: str, room: int) -> str:
    """Return HTML whose tables say how wide their columns are; `room` characters stand side by side on the paper.

    Raises ContentTooLarge for a table of which columns would be off the paper.
    """
    return _TABLE.sub(lambda table: _with_columns(table[1], room), body) if "<table>" in body else body


def _with_columns(inside: str, room: int) -> str:
    rows = [[unescape(_TAG.sub("", cell)) for cell in _CELL.findall(row)] for row in _ROW.findall(inside)]
    if rows and len(rows[0]) > PAGES_MAX_COLUMNS:
        raise ContentTooLarge
    if not rows or ("<img" in inside and max(len(text) for row in rows for text in row) < LONG_CHARACTERS):
        return f"<table>{inside}</table>"
    room = round(room * ROOM)
    characters = column_characters(rows[:SAMPLE_ROWS])
    shares = share_width(characters, 10_000, room)
    columns = "".join(f'<col style="width: {share / 100}%">' for share in shares)
    is_deep = deepest_cell(rows, share_width(characters, room, room)) > PAGES_MAX_LINES
    looks = f"fixed{' deep' if is_deep else ''}{' crowded' if len(characters) > CROWDED_COLUMNS else ''}"
    return f'<table class="{looks}"><colgroup>{columns}</colgroup>{inside}</table>'
