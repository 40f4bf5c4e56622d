"""Names of sheets and limits of a workbook."""

import re
from collections.abc import Iterable
from operator import itemgetter

from django.utils.translation import gettext as _

from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.text import line
from artifacts.rows.errors import require_within
from artifacts.rows.limits import COLUMNS, SHEET_NAME_CHARACTERS, SHEET_ROWS, SHEETS, SPREADSHEET_CELLS

_forbidden = re.compile(r"[\[\]:*?/\\]")


def sheet_name(raw: str, taken: Iterable[str]) -> str:
    """Return a name that Excel takes and no other sheet has."""
    wanted = line(_forbidden.sub(" ", raw), SHEET_NAME_CHARACTERS).strip("'") or _("Sheet")
    used = {name.casefold() for name in taken}
    name, number = wanted, 2
    while name.casefold() in used:
        suffix = f" {number}"
        name, number = wanted[: SHEET_NAME_CHARACTERS - len(suffix)] + suffix, number + 1
    return name


def is_sheet_name(name: str) -> bool:
    """Say whether a sheet may have this name as it is."""
    return sheet_name(name, ()) == name


def check_size(content: SpreadsheetContent) -> list[tuple[int, int]]:
    """Return every sheet's extent; raise OverLimit for too many sheets or cells, or a cell beyond the last place."""
    require_within(SHEETS, len(content.sheets))
    require_within(SPREADSHEET_CELLS, sum(len(sheet.cells) for sheet in content.sheets))
    extents = list(map(extent, content.sheets))
    for rows, columns in extents:
        require_within(SHEET_ROWS, rows)
        require_within(COLUMNS, columns)
    return extents


def extent(sheet: Sheet) -> tuple[int, int]:
    """Return the last filled row and column; (0, 0) for an empty sheet."""
    if not sheet.cells:
        return 0, 0
    return max(map(itemgetter(0), sheet.cells)), max(map(itemgetter(1), sheet.cells))
