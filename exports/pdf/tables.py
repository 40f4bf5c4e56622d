"""How a table goes on paper, whatever the engine: formatted texts, turned paper, bands of columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

from django.utils.translation import gettext as _

from artifacts.kinds.table.content import Align, Cell, TableSource
from exports.formats.options import ExportOptions
from exports.sheets.cell_text import alignment, cell_formatter
from exports.sheets.column_widths import (
    SAMPLE_ROWS,
    capacity,
    column_bands,
    column_characters,
    is_landscape,
    share_width,
)

Texts = list[str]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table ready for paper `room` characters wide; `rows()` may be read once for each band."""

    source: TableSource
    header: Texts
    sides: tuple[Align, ...]
    formats: tuple[Callable[[Cell], str], ...]
    characters: list[int]
    is_landscape: bool
    bands: list[range]
    room: int

    @classmethod
    def of(cls, source: TableSource, options: ExportOptions) -> Self:
        """Look at the first rows and decide."""
        sample = list(islice(source.iter_rows(), SAMPLE_ROWS))
        formats = tuple(cell_formatter(c, [row[n] for row in sample]) for n, c in enumerate(source.columns))
        header = [column.name for column in source.columns]
        texts = [header, *([f(v) for f, v in zip(formats, row, strict=True)] for row in sample)]
        characters = column_characters(texts)
        turned = is_landscape(options.orientation, characters, options.margins)
        room = capacity(is_landscape=turned, margins=options.margins, page_size=options.page_size)
        bands = column_bands(characters, room)
        return cls(source, header, tuple(map(alignment, source.columns)), formats, characters, turned, bands, room)

    def rows(self, band: range | None = None) -> Iterator[Texts]:
        """Yield the formatted cells of each row, of all columns or of one band."""
        columns = band or range(len(self.header))
        formats, start, stop = self.formats[columns.start : columns.stop], columns.start, columns.stop
        for row in self.source.iter_rows():
            yield [show(value) for show, value in zip(formats, row[start:stop], strict=True)]

    def label(self, band: range) -> str:
        """Return which columns a band holds, for people."""
        return _("Columns %(first)s to %(last)s") % {"first": band.start + 1, "last": band.stop}

    def widths(self, band: range, width: int) -> Sequence[int]:
        """Share the paper's width among a band's columns."""
        return share_width(self.characters[band.start : band.stop], width, self.room)
