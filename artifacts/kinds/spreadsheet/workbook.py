"""A workbook in bands: read where it is asked for, and written into so that the bands left alone are shared."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from artifacts.kinds.base import Fetch
from artifacts.kinds.spreadsheet import recent
from artifacts.kinds.spreadsheet.bands import Band, Cells, Facts, Place, band_at, facts_of, load, made_of, split
from artifacts.kinds.spreadsheet.content import Sheet, SheetCell, SpreadsheetContent
from artifacts.rows.errors import require_within
from artifacts.rows.limits import COLUMNS, SHEET_ROWS, SHEETS, SPREADSHEET_CELLS


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet's name, its bands by number, and its last filled row and column."""

    name: str
    widths: Mapping[int, float]
    bands: Mapping[int, Band]
    row_count: int
    column_count: int


@dataclass(frozen=True, slots=True)
class StoredSpreadsheet:
    """A workbook whose bands are in memory, or read when they are asked for."""

    sheets: tuple[StoredSheet, ...]
    fetch: Fetch

    def content(self) -> SpreadsheetContent:
        """Return the whole workbook."""
        return SpreadsheetContent([self._part(sheet, sheet.bands) for sheet in self.sheets])

    def rows(self, sheet_name: str, first: int, count: int) -> Cells:
        """Return the cells in `count` rows from `first` (from 1), reading only their bands."""
        sheet = next(sheet for sheet in self.sheets if sheet.name == sheet_name)
        last = first + count - 1
        cells = self._part(sheet, bands_between(sheet, first, last)).cells
        return {place: cell for place, cell in cells.items() if first <= place[0] <= last}

    def part(self, name: str | None, first: int, last: int) -> SpreadsheetContent:
        """Return the workbook with the cells of those bands alone in which these rows of one sheet stand.

        Sheets are found as operations find them.
        """
        target = self.sheets[0] if name is None else self._named(name)
        return SpreadsheetContent(
            [self._part(sheet, bands_between(sheet, first, last) if sheet is target else ()) for sheet in self.sheets]
        )

    def cells_of(self, band: Band) -> Cells:
        """Return a band's cells; do not change them."""
        if band.cells is not None:
            return band.cells
        digest = band.digest or ""
        cells = recent.find(digest)
        if cells is None:
            cells = load(self.fetch(digest))
            recent.keep(digest, cells)
        return cells

    def facts_of(self, band: Band) -> Facts:
        """Return a band's facts; it is read only if a version from before facts has it."""
        if band.facts is None:
            band.facts = facts_of(self.cells_of(band))
        return band.facts

    def facts(self) -> list[Facts]:
        """Return the facts of every band."""
        return [self.facts_of(band) for sheet in self.sheets for band in sheet.bands.values()]

    def sized(self, sheet: StoredSheet, bands: Mapping[int, Band]) -> StoredSheet:
        """Return the sheet with other bands."""
        facts = list(map(self.facts_of, bands.values()))
        rows, columns = (max((each[part] for each in facts), default=0) for part in (1, 2))
        return StoredSheet(sheet.name, sheet.widths, bands, rows, columns)

    def held(self, known: "StoredSpreadsheet | None") -> "StoredSpreadsheet":
        """Return the workbook with every band in memory; those that `known` holds are taken from there."""
        sheets: list[StoredSheet] = []
        for at, sheet in enumerate(self.sheets):
            there = known.sheets[at].bands if known else {}
            bands = {number: self._held(band, there.get(number)) for number, band in sheet.bands.items()}
            sheets.append(replace(sheet, bands=bands))
        return StoredSpreadsheet(tuple(sheets), self.fetch)

    def _held(self, band: Band, known: Band | None) -> Band:
        if band.cells is not None:
            return band
        if known is not None and known.cells is not None and known.is_same(band):
            return known
        return Band(band.facts, band.digest, self.cells_of(band), band.is_stored, band.is_computed)

    def _named(self, name: str) -> StoredSheet | None:
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)

    def _part(self, sheet: StoredSheet, numbers: Iterable[int]) -> Sheet:
        cells: Cells = {}
        for number in numbers:
            cells.update(self.cells_of(sheet.bands[number]))
        return Sheet(sheet.name, cells, dict(sheet.widths))


class Draft:
    """A workbook that is written into: a band is copied when it is first written, the others stay as they are."""

    def __init__(self, book: StoredSpreadsheet) -> None:
        self.book = book
        self._opened: list[dict[int, Cells]] = [{} for _sheet in book.sheets]

    def cells(self, sheet: int, number: int) -> Cells:
        """Return the cells of one band as they are now."""
        opened = self._opened[sheet].get(number)
        if opened is not None:
            return opened
        band = self.book.sheets[sheet].bands.get(number)
        return self.book.cells_of(band) if band is not None else {}

    def cell(self, sheet: int, place: Place) -> SheetCell | None:
        """Return the cell at this place, if there is one."""
        return self.cells(sheet, band_at(place[0])).get(place)

    def read(self, sheet: int, places: Iterable[Place]) -> list[SheetCell]:
        """Return the cells at these places, which are filled."""
        found: list[SheetCell] = []
        last, cells = -1, Cells()
        for place in places:
            if (number := band_at(place[0])) != last:
                last, cells = number, self.cells(sheet, number)
            found.append(cells[place])
        return found

    def write(self, sheet: int, cells: Iterable[tuple[Place, SheetCell]]) -> None:
        """Put cells at their places."""
        last, opened = -1, Cells()
        for place, cell in cells:
            if (number := band_at(place[0])) != last:
                last, opened = number, self._open(sheet, number)
            opened[place] = cell

    def put(self, sheet: int, number: int, cells: Cells) -> None:
        """Put these cells, which stand in one band, in place of all that does."""
        self._opened[sheet][number] = cells

    def replace(self, sheet: int, numbers: Collection[int], cells: Cells) -> None:
        """Put these cells in place of all that stands in some bands."""
        found = split(cells)
        self._opened[sheet] |= {number: found.get(number, {}) for number in {*numbers, *found}}

    def closed(self) -> StoredSpreadsheet:
        """Return the workbook; a band that reads as before is the one it was."""
        book = self.book
        pairs = zip(book.sheets, self._opened, strict=True)
        sheets = tuple(book.sized(sheet, self._bands(sheet, opened)) if opened else sheet for sheet, opened in pairs)
        return StoredSpreadsheet(sheets, book.fetch)

    def _open(self, sheet: int, number: int) -> Cells:
        if number not in self._opened[sheet]:
            self._opened[sheet][number] = dict(self.cells(sheet, number))
        return self._opened[sheet][number]

    def _bands(self, sheet: StoredSheet, opened: Mapping[int, Cells]) -> dict[int, Band]:
        bands = dict(sheet.bands)
        for number, cells in opened.items():
            band = bands.pop(number, None)
            if cells:
                is_same = band is not None and self.book.cells_of(band) == cells
                bands[number] = band if band is not None and is_same else made_of(cells)
        return dict(sorted(bands.items()))


def in_memory(content: SpreadsheetContent) -> StoredSpreadsheet:
    """Return a workbook of what is in memory, nothing computed."""
    book = StoredSpreadsheet((), _nothing_stored)
    sheets = [StoredSheet(sheet.name, sheet.widths, {}, 0, 0) for sheet in content.sheets]
    bands = [{number: made_of(cells) for number, cells in split(sheet.cells).items()} for sheet in content.sheets]
    return StoredSpreadsheet(tuple(map(book.sized, sheets, bands)), _nothing_stored)


def bands_between(sheet: StoredSheet, first: int, last: int) -> Sequence[int]:
    """Return the numbers of the bands in which these rows stand."""
    return [number for number in sheet.bands if band_at(first) <= number <= band_at(last)]


def require_size(book: StoredSpreadsheet) -> None:
    """Raise OverLimit for too many sheets or cells, or a cell beyond the last place."""
    require_within(SHEETS, len(book.sheets))
    require_within(SPREADSHEET_CELLS, sum(facts.cells for facts in book.facts()))
    for sheet in book.sheets:
        require_within(SHEET_ROWS, sheet.row_count)
        require_within(COLUMNS, sheet.column_count)


def differing(
    old: StoredSpreadsheet, before: StoredSheet, new: StoredSpreadsheet, after: StoredSheet
) -> Iterator[tuple[Cells, Cells]]:
    """Yield the cells of two states of a sheet in every band that may not be the same in both."""
    for number in sorted({*before.bands, *after.bands}):
        was, now = before.bands.get(number), after.bands.get(number)
        if was is None or not was.is_same(now):
            yield old.cells_of(was) if was else {}, new.cells_of(now) if now else {}


def all_cells(book: StoredSpreadsheet, sheet: StoredSheet) -> Iterator[tuple[Place, SheetCell]]:
    """Yield every cell of a sheet."""
    return chain.from_iterable(book.cells_of(band).items() for band in sheet.bands.values())


def beginning_of(book: StoredSpreadsheet, characters: int) -> str:
    """Return the names of sheets and the texts in them, read until there are so many characters."""
    texts: list[str] = []
    left = characters
    for text in _texts(book):
        texts.append(text)
        left -= len(text) + 1
        if left < 0:
            break
    return " ".join(texts)[:characters]


def cells_in_order(book: StoredSpreadsheet, sheet: StoredSheet) -> Iterator[tuple[Place, SheetCell]]:
    """Yield the cells of a sheet row by row, reading no further than asked."""
    return chain.from_iterable(sorted(book.cells_of(band).items()) for band in sheet.bands.values())


def _texts(book: StoredSpreadsheet) -> Iterator[str]:
    for sheet in book.sheets:
        yield sheet.name
        for band in sheet.bands.values():
            if book.facts_of(band).texts:
                yield from (value for _raw, value, *_rest in book.cells_of(band).values() if isinstance(value, str))


def _nothing_stored(digest: str) -> bytes:
    raise LookupError(digest)
