"""Tables of a Word file: every value under its head, paragraphs of a cell as its lines."""

import re
from collections import Counter
from collections.abc import Iterator

from artifacts.markdown.escaping import escape
from artifacts.rows.losses import Loss
from artifacts.sources.importing.word.numbering import Numbering
from artifacts.sources.importing.word.package import Element, W, number, value
from artifacts.sources.importing.word.pieces import markdown_of
from artifacts.sources.importing.word.story import Story

_MARK_BEFORE_BREAK = re.compile(r"([^\w\s*~][*~]+)<br>")
_MARK_BEHIND_BREAK = re.compile(r"<br>([*~]+[^\w\s*~])")
_COLUMNS = 1_000
_THROUGH = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag")}
_SIDES = {"center": ":---:", "right": "---:", "end": "---:"}


def table_markdown(table: Element, story: Story, numbering: Numbering, losses: Counter[Loss]) -> str:
    """Return a table; its first row is its head. Merged cells are split, which is counted."""
    rows = [row for row in _within(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
    texts = [list(_row(row, story, numbering, losses)) for row in rows]
    width = max(map(len, texts), default=0)
    if not width:
        return ""
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in texts]
    sides = [*_sides(rows[0]), *["---"] * width][:width]
    return "\n".join([lines[0], f"| {' | '.join(sides)} |", *lines[1:]])


def _row(row: Element, story: Story, numbering: Numbering, losses: Counter[Loss]) -> Iterator[str]:
    properties = row.find(W + "trPr")
    yield from [""] * number(value(properties, "gridBefore"), _COLUMNS)
    for cell in _within(row, "tc"):
        facts = cell.find(W + "tcPr")
        span = number(value(facts, "gridSpan"), _COLUMNS, 1)
        merge = facts.find(W + "vMerge") if facts is not None else None
        is_continued = merge is not None and merge.get(W + "val", "continue") == "continue"
        losses[Loss.MERGED_CELLS] += (span > 1) + is_continued
        yield "" if is_continued else _cell(cell, story, numbering, losses)
        yield from [""] * (span - 1)
    yield from [""] * number(value(properties, "gridAfter"), _COLUMNS)


def _cell(cell: Element, story: Story, numbering: Numbering, losses: Counter[Loss]) -> str:
    lines = [line for line in _lines(cell, story, numbering, losses) if line]
    return marks_beside_breaks("<br>".join(lines)).replace("|", "\\|")


def marks_beside_breaks(text: str) -> str:
    """Return a cell's lines so that marks hold: between a sign and a tag they would be shown as they are."""
    return _MARK_BEHIND_BREAK.sub(r"<br> \1", _MARK_BEFORE_BREAK.sub(r"\1 <br>", text))


def _lines(parent: Element, story: Story, numbering: Numbering, losses: Counter[Loss]) -> Iterator[str]:
    """Yield the paragraphs of a cell as lines; a table in it gives a line for each of its rows."""
    for child in parent:
        if child.tag == W + "p":
            yield from _paragraph(child, story, numbering, losses)
        elif child.tag == W + "tbl":
            losses[Loss.NESTED_TABLES] += 1
            for row in _within(child, "tr"):
                cells = (" ".join(_lines(cell, story, numbering, losses)) for cell in _within(row, "tc"))
                yield ", ".join(filter(None, cells))
        elif child.tag in _THROUGH:
            yield from _lines(child, story, numbering, losses)


def _paragraph(paragraph: Element, story: Story, numbering: Numbering, losses: Counter[Loss]) -> Iterator[str]:
    properties = paragraph.find(W + "pPr")
    style = value(properties, "pStyle") or story.styles.default_paragraph
    label = numbering.label(properties, style)
    text = markdown_of(story.pieces(paragraph))
    boxes = story.boxes
    if text:
        sign = escape(label.text) + " " if label and label.text else "• " if label else ""
        yield sign + "<br>".join(" ".join(line.split()) for line in text.split("\n"))
    for box in boxes:
        yield from _lines(box, story, numbering, losses)


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _THROUGH:
            yield from _within(child, name)


def _sides(row: Element) -> Iterator[str]:
    for cell in _within(row, "tc"):
        side = _SIDES.get(value(cell.find(W + "p"), "pPr/jc"), "---")
        yield from [side] * number(value(cell.find(W + "tcPr"), "gridSpan"), _COLUMNS, 1)
