"""The blocks of an OpenDocument text as Markdown: headings, paragraphs, lists, quotes, code, tables."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.rows.losses import Loss
from artifacts.sources.importing.blocks import Blocks
from artifacts.sources.importing.open_text.package import DRAW, LINK, TABLE, TEXT, Element, count_of
from artifacts.sources.importing.open_text.story import Story
from artifacts.sources.importing.word.numbering import Label, spelled
from artifacts.sources.importing.word.pieces import markdown_of, plain_text
from artifacts.sources.importing.word.tables import marks_beside_breaks

_COLUMNS, _ROWS = 1_000, 20_000
_LEVELS = 6
_FIRST_MOST = 1_000_000
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_INDEXES = re.compile(r"(?:table-of-content|bibliography|illustration-index|table-index|object-index|.*-index)$")
_BOLD = re.compile(r"\*\*")


@dataclass(slots=True)
class Body(Blocks):
    """Collects the blocks of a text."""

    story: Story
    losses: Counter[Loss]
    list_style: str = ""
    _ended: dict[tuple[str, int], int] = field(default_factory=dict)

    def read(self, parent: Element, depth: int = -1) -> None:
        """Take paragraphs, lists and tables in order."""
        for child in parent:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name in ("p", "h"):
                self._paragraph(child, name == "h")
            elif name == "list":
                self._list(child, depth + 1)
            elif child.tag == TABLE + "table":
                self.put(self._table(child), "table")
            elif name == "tracked-changes":
                self.losses[Loss.TRACKED_DELETIONS] += sum(1 for _found in child.iter(TEXT + "deletion"))
            elif name in ("section", "index-body"):
                self.read(child, depth)
            elif _INDEXES.match(name):
                self.losses[Loss.CONTENTS] += 1
            elif name and child.tag.startswith(DRAW):
                self._framed(child)
        self.close_code()

    def _framed(self, frame: Element) -> None:
        """Take an image or a box that stands between paragraphs."""
        if text := markdown_of(self.story.pieces(_paragraph_of(frame))):
            self.put(text, "paragraph")
        for box in self.story.boxes:
            self.read(box)

    def _paragraph(self, paragraph: Element, is_heading: bool, label: Label | None = None) -> None:
        style = paragraph.get(TEXT + "style-name", "")
        styles = self.story.styles
        self.losses[Loss.PAGE_BREAKS] += styles.breaks_page(style)
        pieces = self.story.pieces(paragraph)
        boxes = self.story.boxes
        text = markdown_of(pieces)
        names = styles.names(style)
        if is_heading or "Title" in names:
            level = min(count_of(paragraph, TEXT + "outline-level", 10), _LEVELS)
            if text:
                self.heading(level, _BOLD.sub("", " ".join(text.split())))
        elif styles.is_code(style):
            self.take_code(plain_text(pieces))
        elif text and label is not None:
            self.item(label, text)
        elif text and styles.is_quote(style):
            self.quote(text)
        elif text:
            self.put(text, "paragraph")
        for box in boxes:
            self.read(box)

    def _list(self, one: Element, depth: int) -> None:
        """Take a list; it goes on counting where the file says so."""
        outer = self.list_style
        self.list_style = one.get(TEXT + "style-name") or outer or self._style_inside(one)
        level = self.story.styles.level(self.list_style, depth)
        key = (self.list_style, depth)
        is_continued = one.get(TEXT + "continue-numbering") == "true" or one.get(TEXT + "continue-list") is not None
        count = self._ended.get(key, level.first - 1) if is_continued else level.first - 1
        for item in one:
            count = count_of(item, TEXT + "start-value", _FIRST_MOST, 0) or count + 1
            self._item(item, depth, self._label(depth, count, item))
        self._ended[key] = count
        self.list_style = outer

    def _label(self, depth: int, count: int, item: Element) -> Label | None:
        found = self.story.styles.level(self.list_style, depth)
        if item.tag == TEXT + "list-header":
            return None
        if found.format == "1":
            return Label(depth, count)
        if found.format in _FORMATS:
            return Label(depth, None, f"{found.before}{spelled(count, _FORMATS[found.format])}{found.after}")
        return Label(depth)

    def _item(self, item: Element, depth: int, label: Label | None) -> None:
        """Take an item: its first paragraph is behind the sign, what follows stands below."""
        for child in item:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name in ("p", "h") and label is not None:
                self._paragraph(child, False, label)
                label = None
            elif name == "p" and self.offsets:
                if text := markdown_of(self.story.pieces(child)):
                    self.into_item(text, min(depth + 1, len(self.offsets)))
            elif name == "list":
                self._list(child, depth + 1)
            else:
                self.read([child], depth)

    def _style_inside(self, one: Element) -> str:
        paragraph = next(one.iter(TEXT + "p"), None)
        name = paragraph.get(TEXT + "style-name", "") if paragraph is not None else ""
        return self.story.styles.list_style_of(name)

    def _table(self, table: Element) -> str:
        rows = [list(self._row(row)) for row in _rows(table)]
        while rows and not any(rows[-1]):
            rows.pop()
        width = max(map(len, rows), default=0)
        if not width:
            return ""
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        return "\n".join([lines[0], f"| {' | '.join(['---'] * width)} |", *lines[1:]])

    def _row(self, row: Element) -> Iterator[str]:
        for cell in row:
            if not isinstance(cell.tag, str) or not cell.tag.endswith("table-cell"):
                continue
            is_covered = cell.tag == TABLE + "covered-table-cell"
            self.losses[Loss.MERGED_CELLS] += is_covered
            text = "" if is_covered else marks_beside_breaks("<br>".join(self._lines(cell))).replace("|", "\\|")
            yield from [text] * count_of(cell, TABLE + "number-columns-repeated", _COLUMNS)

    def _lines(self, cell: Element) -> Iterator[str]:
        """Yield the paragraphs of a cell as lines, items of a list behind a sign, a table's rows as lines."""
        for child in cell:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name in ("p", "h"):
                text = markdown_of(self.story.pieces(child))
                boxes = self.story.boxes
                if text:
                    yield "<br>".join(" ".join(line.split()) for line in text.split("\n"))
                for box in boxes:
                    yield from self._lines(box)
            elif name == "list":
                yield from (f"• {line}" for item in child for line in self._lines(item))
            elif child.tag == TABLE + "table":
                self.losses[Loss.NESTED_TABLES] += 1
                yield from (", ".join(filter(None, self._row(row))) for row in _rows(child))


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
            for _copy in range(count_of(child, TABLE + "number-rows-repeated", _ROWS) - 1 if _has_words(child) else 0):
                yield child
        elif isinstance(child.tag, str) and child.tag.startswith(TABLE + "table-") and "row" in child.tag:
            yield from _rows(child)


def _has_words(row: Element) -> bool:
    return any(text.strip() for text in row.itertext())


def _paragraph_of(frame: Element) -> Element:
    """Return the frame within something that is read as a paragraph."""
    holder = frame.makeelement(TEXT + "p", {LINK: ""})
    holder.append(frame)
    return holder
