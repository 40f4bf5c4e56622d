"""Spreadsheet -> XLSX: formulas as typed, each with the result the engine computed, formats and widths kept.

On demand formulas are text: what was typed is shown and nothing is computed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, ValueType
from artifacts.kinds.spreadsheet.file_names import excel_formula
from exports.flow.plain_text import clean, escape
from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.ooxml.cells import MAX_EXACT, column_letters, sheet_text
from exports.ooxml.dynamic_arrays import DYNAMIC_CELL
from exports.ooxml.workbook import SheetBody, new_workbook, set_margins, set_paper, style_id, write_workbook
from exports.renderers.table_xlsx import sheet_title
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.dynamic_arrays import Place, dynamic_arrays
from exports.sheets.grid import chosen_content, is_formula
from exports.sheets.widths import fitting_widths

ROWS_PER_CHUNK = 200
ERROR_SIGNS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
OTHER_ERRORS = {"#CIRC!": "#REF!", "#SPILL!": "#VALUE!", "#CALC!": "#VALUE!", "#N/IMPL!": "#NAME?"}
UNREADABLE = "#ERROR!"  # the engine could not parse the formula: no other program could either


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the workbook."""
    content: SpreadsheetContent = source.content
    workbook = new_workbook(source.title, options.language)
    total = max(sum(len(sheet.cells) for sheet in content.sheets), 1)
    writer = _CellWriter(house_style, formulas_as_text=options.formulas_as_text)
    bodies: dict[str, SheetBody] = {}
    for sheet, shown in zip(content.sheets, chosen_content(content, options).sheets, strict=True):
        skeleton = _add_sheet(workbook, shown)
        set_margins(skeleton, house_style)
        writer.learn_styles(skeleton, sheet)
        arrays = {} if options.formulas_as_text else dynamic_arrays(sheet)
        rows = writer.rows(sheet, arrays, total, progress)
        bodies[skeleton.title] = SheetBody(_dimension(sheet), rows, has_dynamic_arrays=bool(arrays))
    write_workbook(out_path, workbook, bodies)
    expected = {
        "sheets": len(content.sheets),
        **{name: writer.counts[name] for name in ("cells", "formulas", "errors")},
    }
    return Rendered(expected, writer.losses.seen())


def _add_sheet(workbook: Workbook, sheet: Sheet) -> Worksheet:
    skeleton: Worksheet = workbook.create_sheet(sheet_title(sheet.name))
    for column, width in fitting_widths(sheet).items():
        skeleton.column_dimensions[column_letters(column - 1)].width = width
    set_paper(skeleton)
    return skeleton


def _dimension(sheet: Sheet) -> str:
    if not sheet.cells:
        return "A1"
    rows, columns = zip(*sheet.cells, strict=True)
    return f"{column_letters(min(columns) - 1)}{min(rows)}:{column_letters(max(columns) - 1)}{max(rows)}"


class _CellWriter:
    """Writes the cells of all sheets and counts what a reader must find."""

    def __init__(self, house_style: HouseStyle, *, formulas_as_text: bool) -> None:
        self.losses = Losses()
        self.counts: Counter[str] = Counter()
        self._house_style = house_style
        self._formulas_as_text = formulas_as_text
        self._styles: dict[str | None, int] = {}
        self._done = 0

    def learn_styles(self, skeleton: Worksheet, sheet: Sheet) -> None:
        """Give every number format of the sheet a style id of the workbook."""
        for number_format in {cell.format for cell in sheet.cells.values()} - self._styles.keys():
            self._styles[number_format] = style_id(skeleton, self._house_style, number_format or "General")

    def rows(self, sheet: Sheet, arrays: Mapping[Place, str], total: int, progress: Progress) -> Iterator[bytes]:
        """Yield the sheet's rows as XML; `arrays` are the ranges of its dynamic arrays."""
        by_row: defaultdict[int, list[int]] = defaultdict(list)
        for row, column in sorted(sheet.cells):
            by_row[row].append(column)
        rows = iter(by_row.items())
        while chunk := list(islice(rows, ROWS_PER_CHUNK)):
            parts: list[str] = []
            for row, columns in chunk:
                cells = (
                    self._cell(f"{column_letters(c - 1)}{row}", sheet.cells[row, c], arrays.get((row, c)))
                    for c in columns
                )
                parts.append(f'<row r="{row}">{"".join(cells)}</row>')
                self._done += len(columns)
            yield "".join(parts).encode()
            progress(self._done, total)

    def _cell(self, place: str, cell: SheetCell, array: str | None) -> str:
        head = f'<c r="{place}" s="{self._styles[cell.format]}"'
        if is_formula(cell) and self._formulas_as_text:
            return self._text(head, str(cell.input))
        if is_formula(cell) and cell.type == ValueType.ERROR and cell.value == UNREADABLE:
            self.losses[ExportLoss.FORMULA_AS_TEXT] += 1
            return self._text(head, str(cell.input))
        if not is_formula(cell):
            return self._value(head, cell)
        formula = escape(clean(excel_formula(str(cell.input)).removeprefix("="), self.losses))
        self.counts["formulas"] += 1
        if array:
            return self._result(f"{head} {DYNAMIC_CELL}", f'<f t="array" ref="{array}">{formula}</f>', cell)
        return self._result(head, f"<f>{formula}</f>", cell)

    def _result(self, head: str, formula: str, cell: SheetCell) -> str:
        """Return a formula cell with its cached result."""
        match cell.value:
            case bool():
                mark, value = ' t="b"', str(int(cell.value))
            case int() | float():
                mark, value = "", repr(cell.value)
            case str() if cell.type == ValueType.ERROR:
                mark, value = ' t="e"', _error_sign(cell.value)
                self.counts["errors"] += 1
            case str():
                mark, value = ' t="str"', escape(clean(cell.value, self.losses))
            case None:
                return f"{head}>{formula}</c>"
        self.counts["cells"] += bool(value)
        return f"{head}{mark}>{formula}<v>{value}</v></c>"

    def _value(self, head: str, cell: SheetCell) -> str:
        """Return a cell without a formula."""
        value = cell.input if cell.value is None else cell.value
        if value is None or value == "":
            return f"{head}/>"
        if isinstance(value, bool):
            mark, text = ' t="b"', str(int(value))
        elif isinstance(value, int | float):
            if isinstance(value, int) and abs(value) >= MAX_EXACT:
                self.losses[ExportLoss.NUMBER_AS_TEXT] += 1
                return self._text(head, str(value))
            mark, text = "", repr(value)
        elif cell.type == ValueType.ERROR:
            mark, text = ' t="e"', _error_sign(value)
            self.counts["errors"] += 1
        else:
            return self._text(head, value)
        self.counts["cells"] += 1
        return f"{head}{mark}><v>{text}</v></c>"

    def _text(self, head: str, value: str) -> str:
        text = sheet_text(value, self.losses)
        self.counts["cells"] += bool(text)
        return f'{head} t="inlineStr"><is>{text}</is></c>' if text else f"{head}/>"


def _error_sign(value: object) -> str:
    sign = str(value)
    return sign if sign in ERROR_SIGNS else OTHER_ERRORS.get(sign, "#VALUE!")
