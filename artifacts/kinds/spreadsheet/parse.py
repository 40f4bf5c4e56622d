"""Reading a spreadsheet from JSON cells, from one Markdown grid under each `## Sheet`, or from delimited text.

The first line of a grid is row 1 of its sheet. Models often write the coordinates along (a header A, B, C and a first
column 1, 2, 3); those are recognised and left out.
"""

import json
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.base import Parsed
from artifacts.kinds.references import column_letters, parse_reference
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value, ValueType
from artifacts.kinds.spreadsheet.inputs import constant_cell, is_formula, normal_input, read_figure, text_input
from artifacts.kinds.spreadsheet.sheets import check_size, sheet_name
from artifacts.kinds.table.delimited import read_delimited
from artifacts.kinds.table.gfm import GfmTable, find_tables, plain_cell
from artifacts.kinds.text import clean, unwrap_fence
from artifacts.kinds.values.evidence import NOTHING, Known, decimal_signs, open_sign
from artifacts.kinds.values.numbers import Decimal
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import CELL_CHARACTERS, TABLE_BYTES
from common.errors import ApplicationError

_heading = re.compile(r" {0,3}#{1,6} +(?:sheet ?: ?)?(.*)", re.IGNORECASE)


def parse_text(text: str) -> Parsed[SpreadsheetContent]:
    """Return the sheets in the text; raise NotParsed if there is no grid."""
    require_within(TABLE_BYTES, len(text.encode(errors="replace")))
    text = unwrap_fence(text)
    if text.lstrip()[:1] in ("{", "["):
        try:
            return read_json(json.loads(text), field="text")
        except (ValueError, RecursionError):  # not JSON after all, or nested without end
            pass
    text, removed = clean(text)
    sheets = _grids(text) or _delimited(text)
    if not sheets:
        raise not_parsed(_("There is no grid of cells in this text."), "text")
    content = SpreadsheetContent(sheets)
    check_size(content)
    return Parsed(content, _removed(removed))


def read_json(raw: Any, *, field: str = "content") -> Parsed[SpreadsheetContent]:
    """Return the workbook of `{sheets: [{name, cells}]}`, or one sheet of `{columns, rows}`."""
    if isinstance(raw, dict) and isinstance(raw.get("cells"), dict):
        raw = {"sheets": [{"name": raw.get("name", _("Sheet")), "cells": raw["cells"]}]}
    if isinstance(raw, dict) and isinstance(raw.get("rows"), list) and "sheets" not in raw:
        raw = {"sheets": [{"name": raw.get("name", _("Sheet")), "rows": _rows_with_header(raw)}]}
    if not isinstance(raw, dict) or not isinstance(raw.get("sheets"), list) or not raw["sheets"]:
        raise not_parsed(_("A spreadsheet is an object with a list of sheets."), field)
    if unknown := set(raw) - {"sheets"}:
        raise not_parsed(_("Unknown field."), f"{field}.{min(unknown)}")
    sheets: list[Sheet] = []
    removed = 0
    for index, item in enumerate(raw["sheets"]):
        sheet, count = _json_sheet(item, [s.name for s in sheets], f"{field}.sheets.{index}")
        sheets.append(sheet)
        removed += count
    content = SpreadsheetContent(sheets)
    check_size(content)
    return Parsed(content, _removed(removed))


def sheet_from_grid(
    name: str, rows: Sequence[Sequence[str]], taken: Sequence[str] = (), known: Known = NOTHING
) -> Sheet:
    """Return a sheet of texts, the first row in row 1, without coordinates that were written along.

    Numbers that may mean two things are read by what their columns say; where nothing decides, they stay texts.
    """
    sheet = Sheet(sheet_name(name, taken))
    rows = without_coordinates(rows)
    signs = decimal_signs(rows, known)
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if text.strip():
                sheet.cells[row, column] = _meant(text.strip(), signs[column - 1])
    return sheet


def _meant(text: str, decimal: Decimal | None) -> SheetCell:
    """Return the cell of a text in a column with this sign of decimals."""
    if not open_sign(text) or is_formula(text):
        return typed_cell(text)
    own, meant = read_figure(text), read_figure(text, decimal) if decimal else None
    if own is None or (meant and meant.value == own.value):
        return typed_cell(text)
    return typed_cell(meant.value, meant.format) if meant else typed_cell(f"'{text}")


def without_coordinates(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return the rows without a header of column letters and a first column of row numbers."""
    if not rows:
        return rows
    header = [cell.strip() for cell in rows[0]]
    letters = [column_letters(number) for number in range(1, len(header) + 1)]
    if len(header) > 1 and header == letters:
        return rows[1:]
    has_numbers = all(row and row[0].strip() == str(number) for number, row in enumerate(rows[1:], 1))
    if len(header) > 1 and header[1:] == letters[:-1] and has_numbers:
        return [row[1:] for row in rows[1:]]
    return rows


def typed_cell(raw: Value, number_format: str | None = None) -> SheetCell:
    """Return the cell of an input, a formula not yet computed; raise OverLimit for a text that is too long."""
    if isinstance(raw, str):
        require_within(CELL_CHARACTERS, len(raw))
    raw = normal_input(raw)
    return SheetCell(raw, format=number_format) if is_formula(raw) else constant_cell(raw, number_format)


def _grids(text: str) -> list[Sheet]:
    lines = text.split("\n")
    sheets: list[Sheet] = []
    for start, _end, table in find_tables(lines):
        name = _name_above(lines, start) or f"{_('Sheet')}{len(sheets) + 1}"
        sheets.append(sheet_from_grid(name, _plain_rows(table), [sheet.name for sheet in sheets]))
    return sheets


def _plain_rows(table: GfmTable) -> list[list[str]]:
    return [[plain_cell(cell) for cell in row] for row in (table.header, *table.rows)]


def _name_above(lines: list[str], start: int) -> str:
    """Return the heading before a grid, looking back over empty lines and prose but not over another grid."""
    for line in reversed(lines[:start]):
        if match := _heading.fullmatch(line):
            return plain_cell(match[1].strip().rstrip("#").strip())
        if "|" in line:
            break
    return ""


def _delimited(text: str) -> list[Sheet]:
    grid = read_delimited(text)
    rows = grid.all_rows if grid else []
    return [sheet_from_grid(f"{_('Sheet')}1", rows)] if rows else []


def _rows_with_header(raw: dict[str, Any]) -> list[Any]:
    columns = raw.get("columns")
    if not isinstance(columns, list):
        return list(raw["rows"])
    header = [column.get("name") if isinstance(column, dict) else column for column in columns]
    rows = [[row.get(name) for name in header] if isinstance(row, dict) else row for row in raw["rows"]]
    return [header, *rows]


def _json_sheet(raw: Any, taken: Sequence[str], field: str) -> tuple[Sheet, int]:
    if not isinstance(raw, dict) or not isinstance(raw.get("name", ""), str):
        raise not_parsed(_("A sheet is an object with a name and cells."), field)
    if unknown := set(raw) - {"name", "cells", "rows", "widths"}:
        raise not_parsed(_("Unknown field."), f"{field}.{min(unknown)}")
    sheet = Sheet(sheet_name(raw.get("name") or f"{_('Sheet')}{len(taken) + 1}", taken), widths=_widths(raw, field))
    removed = 0
    for place, value, where in _json_cells(raw, field):
        cell, count = _json_cell(value, where)
        removed += count
        if cell is not None:
            sheet.cells[place] = cell
    return sheet, removed


def _json_cells(raw: dict[str, Any], field: str) -> list[tuple[tuple[int, int], Any, str]]:
    cells, rows = raw.get("cells", {}), raw.get("rows", [])
    if not isinstance(cells, dict) or not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise not_parsed(_("Cells are an object of references and values."), f"{field}.cells")
    found = [
        ((row, column), value, f"{field}.rows.{row - 1}.{column - 1}")
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
    ]
    for reference, value in cells.items():
        try:
            found.append((parse_reference(str(reference)), value, f"{field}.cells.{reference}"))
        except ApplicationError as error:
            raise not_parsed(error.detail, f"{field}.cells.{reference}") from error
    return found


def _json_cell(raw: Any, field: str) -> tuple[SheetCell | None, int]:
    number_format = None
    if isinstance(raw, dict):
        number_format = raw.get("format")
        if raw.get("held") is True:
            return _held_cell(raw, field), 0
        if set(raw) - {"input", "value", "type", "format", "held"} or not isinstance(number_format, str | None):
            raise not_parsed(_("A cell is a value or an object with an input."), field)
        raw = raw.get("input")
    removed = 0
    if isinstance(raw, str):
        raw, removed = clean(raw)
    if raw is None or raw == "":
        return (SheetCell(None, format=number_format) if number_format else None), removed
    if not isinstance(raw, str | int | float) or (isinstance(raw, float) and not isfinite(raw)):
        raise not_parsed(_("A cell is a text, a finite number or a truth value."), field)
    return typed_cell(raw, number_format), removed


def _held_cell(raw: dict[str, Any], field: str) -> SheetCell:
    """Return a formula that keeps the value it comes with: as the API gives it."""
    text, value, number_format = raw.get("input"), raw.get("value"), raw.get("format")
    if not is_formula(text) or not isinstance(value, str | int | float) or not isinstance(number_format, str | None):
        raise not_parsed(_("A cell that is held has a formula and its value."), field)
    found = constant_cell(text_input(clean(value)[0]) if isinstance(value, str) else value)
    is_error = raw.get("type") == ValueType.ERROR
    kind = ValueType.ERROR if is_error else found.type
    return typed_cell(clean(str(text))[0], number_format)._replace(value=found.value, type=kind, is_held=True)


def _widths(raw: dict[str, Any], field: str) -> dict[int, float]:
    widths = raw.get("widths", {})
    if not isinstance(widths, dict):
        raise not_parsed(_("Widths are an object of columns and numbers."), f"{field}.widths")
    try:
        return {parse_reference(f"{letters}1")[1]: float(width) for letters, width in widths.items()}
    except (ApplicationError, TypeError, ValueError) as error:
        raise not_parsed(_("Widths are an object of columns and numbers."), f"{field}.widths") from error


def _removed(count: int) -> tuple[str, ...]:
    return (_("Control characters were removed: %(count)s.") % {"count": count},) if count else ()
