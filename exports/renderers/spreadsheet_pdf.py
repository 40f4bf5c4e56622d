"""Spreadsheet -> PDF: computed values, sheet after sheet, with column letters and row numbers."""

from pathlib import Path

from artifacts.kinds.spreadsheet.content import SpreadsheetContent
from exports.flow.covers import cover_of
from exports.formats.contract import Progress, Rendered, Source, front_figures
from exports.formats.options import ExportOptions
from exports.house_style.style import HouseStyle
from exports.pdf.grid import GridSection, GridWriter, Paper
from exports.pdf.sheets import printed_sheets
from exports.rows.losses import ExportLoss, Losses

ROWS_PER_REPORT = 200


def render(
    source: Source, out_path: Path, options: ExportOptions, progress: Progress, house_style: HouseStyle
) -> Rendered:
    """Write the workbook through the grid engine."""
    content: SpreadsheetContent = source.content
    sheets = printed_sheets(content, options)
    losses = Losses()
    paper = Paper.of(options.page_size, sheets[0].is_landscape, options.margins)
    total, done = sum(sheet.row_count * len(sheet.bands) for sheet in sheets), 0
    with GridWriter(out_path, source.title, options.language, paper, house_style, losses) as writer:
        if cover := cover_of(source, options, house_style):
            writer.write_cover(cover)
        for sheet in sheets:
            for band in sheet.bands:
                section = GridSection(
                    caption=f"{source.title}  —  {sheet.sheet.name}",
                    header=sheet.header(band),
                    sides=sheet.sides(band),
                    widths=sheet.widths(band, paper.table_width),
                    rows=sheet.rows(band),
                )
                for _row in writer.write(section):
                    done += 1
                    if done % ROWS_PER_REPORT == 0:
                        progress(done, total)
    losses[ExportLoss.MISSING_GLYPHS], losses[ExportLoss.UNTAGGED] = len(writer.missing), 1
    expected = {"pages": writer.page_count, "rows": total, **front_figures(options)}
    return Rendered(expected, losses.seen())
