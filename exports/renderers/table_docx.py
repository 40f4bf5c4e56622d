"""Table -> DOCX: one Word table in the house style, its header repeated on every page."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from artifacts.kinds.table.content import Align, Cell, ColumnType, TableSource
from exports.flow.covers import cover_of
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.ooxml.word_front import styled, write_cover
from exports.ooxml.word_package import WordExtras, write_document
from exports.ooxml.word_template import CHARACTER, word_template
from exports.ooxml.word_text import AFTER_TABLE, HEADER_ROW, ROW, cell_side, cell_start, paragraph, run, table_start
from exports.rows.errors import ContentTooLarge
from exports.rows.limits import WORD_MAX_COLUMNS, WORD_MAX_LINKS
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.cell_text import alignment, cell_formatter, is_link
from exports.sheets.column_widths import SAMPLE_ROWS, column_characters, is_landscape, share_width

ROWS_PER_CHUNK = 500
_SIDES = {Align.LEFT: "", Align.CENTER: '<w:jc w:val="center"/>', Align.RIGHT: '<w:jc w:val="right"/>'}
_END = "</w:tc>"


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write title and table; raise ContentTooLarge beyond the format's columns."""
    table: TableSource = source.content
    if len(table.columns) > WORD_MAX_COLUMNS:
        raise ContentTooLarge
    rows = table.iter_rows()
    sample = list(islice(rows, SAMPLE_ROWS))
    formats = [cell_formatter(column, [row[n] for row in sample]) for n, column in enumerate(table.columns)]
    header = [column.name for column in table.columns]
    characters = column_characters([header, *([f(v) for f, v in zip(formats, r, strict=True)] for r in sample)])
    turned = is_landscape(options.orientation, characters, options.margins)
    template = word_template(house_style, options, turned)
    widths = share_width(characters, template.text_width, template.text_width // CHARACTER)
    losses = Losses()
    cells = [_cell_writer(w, _SIDES[alignment(c)], losses) for w, c in zip(widths, table.columns, strict=True)]
    extras = WordExtras()
    shown = [
        _link_writer(w, write, extras, losses) if c.type is ColumnType.LINK else write
        for w, c, write in zip(widths, table.columns, cells, strict=True)
    ]
    cover = cover_of(source, options, house_style)
    body = chain(
        write_cover(cover, losses) if cover else (),
        (paragraph(run(source.title, losses), styled("Title", source.title)), table_start(widths)),
        (HEADER_ROW, *(write(name) for write, name in zip(cells, header, strict=True)), "</w:tr>"),
        _rows(chain(sample, rows), shown, formats, table.row_count, progress),
        ("</w:tbl>", AFTER_TABLE),
    )
    write_document(out_path, template, source.title, body, extras, losses)
    expected = {"rows": table.row_count, "columns": len(table.columns)}
    return Rendered(expected | front_figures(options), losses.seen())


def _cell_writer(width: int, side: str, losses: Losses) -> Callable[[str], str]:
    start = cell_start(width)
    simple_start, simple_end = f"{start}{paragraph('', side)[:-6]}<w:r><w:t>", f"</w:t></w:r></w:p>{_END}"

    def write(text: str) -> str:
        if text.isalnum() and text.isascii():
            return f"{simple_start}{text}{simple_end}"
        if not text:
            return f"{start}<w:p/>{_END}"
        return f"{start}{paragraph(run(text, losses), cell_side(text, side))}{_END}"

    return write


def _link_writer(width: int, write: Callable[[str], str], extras: WordExtras, losses: Losses) -> Callable[[str], str]:
    start = cell_start(width)

    def write_link(text: str) -> str:
        if not is_link(text):
            return write(text)
        if len(extras.links) >= WORD_MAX_LINKS:
            losses[ExportLoss.LINKS_AS_TEXT] += 1
            return write(text)
        inside = run(text, losses, '<w:rStyle w:val="Hyperlink"/>')
        linked = f'<w:hyperlink r:id="{extras.link_id(text)}">{inside}</w:hyperlink>'
        return f"{start}{paragraph(linked)}{_END}"

    return write_link


def _rows(
    rows: Iterator[list[Cell]],
    cells: Sequence[Callable[[str], str]],
    formats: Sequence[Callable[[Cell], str]],
    total: int,
    progress: Progress,
) -> Iterator[str]:
    columns = list(zip(cells, formats, strict=True))
    done = 0
    while chunk := list(islice(rows, ROWS_PER_CHUNK)):
        parts: list[str] = []
        for row in chunk:
            parts.append(ROW)
            parts += [write(show(value)) for (write, show), value in zip(columns, row, strict=True)]
            parts.append("</w:tr>")
        yield "".join(parts)
        done += len(chunk)
        progress(done, total)
