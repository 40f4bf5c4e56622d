"""Table -> XLSX: one sheet with a frozen, filtered header, typed cells, in constant memory."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from artifacts.kinds.table.content import Cell, Column, ColumnType, TableSource
from artifacts.kinds.values.money import WITHOUT_CENTS, sign_of
from exports.formats.contract import Progress, Rendered, Source
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.ooxml.cells import CellXml, column_letters, date_cell, text_cell, time_cell, value_cell
from exports.ooxml.workbook import (
    CHUNK_CELLS,
    SheetBody,
    new_workbook,
    set_margins,
    set_paper,
    style_header,
    style_id,
    write_workbook,
)
from exports.rows.errors import ContentTooLarge
from exports.rows.limits import XLSX_MAX_COLUMNS, XLSX_MAX_LINKS, XLSX_MAX_ROWS
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.cell_text import NUMERIC, alignment, cell_formatter, is_link, percent_decimals
from exports.sheets.column_widths import USUAL_SHEET_CHARACTERS, WIDEST_SHEET_CHARACTERS, line_width

SAMPLE_ROWS = 100
SHEET_TITLE_CHARACTERS = 31
FILTER_CHARACTERS = 4  # the button in a heading, and bold letters
SPARE_DIGITS = 3

Row = Sequence[Cell]


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the table as a workbook; raise ContentTooLarge beyond the format's rows or columns."""
    table: TableSource = source.content
    if table.row_count >= XLSX_MAX_ROWS or len(table.columns) > XLSX_MAX_COLUMNS:
        raise ContentTooLarge
    rows = table.iter_rows()
    sample = list(islice(rows, SAMPLE_ROWS))
    workbook = new_workbook(source.title, options.language)
    sheet: Worksheet = workbook.create_sheet(sheet_title(source.title))
    set_margins(sheet, house_style)
    sheet.print_title_rows = "1:1"
    writer = _SheetWriter(table.columns, sample, sheet, house_style)
    last = f"{column_letters(len(table.columns) - 1)}{table.row_count + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    set_paper(sheet)
    body = SheetBody(f"A1:{last}", writer.rows(chain(sample, rows), table.row_count, progress), writer.links)
    write_workbook(out_path, workbook, {sheet.title: body})
    emptied = writer.losses[ExportLoss.EMPTIED_CELLS]
    expected = {"rows": table.row_count, "cells": writer.filled - emptied, "formulas": 0, "errors": 0}
    if table.columns[-1].name.strip():
        expected["columns"] = len(table.columns)
    return Rendered(expected, writer.losses.seen())


def sheet_title(title: str) -> str:
    """Return the title as a sheet name the format allows."""
    kept = "".join(" " if c in "[]:*?/\\" or not c.isprintable() else c for c in title)
    return " ".join(kept.split()).strip("'")[:SHEET_TITLE_CHARACTERS].strip() or "Sheet1"


def currency_format(code: str | None) -> str:
    """Return the number format that shows an amount as the grid does: its sign in front, other codes behind."""
    digits = "#,##0" if code in WITHOUT_CENTS else "#,##0.00"
    if not code:
        return digits
    if sign := sign_of(code):
        return f'"{sign}"{digits};-"{sign}"{digits}'
    letters = code.replace('"', "")
    return f'{digits} "{letters}"'


class _SheetWriter:
    """Styles the columns of one sheet and writes its rows."""

    def __init__(self, columns: Sequence[Column], sample: Sequence[Row], sheet: Worksheet, style: HouseStyle) -> None:
        self.losses = Losses()
        self.links: list[tuple[str, str]] = []
        self.filled = len([column for column in columns if column.name])
        self._columns = columns
        self._header_styles = style_header(sheet, [alignment(column) for column in columns], style)
        self._writers = [self._writer(index, sample, sheet, style) for index in range(len(columns))]
        for index, column in enumerate(columns):
            sheet.column_dimensions[column_letters(index)].width = _width(index, column, sample)

    def _writer(self, index: int, sample: Sequence[Row], sheet: Worksheet, style: HouseStyle) -> CellXml:
        column, letters = self._columns[index], column_letters(index)
        aligned = Alignment(
            horizontal=column.align.value if column.align else None,
            vertical="top",
            wrap_text=True if column.type is ColumnType.TEXT else None,
        )
        text = style_id(sheet, style, alignment=aligned)
        match column.type:
            case ColumnType.TIME | ColumnType.DURATION:
                hours = "hh" if column.type is ColumnType.TIME else "[h]"
                short, long = (style_id(sheet, style, f"{hours}:mm{rest}", alignment=aligned) for rest in ("", ":ss"))
                return time_cell(letters, short, long, text, self.losses)
            case ColumnType.DATE | ColumnType.TIMESTAMP:
                day, moment = (
                    style_id(sheet, style, f, alignment=aligned) for f in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm")
                )
                return date_cell(letters, day, moment, text, self.losses)
            case ColumnType.CURRENCY:
                number = style_id(sheet, style, currency_format(column.currency), alignment=aligned)
            case ColumnType.PERCENT:
                places = percent_decimals([row[index] for row in sample])
                number = style_id(sheet, style, "0" + ("." + "0" * places if places else "") + "%", alignment=aligned)
            case ColumnType.LINK:
                look = Font(name=style.office_font, color="0563C1", underline="single")
                linked = style_id(sheet, style, font=look, alignment=aligned)
                return self._link_writer(letters, value_cell(letters, text, linked, self.losses))
            case ColumnType.TEXT | ColumnType.NUMBER | ColumnType.BOOLEAN:
                number = text
        return value_cell(letters, number, text, self.losses)

    def _link_writer(self, letters: str, write: CellXml) -> CellXml:
        def write_link(value: Cell, row: int) -> str:
            if isinstance(value, str) and is_link(value):
                if len(self.links) < XLSX_MAX_LINKS:
                    self.links.append((f"{letters}{row}", value))
                else:
                    self.losses[ExportLoss.LINKS_AS_TEXT] += 1
            return write(value, row)

        return write_link

    def rows(self, rows: Iterator[list[Cell]], total: int, progress: Progress) -> Iterator[bytes]:
        """Yield the header and every row as XML, a few thousand cells at a time."""
        yield self._header()
        writers, per_chunk = self._writers, max(CHUNK_CELLS // len(self._columns), 1)
        number = 1
        while chunk := list(islice(rows, per_chunk)):
            parts: list[str] = []
            for row in chunk:
                number += 1
                parts.append(f'<row r="{number}">')
                parts += [write(value, number) for write, value in zip(writers, row, strict=True)]
                parts.append("</row>")
                self.filled += len(row) - row.count(None) - row.count("")
            yield "".join(parts).encode()
            progress(number - 1, total)

    def _header(self) -> bytes:
        cells = (
            text_cell(column_letters(index), style, self.losses)(column.name, 1)
            for index, (column, style) in enumerate(zip(self._columns, self._header_styles, strict=True))
            if column.name
        )
        return f'<row r="1">{"".join(cells)}</row>'.encode()


def _width(index: int, column: Column, sample: Sequence[Row]) -> int:
    """Return the column's width in characters; amounts further down may be larger than those of the sample."""
    show = cell_formatter(column, [row[index] for row in sample])
    lengths = [line_width(column.name) + FILTER_CHARACTERS, *(line_width(show(row[index])) + 2 for row in sample)]
    spare = SPARE_DIGITS if column.type in NUMERIC and len(sample) == SAMPLE_ROWS else 0
    return min(max(*lengths, USUAL_SHEET_CHARACTERS) + spare, WIDEST_SHEET_CHARACTERS)
