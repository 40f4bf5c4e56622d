"""The blocks of a Word file as Markdown: headings, paragraphs, lists, quotes, code, tables, and notes at the end."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from artifacts.rows.losses import Loss
from artifacts.sources.importing.word.numbering import Label, Numbering
from artifacts.sources.importing.word.package import MC, Element, W, on, value
from artifacts.sources.importing.word.pieces import markdown_of, plain_text
from artifacts.sources.importing.word.story import Story
from artifacts.sources.importing.word.tables import table_markdown

_THROUGH = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_TASKS = {"☐ ": "[ ] ", "☒ ": "[x] ", "☑ ": "[x] "}
_LEAST_INDENT = 4  # an item this deep belongs to the one above, whether that is numbered or not
_BOLD = re.compile(r"\*\*")


@dataclass(slots=True)
class Body:
    """Collects blocks; `offsets` are the columns at which the text of the open list items begins."""

    story: Story
    numbering: Numbering
    losses: Counter[Loss]
    blocks: list[str] = field(default_factory=list)
    _kind: str = ""
    _code: list[str] = field(default_factory=list)
    _offsets: list[int] = field(default_factory=list)
    _counts: dict[int, tuple[int, str]] = field(default_factory=dict)

    def read(self, parent: Element) -> None:
        """Take the paragraphs and tables of a part, in order."""
        for element in elements(parent, self.losses):
            if element.tag == W + "tbl":
                self._put(table_markdown(element, self.story, self.numbering, self.losses), "table")
            else:
                self._paragraph(element)
        self._close_code()

    def text(self) -> str:
        """Return the blocks as Markdown."""
        self._close_code()
        return "\n\n".join(block for block in self.blocks if block)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle") or self.story.styles.default_paragraph
        self.losses[Loss.PAGE_BREAKS] += bool(on(properties, "pageBreakBefore"))
        pieces = self.story.pieces(paragraph)
        boxes = self.story.boxes
        text = markdown_of(pieces)
        if self.story.styles.is_code(style):
            self._take_code(plain_text(pieces))
        elif text:
            self._words(text, properties, style)
        elif properties is not None and properties.find(f"{W}pBdr/{W}bottom") is not None:
            self._put("---", "rule")
        for box in boxes:
            self.read(box)

    def _words(self, text: str, properties: Element | None, style: str) -> None:
        styles = self.story.styles
        label = self.numbering.label(properties, style)
        if level := styles.heading_level(style):
            words = _BOLD.sub("", " ".join(text.split()))
            self._put(f"{'#' * level} {label.text + ' ' if label and label.text else ''}{words}", "heading")
        elif label is not None:
            self._item(label, " ".join(text.split()) if "  \n" not in text else text)
        elif self._offsets and styles.name(style).startswith("list continue"):
            self._into_item(text, len(self._offsets))
        elif styles.is_quote(style):
            quoted = "\n".join(f"> {line}" for line in text.split("\n"))
            if self._kind == "quote":
                self.blocks[-1] += f"\n>\n{quoted}"
            else:
                self._put(quoted, "quote")
        else:
            self._put(text, "paragraph")

    def _item(self, label: Label, text: str) -> None:
        """Put an item below the ones that it belongs to; one with words for a number is a paragraph."""
        level = min(label.level, len(self._offsets))
        if label.text and label.number is None:
            if level:
                self._into_item(f"{label.text} {text}", level)
            else:
                self._put(f"{label.text} {text}", "label")
            return
        marker = "-" if label.number is None else self._marker(level, label)
        task = next((f"{mark}{text[2:]}" for sign, mark in _TASKS.items() if text.startswith(sign)), text)
        line = _indented(f"{marker} {task if marker == '-' else text}", self._offset(level))
        if self._kind == "list" and self._offsets:
            self.blocks[-1] += f"\n{line}"
        else:
            self._put(line, "list")
        self._offsets[level:] = [self._offset(level) + max(_LEAST_INDENT, len(marker) + 1)]
        self._counts = {at: count for at, count in self._counts.items() if at <= level}
        if label.number is None:
            self._counts.pop(level, None)
        self._kind = "list"

    def _marker(self, level: int, label: Label) -> str:
        """Return the number of an item; one that does not follow the last begins a list with another sign."""
        number = label.number or 0
        last, sign = self._counts.get(level, (number - 1, "."))
        if number != last + 1:
            sign = ")" if sign == "." else "."
        self._counts[level] = (number, sign)
        return f"{number}{sign}"

    def _into_item(self, text: str, level: int) -> None:
        self.blocks[-1] += f"\n\n{_indented(text, self._offset(level))}"

    def _offset(self, level: int) -> int:
        return self._offsets[level - 1] if level else 0

    def _take_code(self, text: str) -> None:
        if self._kind != "code":
            self._put("", "code")
        self._code.append(text)

    def _close_code(self) -> None:
        if not self._code:
            return
        text = "\n".join(self._code)
        fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
        self.blocks[-1] = f"{fence}\n{text}\n{fence}"
        self._code = []
        self._kind = ""

    def _put(self, block: str, kind: str) -> None:
        self._close_code()
        self.blocks.append(block)
        self._kind = kind
        if kind != "list":
            self._offsets, self._counts = [], {}


def elements(parent: Element, losses: Counter[Loss]) -> Iterator[Element]:
    """Yield paragraphs and tables in order, those inside of content controls too; a table of contents is left out."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == W + "sdt" and value(child, "sdtPr/docPartObj/docPartGallery") == "Table of Contents":
            losses[Loss.CONTENTS] += 1
        elif child.tag in _THROUGH:
            yield from elements(child, losses)
        elif child.tag == MC + "AlternateContent":
            for choice in child[:1]:
                yield from elements(choice, losses)


def _indented(text: str, columns: int) -> str:
    return "\n".join(f"{' ' * columns}{line}" if line else "" for line in text.split("\n"))
