"""One page of the grid engine: collects what cells put on it and returns the page's content stream."""

from collections.abc import Sequence

from artifacts.kinds.table.content import Align
from exports.house_style.style import HouseStyle
from exports.pdf.typefaces import BaseFace, ComplexLine, Picture

SIZE = 8.5
LEADING = 11
PAD_X, PAD_Y = 4, 3
EM = 1000

Line = tuple[float, str] | ComplexLine
CellLines = list[Line]


def height_of(cells: Sequence[CellLines]) -> int:
    """Return the height of a row."""
    return max(map(len, cells), default=1) * LEADING + 2 * PAD_Y


def split_row(cells: list[CellLines], deepest: int) -> list[list[CellLines]]:
    """Return the row, or, when it is deeper than a page, its parts."""
    depth = max(map(len, cells), default=1)
    if depth <= deepest:
        return [cells]
    return [[lines[start : start + deepest] for lines in cells] for start in range(0, depth, deepest)]


def wrap(text: str, limit: int, base: BaseFace) -> CellLines:
    """Break simple text at spaces, and words that are too long anywhere; `limit` is in thousandths of an em."""
    measure = base.widths.__getitem__
    space = measure(" ")
    lines: CellLines = []
    line, used = "", 0
    for word in text.split(" "):
        width = sum(map(measure, word))
        if line and used + space + width <= limit:
            line, used = f"{line} {word}", used + space + width
            continue
        if line:
            lines.append((used * SIZE / EM, line.translate(base.codes)))
        while width > limit and len(word) > 1:
            cut = _fitting(word, limit, base)
            lines.append((sum(map(measure, word[:cut])) * SIZE / EM, word[:cut].translate(base.codes)))
            word = word[cut:]  # noqa: PLW2901  what is left of it
            width = sum(map(measure, word))
        line, used = word, width
    lines.append((used * SIZE / EM, line.translate(base.codes)))
    return lines


def _fitting(word: str, limit: int, base: BaseFace) -> int:
    """Return how many letters of the word fit, at least one."""
    used = 0
    for count, letter in enumerate(word):
        used += base.widths[letter]
        if used > limit:
            return max(count, 1)
    return len(word)


class GridPage:
    """Cells of one page; used again for the next one after `clear`."""

    def __init__(self, left: int, widths: Sequence[int], sides: Sequence[Align], style: HouseStyle) -> None:
        self._edges = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
        self._sides = sides
        self._style = style
        self.clear()

    def clear(self) -> None:
        """Begin an empty page."""
        self._boxes: list[str] = []
        self._rules: list[int] = []
        self._text: list[str] = []
        self._pictures: list[str] = []

    def place_header(self, cells: Sequence[CellLines], y: int, height: int, base: BaseFace) -> None:
        """Put the header in its colours; what follows is text in the body's colour."""
        self._box(self._style.accent, y, height)
        self._text.append(f"{colour(self._style.on_accent)} rg /{base.face.name} {SIZE} Tf")
        self._lines(cells, y, height)

    def begin_rows(self, base: BaseFace) -> None:
        """Set the look of rows."""
        self._text.append(f"{colour(self._style.text)} rg /{base.face.name} {SIZE} Tf")

    def place(self, cells: Sequence[CellLines], y: int, height: int, *, is_banded: bool) -> None:
        """Put a row with its lower edge at `y`."""
        if is_banded:
            self._box(self._style.band, y, height)
        self._lines(cells, y, height)

    def content(self, top: int, bottom: int) -> bytes:
        """Return the page's operators."""
        left, right = self._edges[0], self._edges[-1]
        rules = [f"{left} {y} m {right} {y} l" for y in (top, *self._rules)]
        rules += [f"{x} {top} m {x} {bottom} l" for x in self._edges]
        lines = f"{colour(self._style.rule)} RG .5 w\n{' '.join(rules)} S"
        parts = [*self._boxes, lines, "BT", *self._text, "ET", *self._pictures]
        return "\n".join(parts).encode("latin-1")

    def _box(self, fill: str, y: int, height: int) -> None:
        left, right = self._edges[0], self._edges[-1]
        self._boxes.append(f"{colour(fill)} rg {left} {y} {right - left} {height} re f")

    def _lines(self, cells: Sequence[CellLines], y: int, height: int) -> None:
        self._rules.append(y)
        first = y + height - PAD_Y - SIZE
        add = self._text.append
        for lines, left, right, side in zip(cells, self._edges, self._edges[1:], self._sides, strict=False):
            baseline = first
            for line in lines:
                if isinstance(line, tuple):
                    width, codes = line
                    if codes:
                        add(f"1 0 0 1 {_pen(side, left, right, width)} {baseline} Tm<{codes}>Tj")
                else:
                    self._shaped(line, _pen(_side(side, line), left, right, line.width), baseline)
                baseline -= LEADING

    def _shaped(self, line: ComplexLine, x: float, y: float) -> None:
        self._text.append(f"1 0 0 1 {x} {y} Tm{line.operators}")
        self._pictures += [picture_at(picture, x, y) for picture in line.pictures]


def picture_at(picture: Picture, x: float, y: float, size: float = SIZE) -> str:
    """Return operators that draw a coloured glyph of a line that starts at (x, y)."""
    scale = size / EM
    width, height = picture.width * scale, picture.height * scale
    place = f"{x + picture.x * scale:.2f} {y + picture.y * scale:.2f}"
    return f"q {width:.2f} 0 0 {height:.2f} {place} cm /{picture.name} Do Q"


def _side(side: Align, line: ComplexLine) -> Align:
    return Align.RIGHT if line.is_rtl and side == Align.LEFT else side


def _pen(side: Align, left: int, right: int, width: float) -> float:
    """Return where a line of `width` begins in its column."""
    if side is Align.LEFT:
        return left + PAD_X
    if side is Align.RIGHT:
        return round(right - PAD_X - width, 1)
    return round((left + right - width) / 2, 1)


def colour(digits: str) -> str:
    """Return six hexadecimal digits as three numbers from 0 to 1."""
    return " ".join(f"{int(digits[n : n + 2], 16) / 255:.3g}" for n in (0, 2, 4))
