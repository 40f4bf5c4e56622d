"""Table -> DOCX: a Word table in the house style, its header repeated on every page; a wide one in bands as in PDF."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from artifacts.kinds.table.content import Align, ColumnType, TableSource
from exports.flow.covers import cover_of
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.ooxml.word_front import styled, write_cover
from exports.ooxml.word_package import WordExtras, write_document
from exports.ooxml.word_template import CHARACTER, word_template
from exports.ooxml.word_text import (
    AFTER_TABLE,
    HEADER_ROW,
    cell_paragraph,
    cell_side,
    cell_start,
    paragraph,
    row_start,
    run,
    table_start,
)
from exports.pdf.tables import PrintedTable
from exports.rows.limits import WORD_MAX_LINKS
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.cell_text import is_link
from exports.sheets.column_widths import share_width

ROWS_PER_CHUNK = 500
_SIDES = {Align.LEFT: "", Align.CENTER: '<w:jc w:val="center"/>', Align.RIGHT: '<w:jc w:val="right"/>'}
_END = "</w:tc>"
CellWriter = Callable[[str], str]


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write title and table; of more columns than fit side by side each band is a table of its own."""
    table: TableSource = source.content
    printed = PrintedTable.of(table, options)
    template = word_template(house_style, options, printed.is_landscape)
    losses, extras = Losses(), WordExtras()
    writer = _BandWriter(printed, template.text_width, extras, losses, progress)
    cover = cover_of(source, options, house_style)
    body = chain(
        write_cover(cover, losses) if cover else (),
        (paragraph(run(source.title, losses), styled("Title", source.title)),),
        chain.from_iterable(map(writer.write, printed.bands)),
    )
    write_document(out_path, template, source.title, body, extras, losses)
    expected = {"rows": table.row_count, "columns": len(table.columns)}
    return Rendered(expected | front_figures(options), losses.seen())


class _BandWriter:
    """Writes the columns that fit side by side as one table; a wide table is several, each with its head."""

    def __init__(
        self, printed: PrintedTable, text_width: int, extras: WordExtras, losses: Losses, progress: Progress
    ) -> None:
        self._printed, self._width = printed, text_width
        self._extras, self._losses, self._progress = extras, losses, progress
        self._done = 0

    def write(self, band: range) -> Iterator[str]:
        """Yield a band's XML."""
        printed = self._printed
        if len(printed.bands) > 1:
            yield paragraph(
                run(printed.label(band), self._losses), f"<w:keepNext/>{'<w:pageBreakBefore/>' * bool(band.start)}"
            )
        widths = share_width(printed.characters[band.start : band.stop], self._width, self._width // CHARACTER)
        cells = [_cell_writer(w, _SIDES[printed.sides[n]], self._losses) for w, n in zip(widths, band, strict=True)]
        yield table_start(widths)
        heads = (write(printed.header[n]) for write, n in zip(cells, band, strict=True))
        yield "".join((HEADER_ROW, *heads, "</w:tr>"))
        yield from self._rows(band, [self._linking(*column) for column in zip(widths, band, cells, strict=True)])
        yield f"</w:tbl>{AFTER_TABLE}"

    def _linking(self, width: int, column: int, write: CellWriter) -> CellWriter:
        is_linked = self._printed.source.columns[column].type is ColumnType.LINK
        return _link_writer(width, write, self._extras, self._losses) if is_linked else write

    def _rows(self, band: range, cells: Sequence[CellWriter]) -> Iterator[str]:
        rows, total = self._printed.rows(band), self._printed.source.row_count * len(self._printed.bands)
        while chunk := list(islice(rows, ROWS_PER_CHUNK)):
            parts: list[str] = []
            for row in chunk:
                parts.append(row_start(row))
                parts += [write(text) for write, text in zip(cells, row, strict=True)]
                parts.append("</w:tr>")
            yield "".join(parts)
            self._done += len(chunk)
            self._progress(self._done, total)


def _cell_writer(width: int, side: str, losses: Losses) -> CellWriter:
    start = cell_start(width)
    simple_start, simple_end = f"{start}{cell_paragraph('', side)[:-6]}<w:r><w:t>", f"</w:t></w:r></w:p>{_END}"
    empty = f"{start}{cell_paragraph('')}{_END}"

    def write(text: str) -> str:
        if text.isalnum() and text.isascii():
            return f"{simple_start}{text}{simple_end}"
        if not text:
            return empty
        return f"{start}{cell_paragraph(run(text, losses), cell_side(text, side))}{_END}"

    return write


def _link_writer(width: int, write: CellWriter, extras: WordExtras, losses: Losses) -> CellWriter:
    start = cell_start(width)

    def write_link(text: str) -> str:
        if not is_link(text):
            return write(text)
        if len(extras.links) >= WORD_MAX_LINKS:
            losses[ExportLoss.LINKS_AS_TEXT] += 1
            return write(text)
        inside = run(text, losses, '<w:rStyle w:val="Hyperlink"/>')
        linked = f'<w:hyperlink r:id="{extras.link_id(text)}">{inside}</w:hyperlink>'
        return f"{start}{cell_paragraph(linked)}{_END}"

    return write_link
