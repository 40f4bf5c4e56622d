"""Reads PDF back with PDFium: pages, outline, and whether every row and paragraph is there as text.

Letters and digits of scripts that are written one after the other are compared; joined and right-to-left scripts come
out of a PDF in an order of the reader's own, so they are left to the check of fonts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pypdfium2

from exports.flow.blocks import Code, Heading, Paragraph, Rule, Run, Table, blocks
from exports.formats.contract import Figures, Source, front_figures
from exports.formats.images import FindImage, no_images
from exports.formats.options import ExportOptions
from exports.images.losses import names_images
from exports.pdf.sheets import printed_sheets
from exports.pdf.tables import PrintedTable
from exports.readers.pdf_front import Front, read_contents, read_title_page
from exports.readers.pdf_images import count_figures
from exports.readers.pdf_letters import SHAPED, bare, compact

AHEAD_LETTERS = 12_000  # how far what is looked for may be behind what was found last: some pages
SLACK = 600  # letters of margins and repeated headers that a page break puts into a text
NARROW = 8  # columns of a table in which words may break
PIECE = 8  # letters of a text that are looked for at once where page breaks run through it
LOST_SHARE = 0.05  # of letters around right-to-left text, where readers disagree about marks
ENDS = 30  # letters of a broken text's beginning and end that must be there


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
        front = front_figures(options, title_page=_title_page(document, source, options).title_page)
    return {"pages": pages, "rows": min(found), "columns": columns, **front}


def read_workbook(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count pages, and the rows of all sheets whose every cell is found."""
    with pypdfium2.PdfDocument(path) as document:
        trail = _Trail(document)
        sheets = printed_sheets(source.content, options)
        rows = sum(_count(trail, sheet.rows(band)) for sheet in sheets for band in sheet.bands)
        front = front_figures(options, title_page=_title_page(document, source, options).title_page)
        return {"pages": len(document), "rows": rows, **front}


def read_document(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count pages, headings in the outline, the paragraphs and cells that are found, and the images that are drawn."""
    with pypdfium2.PdfDocument(path) as document:
        headings = sum(1 for _ in document.get_toc())
        front = _title_page(document, source, options)
        if options.contents:
            front = read_contents(document, source, front)
        images = {"images": count_figures(document, front.pages)} if names_images(source.content.text) else {}
        texts = _count(_Trail(document, front.pages), document_texts(source.content.text, source.images))
        figures = {"pages": len(document), "headings": headings, "texts": texts, **images}
        return {**figures, **front_figures(options, title_page=front.title_page, contents=front.contents)}


def _title_page(document: pypdfium2.PdfDocument, source: Source, options: ExportOptions) -> Front:
    return read_title_page(document, source.title) if options.title_page else Front()


def document_texts(text: str, images: FindImage = no_images) -> Iterator[Sequence[str]]:
    """Yield the text of each paragraph, heading and code block, and the cells of each table row, in order."""
    for block in blocks(text, images):
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
    """Return the text of runs up to the first footnote's reference or formula, which are drawn as something else."""
    texts: list[str] = []
    for run in runs:
        if run.note or run.formula:
            break
        texts.append("" if run.image else run.text)
    return "".join(texts)


def _count(trail: "_Trail", rows: Iterable[Sequence[str]]) -> int:
    return sum(1 for row in rows if trail.has(row))


class _Trail:
    """Walks along a file's text; each `has` begins where the last one ended."""

    def __init__(self, document: pypdfium2.PdfDocument, first: int = 0) -> None:
        self._pages = self._read(document, first)
        self._text = ""
        self._at = 0
        self._passed = 0  # letters found in no order since the last text that was found in its place

    def has(self, row: Sequence[str]) -> bool:
        """Whether the row's cells stand here or on the next pages."""
        letters = compact("".join(row))
        end = self._end_of(letters, slack=SLACK)
        if end < 0 and any(map(SHAPED.search, row)):  # readers put such a line in an order of their own
            return self._has_letters(letters)
        if end < 0:
            parts = list(map(compact, row))
            ends = [self._end_of(part, slack=3 * len(part) + AHEAD_LETTERS) for part in parts]
            if any(end < 0 for end in ends):  # of narrow columns readers put the pieces of words among each other
                return len(row) >= NARROW and self._has_letters(letters)
            # a text may stand in many places: the row reaches at least as far as the first of its long ones
            end = min((end for end, part in zip(ends, parts, strict=True) if len(part) >= PIECE), default=self._at)
        self._at, self._passed = end, 0
        return True

    def _has_letters(self, letters: str) -> bool:
        """Whether the letters stand in the text that follows, in any order."""
        self._passed += 2 * len(letters)
        self._read_ahead(self._passed)
        window = self._text[self._at : self._at + self._passed + len(letters) + SLACK]
        lost = Counter(bare(letters)) - Counter(bare(window))
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
        return self._end_of_pieces(wanted, slack) if len(wanted) > PIECE else -1

    def _end_of_pieces(self, wanted: str, slack: int) -> int:
        """Return where a text ends whose beginning or end a page break runs through, -1 when it is not there.

        Every letter of it is there, in its order, in pieces with at most `slack` in between.
        """
        at, done = self._at, 0
        while done < len(wanted):
            piece = wanted[done : done + PIECE]
            start = self._text.find(piece, at, at + len(piece) + slack)
            if start < 0:
                return -1
            length = len(piece)
            while wanted[done + length : done + length + 1] == self._text[start + length : start + length + 1] != "":
                length += 1
            at, done = start + length, done + length
        return at

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
    def _read(document: pypdfium2.PdfDocument, first: int) -> Iterator[str]:
        for number in range(first, len(document)):
            page = document[number]
            text = page.get_textpage()
            yield compact(text.get_text_range())
            text.close()
            page.close()
