"""Table -> PDF: tagged pages for tables of some hundred rows, the streaming grid for larger ones."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.html import format_html

from artifacts.kinds.table.content import ColumnType, TableSource
from exports.flow.covers import cover_of
from exports.flow.directions import is_rtl
from exports.flow.plain_text import clean
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.pdf.fonts import missing_characters
from exports.pdf.grid import GridSection, GridWriter, Paper
from exports.pdf.pages import PageJob, write_pages
from exports.pdf.tables import PrintedTable
from exports.rows.limits import PAGES_MAX_CELLS, PAGES_MAX_LINES, PAGES_MAX_ROWS
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.cell_text import is_link
from exports.sheets.column_widths import deepest_cell

ROWS_PER_PAGE = 30
ROWS_PER_REPORT = 200


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the table with the engine that suits its size."""
    content: TableSource = source.content
    table = PrintedTable.of(content, options)
    write = render_pages if _suits_pages(table) else render_grid
    pages, losses = write(source, table, out_path, options, progress, house_style)
    expected = {"pages": pages, "rows": content.row_count, "columns": len(table.header)}
    return Rendered(expected | front_figures(options), losses.seen())


def _suits_pages(table: PrintedTable) -> bool:
    """Whether the page engine is quick enough, and no row is deeper than a page."""
    rows = table.source.row_count
    if rows > PAGES_MAX_ROWS or rows * len(table.header) > PAGES_MAX_CELLS:
        return False
    return all(
        deepest_cell(table.rows(band), table.widths(band, table.room)) <= PAGES_MAX_LINES for band in table.bands
    )


def render_pages(
    source: Source, table: PrintedTable, out_path: Path, options: ExportOptions, progress: Progress, style: HouseStyle
) -> tuple[int, Losses]:
    """Write a small table through the page engine; return pages and losses."""
    losses = Losses()
    bands = [_band(table, band, losses) for band in table.bands]
    text = "".join(c for row in table.rows() for cell in row for c in cell)
    losses[ExportLoss.MISSING_GLYPHS] = len(missing_characters(text, style.fonts))
    job = PageJob(
        title=source.title,
        body=render_to_string("exports/files/_table.html", {"title": source.title, "bands": bands}),
        is_landscape=table.is_landscape,
        expected_pages=len(bands) * (table.source.row_count // ROWS_PER_PAGE + 1),
        text_size="8.5pt",
        cover=cover_of(source, options, style),
    )
    return write_pages(job, out_path, options, progress, style), losses


def render_grid(
    source: Source, table: PrintedTable, out_path: Path, options: ExportOptions, progress: Progress, style: HouseStyle
) -> tuple[int, Losses]:
    """Write a table of any size through the grid engine; return pages and losses."""
    losses = Losses()
    paper = Paper.of(options.page_size, table.is_landscape, options.margins)
    total, done = table.source.row_count * len(table.bands), 0
    with GridWriter(out_path, source.title, options.language, paper, style, losses) as writer:
        if cover := cover_of(source, options, style):
            writer.write_cover(cover)
        for number, band in enumerate(table.bands, start=1):
            section = GridSection(
                caption=source.title if len(table.bands) == 1 else f"{source.title}  ({number} / {len(table.bands)})",
                header=table.header[band.start : band.stop],
                sides=table.sides[band.start : band.stop],
                widths=table.widths(band, paper.table_width),
                rows=table.rows(band),
            )
            for _row in writer.write(section):
                done += 1
                if done % ROWS_PER_REPORT == 0:
                    progress(done, total)
    losses[ExportLoss.MISSING_GLYPHS], losses[ExportLoss.UNTAGGED] = len(writer.missing), 1
    return writer.page_count, losses


def _band(table: PrintedTable, band: range, losses: Losses) -> dict[str, object]:
    """Return what the template needs of a band of columns."""
    sides = [f"align-{side.value}" for side in table.sides[band.start : band.stop]]
    shares = table.widths(band, 10_000)
    links = {
        n for n, column in enumerate(table.source.columns[band.start : band.stop]) if column.type is ColumnType.LINK
    }

    def cells(texts: list[str]) -> list[tuple[str, str]]:
        return [(clean(t, losses), "rtl" if is_rtl(t) else side) for t, side in zip(texts, sides, strict=True)]

    def linked(row: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(_linked(text) if n in links else text, look) for n, (text, look) in enumerate(row)]

    return {
        "shares": [f"{share / 100}%" for share in shares],
        "header": cells(table.header[band.start : band.stop]),
        "rows": [
            [(_linked(t) if n in links else t, s) for n, (t, s) in enumerate(cells(row))] for row in table.rows(band)
        ],
        "label": table.label(band),
        "is_part": len(table.bands) > 1,
    }


def _linked(text: str) -> str:
    return format_html('<a href="{}">{}</a>', text, text) if is_link(text) else text
