"""Blocks -> Word paragraphs and tables: real headings, numbered lists, links, code, quotes and footnotes.

A footnote's text may stand anywhere in Markdown; it goes into the extras under the number of its first reference.
"""

from collections.abc import Iterator, Sequence

from exports.flow.blocks import Block, Code, Heading, Paragraph, Place, Rule, Run, Table
from exports.flow.directions import is_rtl
from exports.flow.plain_text import clean
from exports.ooxml.equations import display_equation, equation
from exports.ooxml.word_front import marked
from exports.ooxml.word_package import BULLETS, LEVELS, WordExtras
from exports.ooxml.word_pictures import DRAWING, WordPictures
from exports.ooxml.word_template import CHARACTER
from exports.ooxml.word_text import (
    AFTER_TABLE,
    HEADER_ROW,
    cell_paragraph,
    cell_side,
    cell_start,
    paragraph,
    row_start,
    run,
    table_start,
)
from exports.rows.losses import ExportLoss, Losses
from exports.sheets.column_widths import column_characters, share_width

LINK_SCHEMES = ("http://", "https://", "mailto:")
CELL_PADDING = 216  # left and right of a cell's text, as Word has it
NARROW = 500  # a column of four letters, in twentieths of a point
STEP = 360  # one level of indentation, in twentieths of a point
_SIDES = {"Right": '<w:jc w:val="right"/>', "Center": '<w:jc w:val="center"/>'}
_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
_NOTE_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'


class WordBlocks:
    """Writes blocks; `extras` collects what they refer to, `picture_count` the pictures that were written."""

    def __init__(self, text_width: int, text_height: int, losses: Losses) -> None:
        self.extras = WordExtras(pictures=WordPictures(text_height))
        self.picture_count = 0
        self._width = text_width
        self._losses = losses
        self._headings = 0
        self._list_ids: dict[int, int] = {}
        self._notes: dict[str, int] = {}
        self._note_texts: dict[str, list[str]] = {}

    def write(self, blocks: Iterator[Block]) -> Iterator[str]:
        """Yield each block's XML; afterwards the extras hold the footnotes."""
        for block in blocks:
            xml = self._block(block)
            if block.place.note:
                self._note_texts.setdefault(block.place.note, []).append(xml)
            else:
                yield self._counted(xml)
        for label in self._notes:
            self.extras.footnotes.append(self._counted(self._footnote(self._note_texts.get(label, []))))

    def _counted(self, xml: str) -> str:
        self.picture_count += xml.count(DRAWING)
        return xml

    def _block(self, block: Block) -> str:
        place = block.place
        room = self._width - STEP * min(len(place.lists) + place.quotes, LEVELS)
        match block.content:
            case Heading(level, runs):
                return self._heading(level, runs, room)
            case Paragraph(runs):
                return self._paragraph(runs, room, self._style(place), self._indent(place))
            case Code(text):
                style = f'<w:pStyle w:val="Code"/>{self._number(place)}'
                return paragraph(run(text, self._losses), style + self._indent(place))
            case Rule():
                return paragraph("", _LINE)
            case Table():
                return self._table(block.content)

    def _heading(self, level: int, runs: Sequence[Run], room: int) -> str:
        """Return a heading in a bookmark, by which a table of contents refers to it."""
        self._headings += 1
        direction = "<w:bidi/>" if is_rtl("".join(run.text for run in runs)) else ""
        inside = marked(self._headings, "".join(self._run(run, room) for run in runs))
        return paragraph(inside, f'<w:pStyle w:val="Heading{level}"/>{direction}')

    def _paragraph(self, runs: Sequence[Run], room: int, style: str, indent: str = "") -> str:
        """Return a paragraph; pictures in it are at most `room` wide."""
        if len(runs) == 1 and (only := runs[0].formula) and only.is_display and (drawn := display_equation(only)):
            return paragraph(drawn, style + indent)
        direction = "<w:bidi/>" if is_rtl("".join(run.text for run in runs)) else ""
        return paragraph("".join(self._run(run, room) for run in runs), style + direction + indent)

    def _run(self, item: Run, room: int) -> str:
        if item.note:
            return self._reference(item.note)
        address = clean(item.link, Losses())
        is_link = address.lower().startswith(LINK_SCHEMES)
        style = "Hyperlink" if is_link else "CodeText" if item.is_code else ""
        look = f'<w:rStyle w:val="{style}"/>' if style else ""
        look += (
            "<w:b/><w:bCs/>" * item.is_strong + "<w:i/><w:iCs/>" * item.is_emphasis + "<w:strike/>" * item.is_struck
        )
        look += '<w:u w:val="single"/>' * item.is_underlined
        look += f'<w:vertAlign w:val="{item.script}"/>' if item.script else ""
        if item.formula and (drawn := equation(item.formula)):
            xml = drawn
        elif item.image:
            xml = self.extras.pictures.draw(item.image, item.text, room)
        else:
            xml = run(item.text, self._losses, look)
        return f'<w:hyperlink r:id="{self.extras.link_id(address)}">{xml}</w:hyperlink>' if is_link else xml

    def _reference(self, label: str) -> str:
        """Refer to a footnote; a second reference repeats the number, because Word numbers each note once."""
        if label in self._notes:
            return run(str(self._notes[label]), self._losses, '<w:vertAlign w:val="superscript"/>')
        self._notes[label] = len(self._notes) + 1
        look = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        return f'<w:r>{look}<w:footnoteReference w:id="{self._notes[label]}"/></w:r>'

    def _footnote(self, texts: list[str]) -> str:
        """Return a note's paragraphs, its own number in front of the first."""
        if not texts or not texts[0].startswith("<w:p>"):
            return paragraph(_NOTE_MARK) + "".join(texts)
        end = texts[0].find("</w:pPr>")
        start = end + len("</w:pPr>") if end >= 0 else len("<w:p>")
        return texts[0][:start] + _NOTE_MARK + run(" ", self._losses) + texts[0][start:] + "".join(texts[1:])

    def _style(self, place: Place) -> str:
        if place.lists:
            name = (
                "ListContinue"
                if not place.is_item_start
                else "ListNumber"
                if self._is_ordered(place)
                else "ListBullet"
            )
            return f'<w:pStyle w:val="{name}"/>{self._number(place)}'
        if place.quotes:
            return '<w:pStyle w:val="Quote"/>'
        return '<w:pStyle w:val="FootnoteText"/>' if place.note else ""

    def _number(self, place: Place) -> str:
        """Return the bullet or number of a list item's first paragraph."""
        if not place.is_item_start or not place.lists:
            return ""
        level = min(len(place.lists), LEVELS) - 1
        innermost = place.lists[-1]
        number = BULLETS
        if innermost.first is not None:
            if innermost.number not in self._list_ids:
                self._list_ids[innermost.number] = self.extras.list_id(level, innermost.first)
            number = self._list_ids[innermost.number]
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'

    def _is_ordered(self, place: Place) -> bool:
        return place.lists[-1].first is not None

    def _indent(self, place: Place) -> str:
        steps = len(place.lists) + place.quotes
        if not steps:
            return ""
        hanging = f' w:hanging="{STEP}"' if place.is_item_start else ""
        return f'<w:ind w:left="{steps * STEP}"{hanging}/>'

    def _table(self, table: Table) -> str:
        texts = [["".join(run.text for run in cell) for cell in row] for row in table.rows[:100]]
        widths = share_width(column_characters(texts), self._width, self._width // CHARACTER)
        self._losses[ExportLoss.NARROW_COLUMNS] += min(widths) < NARROW
        parts = [table_start(widths, is_rtl=is_rtl("".join(texts[0])))]
        for number, row in enumerate(table.rows):
            parts.append(row_start(run.text for cell in row for run in cell) if number else HEADER_ROW)
            for width, side, runs in zip(widths, table.sides, row, strict=False):
                room = max(width - CELL_PADDING, STEP)
                place = cell_side("".join(run.text for run in runs), _SIDES.get(side, ""))
                inside = "".join(self._run(run, room) for run in runs)
                parts.append(f"{cell_start(width)}{cell_paragraph(inside, place)}</w:tc>")
            parts.append("</w:tr>")
        return f"{''.join(parts)}</w:tbl>{AFTER_TABLE}"
