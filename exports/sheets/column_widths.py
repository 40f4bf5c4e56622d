"""How wide columns are: from what stands in them, for paper of a given width."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil

from exports.formats.options import Margins, Orientation, PageSize

SAMPLE_ROWS = 100
WIDEST_CHARACTERS = 40  # longer cells wrap instead of pushing the others aside
NARROWEST_CHARACTERS = 4
PORTRAIT_CHARACTERS = 95  # that many 9 pt characters stand side by side on upright A4
LANDSCAPE_CHARACTERS = 145
CHARACTER_MM = 1.9
POINTS_PER_MM = 72 / 25.4
MARGINS_MM = (20, 16, 18)  # of pages of text: above, beside, below
MARGIN_CHANGES_MM = {Margins.NARROW: -5, Margins.NORMAL: 0, Margins.WIDE: 10}  # of each side, whatever it is
WIDER_MM = {PageSize.A4: (0, 0), PageSize.LETTER: (6, -18)}  # than A4: upright, lying
WRAPPED_CHARACTERS = 14  # what a column keeps at least when the paper cannot give it all it wants
PADDING_CHARACTERS = 2
LETTER = 1.08  # of an average character: as wide as digits are
BOLD = 1.15
USUAL_SHEET_CHARACTERS = 8  # what a spreadsheet program gives a column by itself
WIDEST_SHEET_CHARACTERS = 60


def column_characters(texts: Sequence[Sequence[str]]) -> list[int]:
    """Return how many characters wide each column wants to be; `texts` are the header and sample rows."""
    columns = zip(*texts, strict=True)
    return [min(max(NARROWEST_CHARACTERS, *_widths(column)), WIDEST_CHARACTERS) for column in columns]


def _widths(column: Sequence[str]) -> Iterator[int]:
    head, *cells = column
    yield ceil(line_width(head) * BOLD)
    yield from map(line_width, cells)


def share_width(characters: Sequence[int], width: int, room: int) -> list[int]:
    """Share `width`, in which `room` characters stand side by side; the sum is exactly `width`.

    Where the columns want more than that, the short ones get all they want and the long ones the same each.
    """
    needed = [wanted * LETTER + PADDING_CHARACTERS for wanted in characters]
    most = _most(needed, room)
    shares = [min(need, most) for need in needed]
    total = sum(shares)
    edges = [round(width * sum(shares[:n]) / total) for n in range(len(shares) + 1)]
    return [end - start for start, end in pairwise(edges)]


def _most(needed: Sequence[float], room: float) -> float:
    """Return the width of the long columns, with which all columns together fill the room."""
    left = room
    for place, need in enumerate(ascending := sorted(needed)):
        share = left / (len(ascending) - place)
        if need > share:
            return share
        left -= need
    return max(needed)


def capacity(*, is_landscape: bool, margins: Margins = Margins.NORMAL, page_size: PageSize = PageSize.A4) -> int:
    """Return how many characters stand side by side between the margins."""
    usual = LANDSCAPE_CHARACTERS if is_landscape else PORTRAIT_CHARACTERS
    wider = WIDER_MM[page_size][is_landscape] - 2 * MARGIN_CHANGES_MM[margins]
    return usual + round(wider / CHARACTER_MM)


def is_landscape(orientation: Orientation, characters: Sequence[int] = (), margins: Margins = Margins.NORMAL) -> bool:
    """Whether the paper is turned: as chosen, or because the columns would not stand side by side upright."""
    if orientation == Orientation.AUTO:
        wanted = sum(characters) + PADDING_CHARACTERS * len(characters)
        return wanted > capacity(is_landscape=False, margins=margins)
    return orientation == Orientation.LANDSCAPE


def column_bands(characters: Sequence[int], room: int) -> list[range]:
    """Cut columns into bands that fit side by side when long cells wrap; nearly always one band."""
    bands: list[range] = []
    start = used = 0
    for index, wanted in enumerate(characters):
        needed = min(wanted, WRAPPED_CHARACTERS) + PADDING_CHARACTERS
        if used and used + needed > room:
            bands.append(range(start, index))
            start, used = index, 0
        used += needed
    return [*bands, range(start, len(characters))]


def deepest_cell(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> int:
    """Return about how many lines the deepest cell takes in columns that are so many characters wide."""
    return max((_lines(text, width) for row in rows for text, width in zip(row, widths, strict=True)), default=0)


def _lines(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(_width(line) // max(width, 1) + 1 for line in text.split("\n"))


def line_width(text: str) -> int:
    """Return the width of a text's longest line."""
    return _width(max(text[:400].split("\n"), key=len))


def _width(line: str) -> int:
    """Return how many characters wide a line is; wide scripts count double."""
    return len(line) if line.isascii() else sum(2 if ord(character) > 0x2E7F else 1 for character in line)
