"""A part of an artifact that somebody chose: a range of cells, or a section of a document and words in it.

A part is checked against the content it was chosen in, kept as plain values, named for people and read for a model.
"""

import html
import re
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from artifacts.for_models.excerpts import grid_excerpt
from artifacts.kinds.references import column_letters, parse_range, write_range
from artifacts.markdown.parser import clean_source
from artifacts.markdown.render import render_markdown
from artifacts.rows.errors import invalid_operation, require_within
from artifacts.rows.limits import PART_CELLS, PART_CHARACTERS
from artifacts.shown.document import OPENING, find_piece
from artifacts.shown.grid import sheet_size
from artifacts.versions.reading import Stored, StoredDocument, StoredSpreadsheet, StoredTable
from common.errors import NotFound
from common.tokens import estimate_tokens

LABEL_CHARACTERS = 60
_TAG = re.compile(r"<[^>]*>")
_BETWEEN_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """`range` of a table, or of `sheet`; or a `section` with its `heading`, and the `text` chosen in it, if any."""

    range: str = ""
    sheet: str = ""
    section: str = ""
    heading: str = ""
    text: str = ""

    def as_json(self) -> dict[str, str]:
        """Return what is not empty; `Part(**values)` reads it back."""
        return {name: value for name, value in asdict(self).items() if value}

    def label(self, title: str) -> str:
        """Name the part for people; `title` is the artifact's."""
        names = {"range": self.range, "sheet": self.sheet, "section": self.heading, "title": title}
        if self.sheet:
            return _("%(range)s of %(sheet)s in %(title)s") % names
        if self.range:
            return _("%(range)s of %(title)s") % names
        place = _("section %(section)s of %(title)s") if self.heading else _("the beginning of %(title)s")
        if not self.text:
            return place % names
        quoted = Truncator(" ".join(self.text.split())).chars(LABEL_CHARACTERS)
        return _("“%(text)s” in %(place)s") % {"text": quoted, "place": place % names}


def find_part(stored: Stored, wanted: Part) -> Part:
    """Return the part as it is in the content.

    Raise NotFound for a sheet or section that is not there, InvalidOperation for cells outside of the grid, for words
    that the section does not hold and for a part of another kind, OverLimit for too many cells or characters.
    """
    match stored:
        case StoredTable():
            size = stored.row_count, len(stored.columns)
            return Part(range=_range_within(wanted, *size))
        case StoredSpreadsheet():
            sheet = next((one for one in stored.sheets if wanted.sheet in ("", one.name)), None)
            if sheet is None:
                raise NotFound
            return Part(range=_range_within(wanted, *sheet_size(sheet)), sheet=sheet.name)
        case StoredDocument():
            return _section(stored, wanted)


def part_excerpt(stored: Stored, part: Part, tokens: int) -> str:
    """Return the part's content as a model reads it: whole, or a window of it where it needs more tokens."""
    if isinstance(stored, StoredDocument):
        return _words(find_piece(stored, part.section).text, tokens)
    top, left, bottom, right = parse_range(part.range)

    def rows(start: int, count: int) -> list[list[Any]]:
        first = top + start
        cells = _cells(stored, part.sheet, first, count)
        return [[number, *row[left - 1 : right]] for number, row in enumerate(cells, first)]

    letters = [column_letters(number) for number in range(left, right + 1)]
    columns = stored.columns[left - 1 : right] if isinstance(stored, StoredTable) else ()
    names = [column.name for column in columns] or letters
    header = [name if name == letter else f"{letter}: {name}" for letter, name in zip(letters, names, strict=True)]
    return grid_excerpt(["Row", *header], rows, bottom - top + 1, tokens)


def _cells(stored: StoredTable | StoredSpreadsheet, sheet: str, first: int, count: int) -> list[list[Any]]:
    if isinstance(stored, StoredTable):
        return stored.window(first - 1, count)
    _rows, width = sheet_size(next(one for one in stored.sheets if one.name == sheet))
    cells = stored.rows(sheet, first, count)

    def written(row: int, column: int) -> Any:
        cell = cells.get((row, column))
        return cell.input if cell else None

    return [[written(row, column) for column in range(1, width + 1)] for row in range(first, first + count)]


def _range_within(wanted: Part, row_count: int, column_count: int) -> str:
    if wanted.section or wanted.text:
        raise invalid_operation(_("Cells are chosen as a range such as B2:D9."))
    top, left, bottom, right = parse_range(wanted.range)
    bottom, right = min(bottom, row_count), min(right, column_count)
    if top > bottom or left > right:
        raise invalid_operation(_("%(range)s is outside of the grid.") % {"range": wanted.range})
    require_within(PART_CELLS, (bottom - top + 1) * (right - left + 1))
    return write_range(top, left, bottom, right)


def _section(stored: StoredDocument, wanted: Part) -> Part:
    if wanted.range or wanted.sheet:
        raise invalid_operation(_("A document is chosen by its sections."))
    require_within(PART_CHARACTERS, len(wanted.text))
    piece = find_piece(stored, wanted.section or OPENING)
    if _letters(wanted.text) not in _letters(html.unescape(_TAG.sub("", render_markdown(piece.text)))):
        raise invalid_operation(_("The chosen words are not in this section."))
    return Part(section=piece.id, heading=piece.title, text=clean_source(wanted.text).strip())


def _letters(text: str) -> str:
    return _BETWEEN_LETTERS.sub("", text).casefold()


def _words(text: str, tokens: int) -> str:
    if estimate_tokens(text) <= tokens:
        return text
    kept = text[: len(text) * tokens // (estimate_tokens(text) + 1)]
    return f"{kept}\n\n({len(text) - len(kept):,} more characters of this section are left out here.)"
