"""As much of an artifact as the pages of a preview can hold, so that a preview of a long one is as quick."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from artifacts.images.references import named_digests
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.spreadsheet.content import Sheet, SpreadsheetContent
from artifacts.kinds.table.content import Cell, Column, TableSource
from artifacts.markdown.top_level import top_level_blocks
from exports.formats.images import FindImage, ImageFile
from exports.images.losses import names_images
from exports.preview_images.file import Part
from exports.rows.limits import PREVIEW_CHARACTERS, PREVIEW_IMAGE_BYTES, PREVIEW_ROWS
from exports.sheets.grid import sheet_size


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The beginning of a table; satisfies TableSource."""

    whole: TableSource
    limit: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.whole.columns

    @property
    def row_count(self) -> int:
        return min(self.whole.row_count, self.limit)

    def iter_rows(self) -> Iterator[list[Cell]]:
        return islice(self.whole.iter_rows(), self.limit)


def clip_table(table: TableSource) -> tuple[TableSource, Part | None]:
    """Return the table's beginning and how much that is; a short table comes back whole."""
    if table.row_count <= PREVIEW_ROWS:
        return table, None
    return FirstRows(table, PREVIEW_ROWS), Part(PREVIEW_ROWS, table.row_count, "rows")


def clip_workbook(content: SpreadsheetContent) -> tuple[SpreadsheetContent, Part | None]:
    """Return the first rows of the first sheets, as many as a table's."""
    counts = [sheet_size(sheet)[0] for sheet in content.sheets]
    if sum(counts) <= PREVIEW_ROWS:
        return content, None
    left = PREVIEW_ROWS
    kept: list[Sheet] = []
    for sheet, rows in zip(content.sheets, counts, strict=True):
        if left <= 0:
            break
        cells = {place: cell for place, cell in sheet.cells.items() if place[0] <= left}
        kept.append(Sheet(sheet.name, cells, sheet.widths))
        left -= rows
    return SpreadsheetContent(kept), Part(PREVIEW_ROWS, sum(counts), "rows")


class FirstImages:
    """The images of a document until their bytes are enough; satisfies FindImage."""

    def __init__(self, find: FindImage) -> None:
        self._find = find
        self._found: dict[str, ImageFile | None] = {}
        self._left = PREVIEW_IMAGE_BYTES

    @property
    def are_enough(self) -> bool:
        return self._left <= 0

    def __call__(self, digest: str) -> ImageFile | None:
        """Return the image, unless those before it were enough."""
        if digest not in self._found and not self.are_enough:
            image = self._found[digest] = self._find(digest)
            self._left -= image.path.stat().st_size if image else 0
        return self._found.get(digest)


def clip_document(text: str, images: FirstImages) -> tuple[DocumentContent, Part | None]:
    """Return the document's first blocks; the block that crosses the limit of characters or images is kept whole.

    Of a block with too many images the first ones are shown and the words of the others.
    """
    if len(text) <= PREVIEW_CHARACTERS and not names_images(text):
        return DocumentContent(text), None
    kept: list[str] = []
    length = 0
    for block in top_level_blocks(text):
        if length >= PREVIEW_CHARACTERS or images.are_enough:
            break
        for digest in sorted(named_digests(block), key=block.index):
            images(digest)
        kept.append(block)
        length += len(block)
    return DocumentContent("".join(kept)), Part(length, len(text), "characters") if length < len(text) else None
