"""The grid engine: tables of any length as PDF, page after page in flat memory.

Cells wrap, the header is repeated, page numbers stand below. Simple text is placed letter by letter; text that needs
shaping, other fonts or pictures is shaped line by line. The file is not tagged. Columns are bands that fit the paper:
`exports.sheets.column_widths` shares them out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from artifacts.kinds.table.content import Align
from exports.flow.covers import Cover
from exports.flow.plain_text import clean
from exports.formats.options import Margins, PageSize
from exports.house_style.style import HouseStyle
from exports.pdf.file import CATALOG, INFO, PAGES, RESOURCES, PdfFile, text_string
from exports.pdf.grid_cover import CoverPage
from exports.pdf.grid_page import (
    EM,
    LEADING,
    PAD_X,
    PAD_Y,
    SIZE,
    CellLines,
    GridPage,
    height_of,
    picture_at,
    split_row,
    wrap,
)
from exports.pdf.shaping import shaper
from exports.pdf.typefaces import BaseFace, Typefaces
from exports.rows.losses import Losses
from exports.sheets.column_widths import MARGIN_CHANGES_MM, POINTS_PER_MM

PAPER = {PageSize.A4: (595, 842), PageSize.LETTER: (612, 792)}
MARGIN_X, MARGIN_TOP, MARGIN_BOTTOM = 40, 56, 44
CAPTION_CHARACTERS = 100
FOOT_SHARE = 0.55  # of the lower margin, from the edge to the page number
LOGO_HEIGHT = 20


@dataclass(frozen=True, slots=True)
class GridSection:
    """One table of the file: `rows` are formatted texts, `widths` points, `caption` stands above every page."""

    caption: str
    header: Sequence[str]
    sides: Sequence[Align]
    widths: Sequence[int]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Paper:
    """Size in points and what is left for the table; `left` is the margin on both sides, `top` where rows begin."""

    width: int
    height: int
    left: int
    top: int
    bottom: int

    @classmethod
    def of(cls, page_size: PageSize, is_landscape: bool, margins: Margins = Margins.NORMAL) -> Self:
        """Return the paper as it lies."""
        change = round(MARGIN_CHANGES_MM[margins] * POINTS_PER_MM)
        width, height = reversed(PAPER[page_size]) if is_landscape else PAPER[page_size]
        return cls(width, height, MARGIN_X + change, height - MARGIN_TOP - change, MARGIN_BOTTOM + change)

    @property
    def table_width(self) -> int:
        """Points between the margins."""
        return self.width - 2 * self.left

    @property
    def foot(self) -> int:
        """Where the page number stands."""
        return round(self.bottom * FOOT_SHARE)


class GridWriter:
    """Writes one file of sections; a context manager that completes the file."""

    def __init__(
        self, path: Path, title: str, language: str, paper: Paper, house_style: HouseStyle, losses: Losses
    ) -> None:
        self._file = PdfFile(path)
        self._faces = Typefaces(shaper(house_style.fonts), self._file, SIZE)
        self._title, self._language, self._paper, self._style = title, language, paper, house_style
        self._losses = losses
        self._pages: list[tuple[int, int, str | None]] = []
        self._captions: dict[str, str] = {}
        self._top, self._bottom = paper.top, paper.bottom

    @property
    def page_count(self) -> int:
        """Pages written so far."""
        return len(self._pages)

    @property
    def missing(self) -> set[str]:
        """Characters that no font has."""
        return self._faces.missing

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:
            self._close()
        self._file.__exit__(kind, error, traceback)

    def write(self, section: GridSection) -> Iterator[int]:
        """Write a section on pages of its own; yield the number of each row once it is placed."""
        page = GridPage(self._paper.left, section.widths, section.sides, self._style)
        room = self._top - self._bottom
        header = self._cells(section.header, section.widths, self._faces.bold)
        header = split_row(header, int(room / 2 // LEADING))[0]
        deepest = int((room - height_of(header) - 2 * PAD_Y) // LEADING)
        y = self._start(page, header)
        for number, row in enumerate(section.rows, start=1):
            for part in split_row(self._cells(row, section.widths, self._faces.regular), deepest):
                height = height_of(part)
                if y - height < self._bottom:
                    self._finish(page, y, section.caption)
                    y = self._start(page, header)
                y -= height
                page.place(part, y, height, is_banded=number % 2 == 0)
            yield number
        self._finish(page, y, section.caption)

    def write_cover(self, cover: Cover) -> None:
        """Write a title page, which has no running header and no page number."""
        page = CoverPage(self._faces, self._paper.left, self._paper.table_width, self._top, self._losses)
        self._add_page(page.content(cover, self._style), None)

    def _cells(self, texts: Sequence[str], widths: Sequence[int], base: BaseFace) -> list[CellLines]:
        return [self._lines(text, width - 2 * PAD_X, base) for text, width in zip(texts, widths, strict=True)]

    def _lines(self, text: str, width: float, base: BaseFace) -> CellLines:
        """Return a cell's text as lines that fit the width."""
        if base.simple.issuperset(text):
            full = sum(map(base.widths.__getitem__, text))
            if full * SIZE <= width * EM:
                return [(full * SIZE / EM, text.translate(base.codes))]
            return wrap(text, int(width * EM / SIZE), base)
        text = clean(text, self._losses).replace("\t", "    ")
        if "\n" in text:
            return [line for part in text.split("\n") for line in self._lines(part, width, base)]
        if base.simple.issuperset(text):
            return self._lines(text, width, base)
        return list(self._faces.shape(text, width, is_bold=base is self._faces.bold))

    def _start(self, page: GridPage, header: list[CellLines]) -> int:
        """Begin a page with the repeated header; return where the rows begin."""
        page.clear()
        height = height_of(header)
        page.place_header(header, self._top - height, height, self._faces.bold)
        page.begin_rows(self._faces.regular)
        return self._top - height

    def _finish(self, page: GridPage, bottom: int, caption: str) -> None:
        self._add_page(page.content(self._top, bottom), caption)

    def _add_page(self, operators: bytes, caption: str | None) -> None:
        content = self._file.write_stream(operators)
        margins = self._file.reserve()
        number = self._file.write(
            f"<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {self._paper.width} {self._paper.height}]"
            f"/Resources {RESOURCES} 0 R/Contents[{content} 0 R {margins} 0 R]>>"
        )
        self._pages.append((number, margins, caption))

    def _close(self) -> None:
        """Write what is known only now: page numbers, fonts, the catalogue."""
        for number, (_, margins, caption) in enumerate(self._pages, start=1):
            marks = b"" if caption is None else self._margins(number, caption)
            self._file.write_stream(marks, number=margins)
        self._file.write(self._faces.resources(), RESOURCES)
        kids = " ".join(f"{page} 0 R" for page, _, _ in self._pages)
        self._file.write(f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>", PAGES)
        self._file.write(f"<</Title{text_string(self._title)}/Producer(Diptych)>>", INFO)
        look = "/ViewerPreferences<</DisplayDocTitle true>>"
        self._file.write(f"<</Type/Catalog/Pages {PAGES} 0 R/Lang({self._language}){look}>>", CATALOG)

    def _margins(self, number: int, caption: str) -> bytes:
        """Return a page's running header and page number."""
        base = self._faces.regular
        if caption not in self._captions:
            self._captions[caption] = self._running(caption)
        text = f"{number} / {len(self._pages)}"
        x = self._paper.width - self._paper.left - sum(map(base.widths.__getitem__, text)) * SIZE / EM
        foot = f"BT /{base.face.name} {SIZE} Tf .33 g 1 0 0 1 {x:.1f} {self._paper.foot} Tm"
        return f"{self._captions[caption]}{foot}<{text.translate(base.codes)}>Tj ET".encode("latin-1")

    def _running(self, caption: str) -> str:
        """Return what is the same on all pages of a section: logo, header, caption, footer."""
        style, y, x, logo = self._style, self._top + 10, float(self._paper.left), ""
        if style.logo:
            name, share = self._faces.add_picture(style.logo)
            width = min(LOGO_HEIGHT / share, self._paper.table_width / 4)
            logo = f"q {width:.1f} 0 0 {width * share:.1f} {x} {y - 4} cm /{name} Do Q "
            x += width + 10
        head = f"{style.header}  —  {caption}" if style.header else caption
        foot = self._line(style.footer, self._paper.left, self._paper.foot) if style.footer else ""
        return f"{logo}{self._line(head, x, y)}{foot}"

    def _line(self, text: str, x: float, y: float) -> str:
        base = self._faces.regular
        words = clean(" ".join(text.split()), self._losses)[:CAPTION_CHARACTERS]
        line = self._faces.shape(words, self._paper.table_width)[0]
        pictures = "".join(picture_at(picture, x, y) for picture in line.pictures)
        return f"BT /{base.face.name} {SIZE} Tf .33 g 1 0 0 1 {x:.1f} {y} Tm{line.operators} ET {pictures} "
