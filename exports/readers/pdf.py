"""Reads PDF back with PDFium: pages, outline, and whether every row and paragraph is there as text.

Letters and digits of scripts that are written one after the other are compared; joined and right-to-left scripts come
out of a PDF in an order of the reader's own, so they are left to the check of fonts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2

from exports.blocks import Code, Heading, Paragraph, Rule, Run, Table, blocks
from exports.options import ExportOptions
from exports.pdf.sheets import printed_sheets
from exports.pdf.tables import PrintedTable
from exports.rendering import Figures, Source

AHEAD_LETTERS = 12_000  # how far what is looked for may be behind what was found last: some pages
SLACK = 600  # letters of margins and repeated headers that a page break puts into a text
LOST_SHARE = 0.05  # of letters around right-to-left text, where readers disagree about marks
ENDS = 30  # letters of a broken text's beginning and end that must be there
_IGNORED = re.compile(r"[^0-9A-Za-z\u00C0-\u024F\u0370-\u052F\u3041-\u30FA\u4E00-\u9FFF]+")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SHAPED = re.compile(
    "[\u0590-\u109f\u1780-\u17ff\u1b00-\u1b7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]"
)


def read_table(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count pages, columns, and the rows whose every cell is found."""
    table = PrintedTable.of(source.content, options)
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
        trail = _Trail(document)
        columns, found = 0, []
        for band in table.bands:
            columns += len(band) * trail.has(table.header[band.start : band.stop])
            found.append(_count(trail, table.rows(band)))
    return {"pages": pages, "rows": min(found), "columns": columns}


def read_workbook(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count pages, and the rows of all sheets whose every cell is found."""
    with pypdfium2.PdfDocument(path) as document:
        trail = _Trail(document)
        rows = sum(_count(trail, sheet.rows(band)) for sheet in printed_sheets(source.content) for band in sheet.bands)
        return {"pages": len(document), "rows": rows}


def read_document(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count pages, headings in the outline, and the paragraphs and cells that are found."""
    with pypdfium2.PdfDocument(path) as document:
        headings = sum(1 for _ in document.get_toc())
        texts = _count(_Trail(document), document_texts(source.content.text))
        return {"pages": len(document), "headings": headings, "texts": texts}


def document_texts(text: str) -> Iterator[Sequence[str]]:
    """Yield the text of each paragraph, heading and code block, and the cells of each table row, in order."""
    for block in blocks(text):
        match block.content:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield [_words(runs)]
            case Code(text=code):
                yield [code]
            case Table(rows=rows):
                yield from ([_words(cell) for cell in row] for row in rows)
            case Rule():
                pass


def _words(runs: Sequence[Run]) -> str:
    """Return the text of runs up to the first reference to a footnote, whose number stands in between."""
    texts: list[str] = []
    for run in runs:
        if run.note:
            break
        texts.append(run.text)
    return "".join(texts)


def _count(trail: "_Trail", rows: Iterable[Sequence[str]]) -> int:
    return sum(1 for row in rows if trail.has(row))


def _compact(text: str) -> str:
    """Return the letters and digits that are compared."""
    if not text.isascii():  # PDFium does not give letters outside of the first 65,536
        text = unicodedata.normalize("NFKC", _ASTRAL.sub("", text))
    return _IGNORED.sub("", text)


def _bare(letters: str) -> str:
    """Return letters without their accents, which readers may put on a neighbour."""
    return letters if letters.isascii() else _IGNORED.sub("", unicodedata.normalize("NFKD", letters))


class _Trail:
    """Walks along a file's text; each `has` begins where the last one ended."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._pages = self._read(document)
        self._text = ""
        self._at = 0
        self._passed = 0  # letters found in no order since the last text that was found in its place

    def has(self, row: Sequence[str]) -> bool:
        """Whether the row's cells stand here or on the next pages."""
        letters = _compact("".join(row))
        end = self._end_of(letters, slack=SLACK)
        if end < 0 and any(map(_SHAPED.search, row)):  # readers put such a line in an order of their own
            return self._has_letters(letters)
        if end < 0:
            parts = map(_compact, row)
            ends = [self._end_of(part, slack=3 * len(part) + AHEAD_LETTERS) for part in parts]
            if any(end < 0 for end in ends):
                return False
            end = max(ends, default=self._at)
        self._at, self._passed = end, 0
        return True

    def _has_letters(self, letters: str) -> bool:
        """Whether the letters stand in the text that follows, in any order."""
        self._passed += 2 * len(letters)
        self._read_ahead(self._passed)
        window = self._text[self._at : self._at + self._passed + len(letters) + SLACK]
        lost = Counter(_bare(letters)) - Counter(_bare(window))
        return lost.total() <= LOST_SHARE * len(letters)

    def _end_of(self, wanted: str, slack: int) -> int:
        """Return where the text ends, -1 when it is not there.

        A page break may run through it: then its beginning and its end are there, with at most `slack` in between.
        """
        self._read_ahead(len(wanted))
        head, tail = wanted[:ENDS], wanted[-ENDS:]
        start = self._text.find(head, self._at)
        while start >= 0:
            if self._text.startswith(wanted, start):
                return start + len(wanted)
            least = start + len(wanted) - len(tail)
            end = self._text.find(tail, least, least + len(tail) + slack)
            if end >= 0 and len(wanted) > ENDS:
                return end + len(tail)
            start = self._text.find(head, start + 1)
        return -1

    def _read_ahead(self, length: int) -> None:
        """Have enough of the following pages at hand, and forget those that are done."""
        if self._at > AHEAD_LETTERS:
            self._text, self._at = self._text[self._at :], 0
        while len(self._text) - self._at < AHEAD_LETTERS + 2 * length:
            page = next(self._pages, None)
            if page is None:
                return
            self._text += page

    @staticmethod
    def _read(document: pypdfium2.PdfDocument) -> Iterator[str]:
        for page in document:
            text = page.get_textpage()
            yield _compact(text.get_text_range())
            text.close()
            page.close()
