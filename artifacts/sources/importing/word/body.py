"""The blocks of a Word file as Markdown: headings, paragraphs, lists, quotes, code, tables, and notes at the end."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from artifacts.rows.losses import Loss
from artifacts.sources.importing.blocks import Blocks
from artifacts.sources.importing.word.numbering import Numbering
from artifacts.sources.importing.word.package import MC, Element, W, on, value
from artifacts.sources.importing.word.pieces import markdown_of, plain_text
from artifacts.sources.importing.word.story import Story
from artifacts.sources.importing.word.tables import table_markdown

_THROUGH = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_BOLD = re.compile(r"\*\*")


@dataclass(slots=True)
class Body(Blocks):
    """Collects the blocks of a part."""

    story: Story
    numbering: Numbering
    losses: Counter[Loss]

    def read(self, parent: Element) -> None:
        """Take the paragraphs and tables of a part, in order."""
        for element in elements(parent, self.losses):
            if element.tag == W + "tbl":
                self.put(table_markdown(element, self.story, self.numbering, self.losses), "table")
            else:
                self._paragraph(element)
        self.close_code()

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle") or self.story.styles.default_paragraph
        self.losses[Loss.PAGE_BREAKS] += bool(on(properties, "pageBreakBefore"))
        pieces = self.story.pieces(paragraph)
        boxes = self.story.boxes
        text = markdown_of(pieces)
        if self.story.styles.is_code(style):
            self.take_code(plain_text(pieces))
        elif text:
            self._words(text, properties, style)
        elif properties is not None and properties.find(f"{W}pBdr/{W}bottom") is not None:
            self.put("---", "rule")
        for box in boxes:
            self.read(box)

    def _words(self, text: str, properties: Element | None, style: str) -> None:
        styles = self.story.styles
        label = self.numbering.label(properties, style)
        if level := styles.heading_level(style):
            words = _BOLD.sub("", " ".join(text.split()))
            self.heading(level, f"{label.text + ' ' if label and label.text else ''}{words}")
        elif label is not None:
            self.item(label, " ".join(text.split()) if "  \n" not in text else text)
        elif self.offsets and styles.name(style).startswith("list continue"):
            self.into_item(text, len(self.offsets))
        elif styles.is_quote(style):
            self.quote(text)
        else:
            self.put(text, "paragraph")


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
