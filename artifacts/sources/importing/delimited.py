"""CSV and TSV files: a table, or one sheet of a spreadsheet."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from artifacts.kinds.spreadsheet.parse import sheet_from_grid
from artifacts.kinds.spreadsheet.sheets import check_size
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.content import TableContent
from artifacts.kinds.table.delimited import DelimitedGrid, read_grid
from artifacts.kinds.table.dialects import Dialect, find_dialect, without_sep_line
from artifacts.kinds.table.types import with_types
from artifacts.kinds.values.evidence import sign_of_source
from artifacts.rows.enums import KindName
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import TABLE_BYTES
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.choices import Choices, Guesses
from artifacts.sources.importing.encodings import Decoded, decode
from artifacts.sources.importing.text import is_text

GUESSED_ROWS = 1_000  # that tell the sign of decimals of a whole file
NOTE_CHARACTERS = 300  # of the lines above a header, in a sentence


_GUARDED = re.compile("'[=+\\-@＝＋－＠\\t\\r\\n]")


class Delimited:
    """Text with a delimiter between cells; `delimiter` empty means that it is found out."""

    kinds = (KindName.TABLE, KindName.SPREADSHEET)

    def __init__(self, extension: str, delimiter: str = "", choices: Choices = Choices()) -> None:  # noqa: B008
        self.extensions = frozenset({extension})
        self._delimiter = delimiter
        self._choices = choices

    def chosen(self, choices: Choices) -> "Delimited":
        """Return the format as a person wants it to be read."""
        return Delimited(min(self.extensions), self._delimiter, choices)

    def recognises(self, data: bytes) -> bool:
        return is_text(data)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        require_within(TABLE_BYTES, len(data))
        decoded = decode(data, self._choices.encoding)
        text, named = without_sep_line(decoded.text)
        dialect = _dialect(text, self._choices.delimiter or named or self._delimiter)
        grid = read_grid(text, dialect, header=self._choices.header)
        if not grid.all_rows:
            raise not_parsed(_("The file is empty."), "file")
        return self._imported(grid, dialect, decoded, kind)

    def _imported(self, grid: DelimitedGrid, dialect: Dialect, decoded: Decoded, kind: KindName | None) -> Imported:
        known = self._choices.known(dialect.delimiter)
        losses = (*decoded.losses, *_note(grid), *told(grid.counts))
        sign = sign_of_source(grid.rows[:GUESSED_ROWS], known)
        guesses = Guesses(decoded.encoding, dialect.delimiter, sign, known.day_order, grid.has_header)
        title = grid.title[0] if grid.title else ""
        if kind is KindName.SPREADSHEET:
            content = SpreadsheetContent([sheet_from_grid(f"{_('Sheet')}1", grid.all_rows, known=known)])
            check_size(content)
            return Imported(KindName.SPREADSHEET, content, losses, title, guesses=guesses)
        rows = [_without_guards(row) for row in grid.rows] if _GUARDED.search(decoded.text) else grid.rows
        parsed = table_from_texts(grid.header if grid.has_header else (), rows, known=known, keeps_blanks=True)
        table: TableContent = with_types(parsed.content, self._choices.types)
        return Imported(KindName.TABLE, table, (*losses, *parsed.losses), title, guesses=guesses)


def _without_guards(row: list[str]) -> list[str]:
    """Return cells without the apostrophe that keeps a text from being run as a formula, as our own files have it."""
    return [cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell for cell in row]


def _dialect(text: str, delimiter: str) -> Dialect:
    if not delimiter:
        return find_dialect(text)
    found = find_dialect(text)
    return found if found.delimiter == delimiter else replace(Dialect(delimiter), skips_blanks=found.skips_blanks)


def _note(grid: DelimitedGrid) -> tuple[str, ...]:
    """Return the sentence that keeps the lines above the header."""
    if not grid.title:
        return ()
    text = " / ".join(grid.title)
    return (Loss.TITLE_LINES.told(text=text if len(text) <= NOTE_CHARACTERS else f"{text[:NOTE_CHARACTERS]}…"),)
