"""Workbooks of other programs and times (.ods, .xls, .xlsb): their values, read by calamine.

It makes room for whole rectangles, so it runs only where that may fail: in a reading process.
"""

from collections import Counter
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.spreadsheet.sheets import sheet_name
from artifacts.kinds.table.build import table_from_values
from artifacts.kinds.text import clean
from artifacts.rows.enums import KindName
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import CELL_CHARACTERS, COLUMNS, IMPORT_CELLS, SHEETS, SPREADSHEET_CELLS
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.archive import READ_FAULTS, SIGNATURE, damaged
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.compound import has_password, is_compound, is_encrypted
from artifacts.sources.importing.sheet_values import sheet_cell, table_cell


class OlderSheets:
    """Values of a workbook that is no XLSX file."""

    extensions = frozenset({".ods", ".xls", ".xlsb"})
    kinds = (KindName.SPREADSHEET, KindName.TABLE)

    def recognises(self, data: bytes) -> bool:
        return data.startswith(SIGNATURE) or is_compound(data)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        try:
            workbook = CalamineWorkbook.from_filelike(BytesIO(data))
            return _table(workbook) if kind is KindName.TABLE else _spreadsheet(workbook)
        except (PasswordError, CalamineError, *READ_FAULTS) as error:
            if isinstance(error, PasswordError) or has_password(data) or is_encrypted(data):
                sentence = _("The workbook is protected by a password. Save it without one and import it again.")
                raise not_parsed(sentence, "file") from error
            raise damaged() from error


def _spreadsheet(workbook: CalamineWorkbook) -> Imported:
    require_within(SHEETS, len(workbook.sheet_names))
    losses = Counter({Loss.VALUES_ONLY: 1})
    texts = Texts()
    sheets: list[Sheet] = []
    for meta in workbook.sheets_metadata:
        losses[Loss.HIDDEN_SHEETS] += meta.visible != SheetVisibleEnum.Visible
        found = workbook.get_sheet_by_name(meta.name)
        losses[Loss.MERGED_CELLS] += len(found.merged_cell_ranges or ())
        name = sheet_name(meta.name, [sheet.name for sheet in sheets])
        losses[Loss.SHEET_NAMES] += name != meta.name
        sheets.append(_sheet(found, name, texts))
        require_within(SPREADSHEET_CELLS, sum(len(sheet.cells) for sheet in sheets))
    if not any(sheet.cells for sheet in sheets):
        raise not_parsed(_("The workbook is empty."), "file")
    losses[Loss.CONTROL_CHARACTERS] = texts.removed
    return Imported(KindName.SPREADSHEET, SpreadsheetContent(sheets), told(losses))


class Texts:
    """Cleans texts, and counts the control characters in them; the second half of a letter of two bytes is none."""

    def __init__(self) -> None:
        self.removed = 0

    def plain(self, value: Any) -> Any:
        """Return a value of a cell, a text without control characters; raise OverLimit for one that is too long."""
        if not isinstance(value, str):
            return value
        text, removed = clean(_narrow(value))
        require_within(CELL_CHARACTERS, len(text))
        self.removed += removed
        return text


def _narrow(text: str) -> str:
    """Return a text that was read byte by byte, every second of them nothing, as the letters that it is."""
    return text[::2] if len(text) > 1 and len(text) % 2 == 0 and set(text[1::2]) == {"\0"} else text


def _sheet(found: CalamineSheet, name: str, texts: Texts) -> Sheet:
    sheet = Sheet(name)
    for row, values in enumerate(_rows(found), 1):
        for column, value in enumerate(values, 1):
            plain = texts.plain(value)
            if plain is not None and plain != "":
                require_within(COLUMNS, column)
                sheet.cells[row, column] = sheet_cell(plain, None)
    return sheet


def _rows(found: CalamineSheet) -> list[list[Any]]:
    require_within(IMPORT_CELLS, found.total_height * found.total_width)
    return [list(row) for row in found.to_python(skip_empty_area=False)]


def _table(workbook: CalamineWorkbook) -> Imported:
    filled = [(name, _rows(workbook.get_sheet_by_name(name))) for name in workbook.sheet_names]
    filled = [
        (name, rows) for name, rows in filled if any(any(cell not in (None, "") for cell in row) for row in rows)
    ]
    if not filled:
        raise not_parsed(_("The workbook is empty."), "file")
    name, rows = filled[0]
    texts = Texts()
    cells = [[table_cell(texts.plain(value)) for value in row] for row in rows]
    head, *others = [row for row in cells if any(cell is not None for cell in row)]
    parsed = table_from_values(["" if cell is None else str(cell) for cell in head], others)
    losses = Counter({Loss.VALUES_ONLY: 1, Loss.LATER_SHEETS: len(filled) - 1, Loss.CONTROL_CHARACTERS: texts.removed})
    return Imported(KindName.TABLE, parsed.content, (*parsed.losses, *told(losses)), name)
