"""The lines of a PDF's pages: pieces of text with their places, beside one another where they stand so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from artifacts.kinds.text import clean

_SIGN = re.compile(r"\d{1,3}[.)]|[•◦▪‣●○■·–-]")  # of a list: it belongs to the words behind it
_APART = 1.0  # heights of a line between two pieces that belong to different columns
_SAME_LINE = 0.5  # heights by which pieces of one line overlap at least
_WORD_GAP = 0.15  # heights between letters from which on a blank stands there
_HYPHEN = "\ufffe"  # what PDFium gives for a hyphen at a line's end that parts a word


class Piece(NamedTuple):
    """Some words that stand close to one another; places are in points from the left and the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, its pieces from left to right."""

    page: int
    pieces: tuple[Piece, ...]
    page_height: float

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def height(self) -> float:
        return max(piece.height for piece in self.pieces)

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right


def lines_of(page: Any, number: int) -> Iterator[Line]:
    """Yield the lines of a page of PDFium from its top down, as far as they are drawn so."""
    text = page.get_textpage()
    height = page.get_height()
    pieces = list(_pieces(text, height))
    text.close()
    for group in _with_signs(list(_grouped(pieces))):
        yield Line(number, tuple(_merged(sorted(group, key=lambda piece: piece.left))), height)


def _pieces(text: Any, height: float) -> Iterator[Piece]:
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = clean(text.get_text_bounded(left, bottom, right, top).replace(_HYPHEN, "\u00ad"))[0]
        words = " ".join(words.split())
        if words:
            yield Piece(words, left, right, height - top, height - bottom)


def _grouped(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces that stand on one line, in the order of the file."""
    group: list[Piece] = []
    for piece in pieces:
        if group and not _is_beside(group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _with_signs(groups: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Return the groups with signs of lists, which some programs draw last, put to the words beside them."""
    words = [group for group in groups if not _is_sign(group)]
    for group in filter(_is_sign, groups):
        beside = (other for other in words if _is_beside(other, group[0]) and other[0].left >= group[0].right)
        nearest = min(beside, key=lambda other: other[0].left, default=None)
        if nearest is None:
            words.append(group)
        else:
            nearest.insert(0, group[0])
    return words


def _is_sign(group: Sequence[Piece]) -> bool:
    return len(group) == 1 and bool(_SIGN.fullmatch(group[0].text))


def _is_beside(group: Sequence[Piece], piece: Piece) -> bool:
    top, bottom = max(group[-1].top, piece.top), min(group[-1].bottom, piece.bottom)
    return bottom - top >= _SAME_LINE * min(group[-1].height, piece.height)


def _merged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with those that are close to one another put together."""
    last: Piece | None = None
    for piece in pieces:
        if last is None:
            last = piece
            continue
        gap, size = piece.left - last.right, max(last.height, piece.height)
        if gap > _APART * size and not (last.left == pieces[0].left and _SIGN.fullmatch(last.text)):
            yield last
            last = piece
        else:
            is_apart = gap > _WORD_GAP * size or _SIGN.fullmatch(last.text)
            sign = " " if is_apart else ""
            top, bottom = min(last.top, piece.top), max(last.bottom, piece.bottom)
            last = Piece(f"{last.text}{sign}{piece.text}", last.left, max(last.right, piece.right), top, bottom)
    if last is not None:
        yield last
