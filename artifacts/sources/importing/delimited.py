"""CSV and TSV files: a table, or one sheet of a spreadsheet."""

import csv
import io

from django.utils.translation import gettext as _

from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.parse import sheet_from_grid
from artifacts.kinds.spreadsheet.sheets import check_size
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.delimited import find_delimiter, has_header
from artifacts.rows.enums import KindName
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import TABLE_BYTES, TABLE_CELLS
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.text import decode_text, is_text


class Delimited:
    """Text with a delimiter between cells; `delimiter` None means that it is found out."""

    kinds = (KindName.TABLE, KindName.SPREADSHEET)

    def __init__(self, extension: str, delimiter: str | None = None) -> None:
        self.extensions = frozenset({extension})
        self.delimiter = delimiter

    def recognises(self, data: bytes) -> bool:
        return is_text(data)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        text, losses = decode_text(data)
        rows = _rows(text, self.delimiter or find_delimiter(text) or ",")
        if not rows:
            raise not_parsed(_("The file is empty."), "file")
        if kind is KindName.SPREADSHEET:
            content = SpreadsheetContent([sheet_from_grid(f"{_('Sheet')}1", rows)])
            check_size(content)
            return Imported(KindName.SPREADSHEET, content, losses)
        parsed = table_from_texts(*_with_header(rows))
        return Imported(KindName.TABLE, parsed.content, (*losses, *parsed.losses))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows that hold anything; raise OverLimit before the file is held whole."""
    csv.field_size_limit(TABLE_BYTES.most)
    rows: list[list[str]] = []
    seen = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True):
        if any(cell.strip() for cell in row):
            seen += len(row)
            require_within(TABLE_CELLS, seen)
            rows.append(row)
    return rows


def _with_header(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    if has_header(rows):
        return rows[0], rows[1:]
    return [""] * len(rows[0]), rows
