"""A whole workbook as a spreadsheet, with the results that stood in the file."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from artifacts.kinds.references import parse_range
from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.formula_guard import is_allowed
from artifacts.kinds.spreadsheet.inputs import is_formula
from artifacts.kinds.spreadsheet.parse import typed_cell
from artifacts.kinds.spreadsheet.sheets import sheet_name
from artifacts.rows.errors import InvalidOperation
from artifacts.rows.limits import SPREADSHEET_CELLS
from artifacts.rows.losses import Loss
from artifacts.sources.importing.file_results import FileResults, SheetResults
from artifacts.sources.importing.workbook.beside import read_beside
from artifacts.sources.importing.workbook.cells import Result, Values, constant
from artifacts.sources.importing.workbook.formulas import Names, SharedFormulas
from artifacts.sources.importing.workbook.intersection import intersected
from artifacts.sources.importing.workbook.package import Package
from artifacts.sources.importing.workbook.parts import SheetPart, WorkbookParts
from artifacts.sources.importing.workbook.sheet import Place, RawCell, SheetFacts, SheetReader
from artifacts.sources.importing.workbook.strings import SharedStrings, read_strings
from artifacts.sources.importing.workbook.styles import read_styles

GENERAL = "General"


@dataclass(slots=True)
class _RawSheet:
    part: SheetPart
    facts: SheetFacts
    cells: list[RawCell]


@dataclass(slots=True)
class Book:
    """A workbook that was read: what it becomes, the results in the file, and what could not be kept."""

    content: SpreadsheetContent
    results: FileResults
    losses: Counter[Loss] = field(default_factory=Counter)


def read_book(package: Package, parts: WorkbookParts) -> Book:
    """Return the workbook; raise OverLimit as soon as it holds more than a spreadsheet may."""
    strings = read_strings(package, parts.strings)
    values = Values(strings.texts, read_styles(package, parts.styles), is_1904=parts.is_1904)
    raw = _raw_sheets(package, parts.sheets)
    renamed = _renamed(parts.sheets)
    names = Names([renamed[sheet.name] for sheet in parts.sheets])
    losses = parts.losses.copy()
    for sheet in raw:
        tables = read_beside(package, sheet.part.part, sheet.part.name, sheet.facts)
        names.tables = {**names.tables, **{table.name.casefold(): table for table in tables}}
        losses.update(sheet.facts.losses)
    names.learn(parts.names, parts.positions)
    reader = _SheetMaker(values, names, strings, losses)
    made = [reader.sheet(sheet, renamed[sheet.part.name]) for sheet in raw]
    losses[Loss.SHEET_NAMES] += sum(old != new for old, new in renamed.items())
    losses[Loss.HIDDEN_SHEETS] += sum(sheet.is_hidden for sheet in parts.sheets)
    losses[Loss.NAMES_REPLACED] += names.rewritten
    losses[Loss.NAMED_RANGES] += names.unused
    content = SpreadsheetContent([sheet for sheet, _results in made])
    return Book(content, FileResults([results for _sheet, results in made], parts.is_uncomputed), losses)


def _raw_sheets(package: Package, sheets: Iterable[SheetPart]) -> list[_RawSheet]:
    found: list[_RawSheet] = []
    count = 0
    for sheet in sheets:
        cells: list[RawCell] = []
        reader = SheetReader(cells.append, SPREADSHEET_CELLS, count)
        package.parse(sheet.part, reader.start, reader.end, reader.text)
        count += len(cells)
        found.append(_RawSheet(sheet, reader.facts, cells))
    return found


def _renamed(sheets: Iterable[SheetPart]) -> dict[str, str]:
    """Return the names that sheets get here by those in the file; nearly always the same."""
    names: dict[str, str] = {}
    for sheet in sheets:
        names[sheet.name] = sheet_name(sheet.name, names.values())
    return names


class _SheetMaker:
    """Makes sheets of raw cells."""

    def __init__(self, values: Values, names: Names, strings: SharedStrings, losses: Counter[Loss]) -> None:
        self._values, self._names, self._strings, self._losses = values, names, strings, losses

    def sheet(self, raw: _RawSheet, name: str) -> tuple[Sheet, SheetResults]:
        """Return a sheet, its formulas not computed, and the results of them in the file."""
        sheet = Sheet(name, widths=dict(raw.facts.widths))
        results = SheetResults()
        shared = SharedFormulas()
        for cell in raw.cells:
            style = self._values.style(cell.style)
            self._losses[Loss.STYLES] += style.is_decorated
            self._losses[Loss.RICH_TEXT] += cell.is_rich or (cell.type == "s" and self._is_rich(cell))
            result = self._values.read(cell)
            if cell.formula is not None and self._formula(sheet, cell, result, shared, results):
                continue
            if result.type is not ValueType.EMPTY:
                sheet.cells[cell.place] = constant(result, style.number_format)
        _take_away_filled(sheet, results)
        return sheet, results

    def _is_rich(self, cell: RawCell) -> bool:
        index = (cell.value or "").strip()
        return index.isdecimal() and int(index) in self._strings.rich

    def _formula(
        self, sheet: Sheet, cell: RawCell, result: Result, shared: SharedFormulas, results: SheetResults
    ) -> bool:
        """Put a formula into the sheet if it stays within its workbook; say whether it did."""
        text = shared.formula(cell.formula or "", cell.formula_attributes, cell.place).strip()
        if not text or cell.formula_attributes.get("t") == "dataTable":
            self._losses[Loss.OUTSIDE_FORMULAS] += bool(text)
            return False
        formula = self._names.formula(f"={text}", sheet.name, cell.place)
        if cell.formula_attributes.get("t") != "array" and "cm" not in cell.formula_attributes:
            formula = intersected(formula, cell.place)
        if not is_formula(formula) or not is_allowed(formula):
            self._losses[Loss.OUTSIDE_FORMULAS] += 1
            return False
        number_format = self._values.style(cell.style).number_format or GENERAL
        sheet.cells[cell.place] = typed_cell(formula, number_format)
        results.values[cell.place] = _told(cell, result)
        if cell.formula_attributes.get("t") == "array":
            results.arrays[cell.place] = _array_places(cell.formula_attributes.get("ref", ""), cell.place)
        return True


def _told(cell: RawCell, result: Result) -> Result:
    """Return what the file says that a formula gave: an empty text is a result, too."""
    return Result("", ValueType.TEXT) if cell.type in ("str", "inlineStr") and cell.value == "" else result


def _array_places(ref: str, first: Place) -> frozenset[Place]:
    """Return the other cells of an array's range; none of a range that is larger than a spreadsheet may be."""
    try:
        top, left, bottom, right = parse_range(ref)
    except InvalidOperation:
        return frozenset()
    if (bottom - top + 1) * (right - left + 1) > SPREADSHEET_CELLS.most:
        return frozenset()
    places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return frozenset(places - {first})


def _take_away_filled(sheet: Sheet, results: SheetResults) -> None:
    """Take away what arrays filled: it is computed again, and compared with what stood there."""
    for anchor, places in results.arrays.items():
        for place in places & sheet.cells.keys():
            cell = sheet.cells[place]
            if not is_formula(cell.input):
                results.filled[place] = anchor
                results.values[place] = Result(cell.value, cell.type)
                results.formats[place] = cell.format
                del sheet.cells[place]
