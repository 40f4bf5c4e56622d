"""XLSX files: a spreadsheet with its formulas and number formats, or one sheet's values as a table."""

from collections import Counter

from django.utils.translation import gettext as _

from artifacts.kinds.table.build import table_from_values
from artifacts.rows.enums import KindName
from artifacts.rows.errors import OverLimit, not_parsed
from artifacts.rows.limits import SPREADSHEET_CELLS
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.archive import READ_FAULTS, SIGNATURE, damaged
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.compound import is_compound, is_encrypted
from artifacts.sources.importing.workbook.book import read_book
from artifacts.sources.importing.workbook.package import Package, open_package
from artifacts.sources.importing.workbook.parts import WorkbookParts, read_parts
from artifacts.sources.importing.workbook.table import FirstSheet, read_first_sheet


class Xlsx:
    """Excel workbooks without and with macros, which are left out."""

    extensions = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
    kinds = (KindName.SPREADSHEET, KindName.TABLE)

    def recognises(self, data: bytes) -> bool:
        return data.startswith(SIGNATURE) or is_compound(data)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        if is_compound(data):
            raise _not_open(data)
        try:
            package = open_package(data)
            parts = read_parts(package)
            imported = _read(package, parts, kind)
            package.check_rest()
        except READ_FAULTS as error:
            raise damaged() from error
        return imported


def _read(package: Package, parts: WorkbookParts, kind: KindName | None) -> Imported:
    if kind is KindName.TABLE:
        return _table(read_first_sheet(package, parts))
    return _spreadsheet(package, parts) if kind else _usual(package, parts)


def _usual(package: Package, parts: WorkbookParts) -> Imported:
    """Return a spreadsheet; a table of a workbook whose only filled sheet has more cells than a spreadsheet may."""
    try:
        return _spreadsheet(package, parts)
    except OverLimit as error:
        if error.facts["limit"] != SPREADSHEET_CELLS.name:
            raise
        found = read_first_sheet(package, parts)
        if found.losses[Loss.LATER_SHEETS]:
            raise
        return _table(found)


def _not_open(data: bytes) -> Exception:
    """Return the refusal of what bears the name of a workbook and is an older kind of file."""
    if is_encrypted(data):
        sentence = _("The workbook is protected by a password. Save it without one and import it again.")
        return not_parsed(sentence, "file")
    return not_parsed(
        _("The file is an older Excel file under a newer name; call it .xls and import it again."), "file"
    )


def _table(found: FirstSheet) -> Imported:
    parsed = table_from_values(found.columns, found.rows)
    losses = Counter({Loss.CELL_FORMATS: 1, **_kept_by_tables(found.losses)})
    return Imported(KindName.TABLE, parsed.content, (*parsed.losses, *told(losses)), found.name)


def _kept_by_tables(losses: Counter[Loss]) -> Counter[Loss]:
    """Return the losses without what no table has and its sentence about formats tells."""
    return Counter({loss: count for loss, count in losses.items() if loss not in (Loss.STYLES, Loss.RICH_TEXT)})


def _spreadsheet(package: Package, parts: WorkbookParts) -> Imported:
    book = read_book(package, parts)
    if not any(sheet.cells for sheet in book.content.sheets):
        raise not_parsed(_("The workbook is empty."), "file")
    ordered = Counter({loss: book.losses[loss] for loss in Loss})
    return Imported(KindName.SPREADSHEET, book.content, told(ordered), results=book.results)
