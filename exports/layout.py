"""How wide columns are: from what stands in them, for paper of a given width."""

from collections.abc import Sequence
from itertools import pairwise

from exports.options import Orientation

SAMPLE_ROWS = 100
WIDEST_CHARACTERS = 40  # longer cells wrap instead of pushing the others aside
NARROWEST_CHARACTERS = 4
PORTRAIT_CHARACTERS = 95  # that many 9 pt characters stand side by side on upright A4
LANDSCAPE_CHARACTERS = 145
WRAPPED_CHARACTERS = 14  # what a column keeps at least when the paper cannot give it all it wants
PADDING_CHARACTERS = 2


def column_characters(texts: Sequence[Sequence[str]]) -> list[int]:
    """Return how many characters wide each column wants to be; `texts` are sample rows, the header among them."""
    columns = zip(*texts, strict=True)
    return [min(max(NARROWEST_CHARACTERS, *map(_wanted, column)), WIDEST_CHARACTERS) for column in columns]


def share_width(characters: Sequence[int], width: int) -> list[int]:
    """Share `width` among the columns in proportion to their characters; the sum is exactly `width`."""
    total = sum(characters)
    edges = [round(width * sum(characters[:n]) / total) for n in range(len(characters) + 1)]
    return [end - start for start, end in pairwise(edges)]


def is_landscape(orientation: Orientation, characters: Sequence[int] = ()) -> bool:
    """Whether the paper is turned: as chosen, or because the columns would not stand side by side upright."""
    if orientation == Orientation.AUTO:
        return sum(characters) + PADDING_CHARACTERS * len(characters) > PORTRAIT_CHARACTERS
    return orientation == Orientation.LANDSCAPE


def column_bands(characters: Sequence[int], capacity: int) -> list[range]:
    """Cut columns into bands that fit side by side when long cells wrap; nearly always one band."""
    bands: list[range] = []
    start = used = 0
    for index, wanted in enumerate(characters):
        needed = min(wanted, WRAPPED_CHARACTERS) + PADDING_CHARACTERS
        if used and used + needed > capacity:
            bands.append(range(start, index))
            start, used = index, 0
        used += needed
    return [*bands, range(start, len(characters))]


def _wanted(text: str) -> int:
    """Return the width of a text's longest line; wide scripts count double."""
    line = max(text[:400].split("\n"), key=len)
    return len(line) if line.isascii() else sum(2 if ord(character) > 0x2E7F else 1 for character in line)
