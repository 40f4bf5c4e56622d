"""Workbooks beside what openpyxl, and LibreOffice where it is installed, find stored in them."""

import shutil
import subprocess
import warnings
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser

from artifacts.kinds.references import write_range
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.dependencies import Dependencies
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.sheets import sheet_name
from artifacts.kinds.text import clean
from artifacts.rows.losses import Loss
from artifacts.sources.importing.compared import VOLATILE, is_same
from bench.corpus.found import Found

Place = tuple[int, int]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
OFFICE_SECONDS = 90


def compare_stored(found: Found, content: SpreadsheetContent, data: bytes) -> None:
    """Compare every cell with what openpyxl finds stored."""
    own = {sheet.name.casefold(): sheet for sheet in content.sheets}
    changing = changing_cells(content)
    for title, place, theirs, is_unsure in stored_values(data):
        sheet = own.get(sheet_name(title, ()).casefold(), Sheet(title))
        if (sheet.name, place) in changing:
            found.changing += 1
        else:
            _compare(found, sheet, place, theirs, is_unsure, "the file")


def changing_cells(content: SpreadsheetContent) -> set[tuple[str, Place]]:
    """Return the cells that give something else at every look."""
    first = [
        (at, place)
        for at, sheet in enumerate(content.sheets)
        for place, cell in sheet.cells.items()
        if is_formula(cell.input) and VOLATILE.search(str(cell.input))
    ]
    found = Dependencies(content).followed(first, {}) if first else ()
    return {(content.sheets[at].name, place) for at, place in found or ()}


def compare_office(found: Found, content: SpreadsheetContent, path: Path, folder: Path) -> None:
    """Compare every value with what LibreOffice reads and computes: the converted file's stored values."""
    command = [str(OFFICE), "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=False, capture_output=True, timeout=OFFICE_SECONDS)
    made = folder / f"{path.stem}.xlsx"
    if not made.exists():
        return
    own = {sheet.name.casefold(): sheet for sheet in content.sheets}
    for title, place, theirs, is_unsure in stored_values(made.read_bytes()):
        if title.casefold() in own:
            _compare(found, own[title.casefold()], place, theirs, is_unsure, "LibreOffice")


def _compare(found: Found, sheet: Sheet, place: Place, theirs: SheetCell, is_unsure: bool, who: str) -> None:
    ours = sheet.cells.get(place, SheetCell(None))
    is_own = is_formula(ours.input) and who == "the file"
    found.cells += 1
    found.formulas += is_own
    found.held += is_own and ours.is_held
    if is_same(ours, theirs):
        found.equal += is_own
    elif is_unsure:
        found.named += 1
    else:
        at = f"{sheet.name}!{write_range(*place, *place)}"
        losses = (
            (Loss.DIFFERENT_RESULTS, Loss.CHANGING_RESULTS) if is_formula(ours.input) or ours.input is None else ()
        )
        formula = f" {ours.input}" if is_formula(ours.input) else ""
        found.differs(f"{at}: {ours.value!r}, in {who} {theirs.value!r}{formula}", *losses)


def stored_values(data: bytes) -> Iterator[tuple[str, Place, SheetCell, bool]]:
    """Yield sheet, place and stored value of every filled cell, and whether other readers may well see another one."""
    with warnings.catch_warnings(action="ignore"):
        try:
            book = load_workbook(BytesIO(data), data_only=True, read_only=True)
        except Exception:  # openpyxl refuses files that others open
            return
        for sheet in book.worksheets:
            for cell in _stored_cells(sheet):
                if cell["value"] is not None:
                    yield sheet.title, (cell["row"], cell["column"]), *as_cell(cell["value"], cell["data_type"])


def _stored_cells(sheet: Any) -> Iterator[dict[str, Any]]:
    """Yield the cells that the file has, in its order; openpyxl's own rows are filled up with empty ones."""
    book = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _number, row in parser.parse():
            yield from row


def as_cell(value: Any, data_type: str) -> tuple[SheetCell, bool]:
    """Return a value of openpyxl as a cell here; days are its own reading of a number, so they prove nothing."""
    if isinstance(value, datetime | date | clock | timedelta):
        return SheetCell(None, float(to_excel(value)), ValueType.NUMBER), True
    if isinstance(value, bool):
        return SheetCell(None, value, ValueType.BOOLEAN), False
    if isinstance(value, int | float):
        return SheetCell(None, value, ValueType.NUMBER), False
    text = str(value)
    if data_type == "e":
        return SheetCell(None, text, ValueType.ERROR), False
    plain = clean(unescape(text))[0]
    return SheetCell(None, plain, ValueType.TEXT), "\r" in text or "_x" in text
