"""Spreadsheet -> one CSV per sheet in a zip: what its cells show, plain values by option, or the formulas as text."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from artifacts.kinds.number_formats.nature import moment_text
from artifacts.kinds.number_formats.shown import format_number, format_text
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent, Value
from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.ooxml.package import PackageWriter
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.csv_text import safe_cell, to_text
from exports.sheets.grid import chosen_content, is_formula, sheet_rows, sheet_size, shown_value

BOM = "\ufeff"
GENERAL = "General"
_HARMLESS = re.compile(r"-?[^=+@\t\r\n-][^=@|!\t\r\n]*")  # a signed amount that no program takes for a formula


class Shown(str):
    """The text of a number."""

    __slots__ = ()


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the zip; entries carry the sheets' names in order."""
    content: SpreadsheetContent = chosen_content(source.content, options)
    losses = Losses()
    rows = 0
    with PackageWriter(out_path) as package:
        for number, sheet in enumerate(content.sheets, start=1):
            package.stream(_entry_name(number, sheet.name), _csv(sheet, options, losses))
            rows += sheet_size(sheet)[0]
            losses[ExportLoss.FORMULAS_AS_VALUES] += (
                0 if options.formulas_as_text else sum(map(is_formula, sheet.cells.values()))
            )
            progress(number, len(content.sheets))
    return Rendered({"sheets": len(content.sheets), "rows": rows}, losses.seen())


def _entry_name(number: int, name: str) -> str:
    safe = "".join("_" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in name).strip(". ")
    return f"{number:02} {safe or 'Sheet'}.csv"


def _shown_value(cell: SheetCell) -> Value:
    """Return what the cell shows; a number without a format in full."""
    value = shown_value(cell)
    if isinstance(value, str):
        return format_text(value, cell.format or "")
    if isinstance(value, bool) or not isinstance(value, int | float) or not cell.format or cell.format == GENERAL:
        return value
    return Shown(format_number(value, cell.format))


def _plain_value(cell: SheetCell) -> Value:
    """Return the value; days and times as ISO text, since a bare number says nothing of them."""
    value = shown_value(cell)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return moment_text(value, cell.format or "") or value


def _text(value: Value, losses: Losses) -> str:
    if isinstance(value, Shown) and _HARMLESS.fullmatch(value):
        return value
    return safe_cell(value, losses) if isinstance(value, str) else to_text(value)


def _csv(sheet: Sheet, options: ExportOptions, losses: Losses) -> Iterator[bytes]:
    if options.byte_order_mark:
        yield BOM.encode()
    for row in sheet_rows(sheet, _plain_value if options.raw_values else _shown_value):
        line = io.StringIO(newline="")
        texts = [_text(value, losses) for value in row]
        csv.writer(line, lineterminator="\r\n").writerow(texts)
        yield line.getvalue().encode()
