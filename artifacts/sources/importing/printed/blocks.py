"""Lines of a PDF as Markdown: headings by size, tables by columns, paragraphs by the room between lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from artifacts.markdown.escaping import escape
from artifacts.sources.importing.printed.lines import Line, Piece

_LARGER = (1.9, 1.5, 1.2)  # sizes beside that of the text from which on a line is a heading of level 1, 2, 3
_HEADING_CHARACTERS = 160
_PARAGRAPH_GAP = 0.9  # heights between lines of different paragraphs
_EDGE_SHARE = 0.09  # of a page's height in which what repeats is a header or a footer
_LEAST_PAGES = 2
_COLUMN_SLACK = 1.2  # heights by which cells of a column may be off
_TABLE_ROWS = 2
_BULLET = re.compile(r"^[•◦▪‣●○■·–-]\s+(?=\S)")
_ITEM = re.compile(r"- ")
_NUMBER = re.compile(r"^(\d{1,3})[.)]\s+(?=\S)")


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """Return the lines without those that repeat at the edges of pages, and how many there were."""
    pages = len({line.page for line in lines})
    if pages < _LEAST_PAGES:
        return list(lines), 0
    by_page = groupby(lines, key=lambda line: line.page)
    seen = Counter(key for _page, group in by_page for key in set(map(_edge, group)))
    kept = [line for line in lines if (key := _edge(line)) is None or seen[key] <= pages // 2]
    return kept, len(lines) - len(kept)


def _edge(line: Line) -> tuple[bool, str] | None:
    """Return what is the same of headers and footers on each page: their end, and their words but for numbers."""
    if line.bottom < _EDGE_SHARE * line.page_height:
        return True, re.sub(r"\d+", "#", line.text)
    if line.top > (1 - _EDGE_SHARE) * line.page_height:
        return False, re.sub(r"\d+", "#", line.text)
    return None


def markdown_of(lines: Sequence[Line]) -> str:
    """Return the lines as Markdown."""
    size = _usual_size(lines)
    blocks = [block for group in _groups(lines) for block in _blocks(group, size)]
    return "".join(f"{_room(before, block)}{block}" for before, block in pairwise(["", *blocks]))


def _room(before: str, block: str) -> str:
    """Return what stands between two blocks: items of one list follow one another."""
    is_list = any(sign.match(before) and sign.match(block) for sign in (_ITEM, _NUMBER))
    return "" if not before else "\n" if is_list else "\n\n"


def _usual_size(lines: Sequence[Line]) -> float:
    """Return the size that most letters have."""
    sizes = [line.height for line in lines for _letter in range(0, len(line.text), 10)]
    return median(sizes) if sizes else 1.0


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that are a table together, and others, apart."""
    at = 0
    while at < len(lines):
        count = _table_rows(lines, at)
        if count:
            yield list(lines[at : at + count])
            at += count
            continue
        start = at
        while at < len(lines) and not _table_rows(lines, at):
            at += 1
        yield list(lines[start:at])


def _table_rows(lines: Sequence[Line], at: int) -> int:
    """Return how many lines from here on are rows of one table: two or more with pieces in the same columns."""
    if len(lines[at].pieces) < 2:
        return 0
    end = at + 1
    widest = lines[at]
    while end < len(lines) and lines[end].page - lines[end - 1].page < 2 and _continues(widest, lines[end]):
        widest = max(widest, lines[end], key=lambda line: len(line.pieces))
        end += 1
    return end - at if end - at >= _TABLE_ROWS else 0


def _continues(row: Line, other: Line) -> bool:
    """Say whether a line is a further row: its pieces stand in the columns of the row, several of them."""
    if len(other.pieces) < 2:
        return False
    few, many = sorted((row.pieces, other.pieces), key=len)
    slack = _COLUMN_SLACK * max(row.height, other.height)
    return all(any(_same_column(one, each, slack) for each in many) for one in few)


def _same_column(one: Piece, other: Piece, slack: float) -> bool:
    middle = abs((one.left + one.right) - (other.left + other.right)) / 2
    return min(abs(one.left - other.left), abs(one.right - other.right), middle) <= slack


def _blocks(lines: Sequence[Line], size: float) -> Iterator[str]:
    if len(lines) >= _TABLE_ROWS and _table_rows(lines, 0) == len(lines):
        yield _table(lines)
        return
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _begins(paragraph[-1], line, size):
            yield _paragraph(paragraph, size)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph, size)


def _begins(before: Line, line: Line, size: float) -> bool:
    """Say whether a line begins a paragraph of its own."""
    if _level(before, size) != _level(line, size) or _BULLET.match(line.text) or _NUMBER.match(line.text):
        return True
    if before.page != line.page:
        return before.text.rstrip().endswith((".", "!", "?", ":", "。"))
    return line.top - before.bottom > _PARAGRAPH_GAP * max(before.height, line.height) or line.top < before.top


def _level(line: Line, size: float) -> int:
    if len(line.text) > _HEADING_CHARACTERS:
        return 0
    return next((at for at, larger in enumerate(_LARGER, 1) if line.height >= larger * size), 0)


def _paragraph(lines: Sequence[Line], size: float) -> str:
    text = lines[0].text
    for _before, line in pairwise(lines):
        text = text[:-1] + line.text if text.endswith("\u00ad") else f"{text} {line.text}"
    text = text.replace("\u00ad", "")
    if level := _level(lines[0], size):
        return f"{'#' * level} {escape(text)}"
    if match := _BULLET.match(text):
        return f"- {escape(text[match.end() :])}"
    if match := _NUMBER.match(text):
        return f"{match[1]}. {escape(text[match.end() :])}"
    return escape(text)


def _table(lines: Sequence[Line]) -> str:
    """Return a table whose columns are those of its widest row."""
    widest = max(lines, key=lambda line: len(line.pieces)).pieces
    first = _row(lines[0].pieces, widest)
    rows = [first]
    for before, line in pairwise(lines):
        row = _row(line.pieces, widest)
        if row != first or line.page == before.page:  # heads are repeated on every page
            rows.append(row)
    texts = [f"| {' | '.join(escape(cell).replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([texts[0], f"| {' | '.join(['---'] * len(widest))} |", *texts[1:]])


def _row(pieces: Sequence[Piece], columns: Sequence[Piece]) -> list[str]:
    """Return the cells of a row; pieces that share a column are put together."""
    cells = [""] * len(columns)
    for piece in pieces:
        at = min(range(len(columns)), key=lambda column: _distance(piece, columns[column]))
        cells[at] = f"{cells[at]} {piece.text}".strip().replace("\u00ad", "")
    return cells


def _distance(one: Piece, other: Piece) -> float:
    middle = abs((one.left + one.right) - (other.left + other.right)) / 2
    return min(abs(one.left - other.left), abs(one.right - other.right), middle)
