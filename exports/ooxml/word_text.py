"""Runs and paragraphs of Word text as XML, right-to-left text marked as such."""

from collections.abc import Iterable

from exports.flow.directions import is_rtl
from exports.flow.plain_text import clean, escape
from exports.rows.losses import Losses


def run(text: str, losses: Losses, look: str = "") -> str:
    """Return a run; `look` is the inside of its properties, in the format's order."""
    text = clean(text, losses)
    if not text:
        return ""
    if is_rtl(text):
        look += "<w:rtl/>"
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{_pieces(text)}</w:r>"


def _pieces(text: str) -> str:
    """Return text elements, with breaks and tabs as their own elements."""
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    lines = []
    for line in text.split("\n"):
        parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t"))
        lines.append("<w:tab/>".join(parts))
    return "<w:br/>".join(lines)


def paragraph(inside: str, properties: str = "") -> str:
    """Return a paragraph; `properties` is the inside of its properties, in the format's order."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>" if properties else f"<w:p>{inside}</w:p>"


def table_start(widths: list[int], *, is_rtl: bool = False) -> str:
    """Return the beginning of a table in the house style; widths are twentieths of a point, the first is at the left.

    With `is_rtl` it is at the right.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="DiptychTable"/>{"<w:bidiVisual/>" * is_rtl}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


ROW, TALL_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>", "<w:tr>"
TALL_CHARACTERS = 400  # of a cell; its row may break over pages, or it would leave half a page empty
CELL_STYLE = '<w:pStyle w:val="TableText"/>'
HEADER_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
AFTER_TABLE = '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'


def row_start(texts: Iterable[str]) -> str:
    """Return the beginning of a row with these texts."""
    return TALL_ROW if max(map(len, texts), default=0) > TALL_CHARACTERS else ROW


def cell_paragraph(inside: str, properties: str = "") -> str:
    """Return a paragraph of a table's cell, in the style of such."""
    return f"<w:p><w:pPr>{CELL_STYLE}{properties}</w:pPr>{inside}</w:p>"


def cell_start(width: int) -> str:
    """Return the beginning of a table cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'


def cell_side(text: str, side: str) -> str:
    """Return a cell's direction and alignment as paragraph properties; `side` is its column's.

    From right to left the format takes left and right for each other: such text stands at the right by itself.
    """
    if not is_rtl(text):
        return side
    return f"<w:bidi/>{side if 'center' in side else ''}"
