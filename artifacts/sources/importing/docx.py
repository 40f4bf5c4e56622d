"""DOCX files: headings, paragraphs, lists, tables and images as Markdown."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import XML_PART_BYTES
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.archive import READ_FAULTS, check_archive, damaged, holds_part
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.docx_text import heading_level, inline_markdown, list_level
from artifacts.sources.importing.pictures import Pictures, TakeImage

BODY = "word/document.xml"
INDENT = "    "  # an item this deep belongs to the one above, whether that is numbered or not


class Docx:
    """Word files without and with macros, which are left out."""

    extensions = frozenset({".docx", ".docm"})
    kinds = (KindName.DOCUMENT, KindName.TABLE)

    def recognises(self, data: bytes) -> bool:
        return holds_part(data, BODY)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        sizes = check_archive(data, lambda _part: None)
        require_within(XML_PART_BYTES, max(size for part, size in sizes.items() if part.endswith(".xml")))
        wanted = kind or KindName.DOCUMENT
        pictures = Pictures()
        try:
            document = Document(BytesIO(data))
            text = _markdown(document, _taking(pictures, wanted))
            losses = _losses(document, sizes, pictures)
        except (OpcError, *READ_FAULTS) as error:
            raise damaged() from error
        if not text.strip():
            raise not_parsed(_("The document is empty."), "file")
        parsed = kind_of(wanted).parse_text(text)
        title, images = document.core_properties.title or "", tuple(pictures.found.values())
        return Imported(wanted, parsed.content, (*losses, *parsed.losses), title, images)


def _taking(pictures: Pictures, wanted: KindName) -> TakeImage:
    """Return what takes images: only documents hold any."""
    return pictures.take if wanted is KindName.DOCUMENT else lambda _data, words: pictures.take(None, words)


def _markdown(document: Any, take: TakeImage) -> str:
    blocks: list[str] = []
    depth = -1  # of the list item before; -1 after anything else
    for element in _elements(document.element.body):
        if element.tag == qn("w:tbl"):
            blocks.append(_table(element, document, take))
            depth = -1
            continue
        block, item_depth = _paragraph(Paragraph(element, document), document, depth, take)
        if not block:
            continue
        if blocks and depth >= 0 and item_depth >= 0:
            blocks[-1] += f"\n{block}"
        else:
            blocks.append(block)
        depth = item_depth
    return "\n\n".join(blocks)


def _elements(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, those inside of content controls too."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _elements(child)


def _paragraph(paragraph: Paragraph, document: Any, depth: int, take: TakeImage) -> tuple[str, int]:
    """Return a paragraph as Markdown and how deep it stands in a list; -1 for none."""
    text = inline_markdown(paragraph, take)
    if not text:
        return "", -1
    if level := heading_level(paragraph):
        return f"{'#' * level} {' '.join(text.split())}", -1
    if (item := list_level(paragraph, document)) is None:
        return text, -1
    level, is_numbered = item
    level = min(level, depth + 1)
    return f"{INDENT * level}{'1.' if is_numbered else '-'} {' '.join(text.split())}", level


def _table(table: Any, document: Any, take: TakeImage) -> str:
    rows = [[cell for tc in row.iter(qn("w:tc")) for cell in _cell(tc, table, document, take)] for row in _rows(table)]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]]) if width else ""


def _rows(table: Any) -> list[Any]:
    return [child for child in table.iter(qn("w:tr")) if next(child.iterancestors(qn("w:tbl"))) is table]


def _cell(tc: Any, table: Any, document: Any, take: TakeImage) -> list[str]:
    """Return a cell and the empty ones that it spans; a nested table's text stands in its cell."""
    if next(tc.iterancestors(qn("w:tbl"))) is not table:
        return []
    span, merged = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    texts = (inline_markdown(Paragraph(p, document), take) for p in tc.iter(qn("w:p")))
    text = " ".join(" ".join(texts).replace("|", "\\|").split())
    is_continued = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
    extra = min(int(span.get(qn("w:val"), "1")), 1_000) - 1 if span is not None else 0
    return ["" if is_continued else text, *[""] * extra]


def _losses(document: Any, sizes: dict[str, int], pictures: Pictures) -> tuple[str, ...]:
    body = document.element.body
    counts = {
        **pictures.losses(),
        Loss.FOOTNOTES: _count(body, "w:footnoteReference", "w:endnoteReference"),
        Loss.COMMENTS: _count(body, "w:commentReference"),
        Loss.TEXT_BOXES: _count(body, "w:txbxContent"),
        Loss.EQUATIONS: len(body.xpath(".//*[local-name()='oMath']")),
        Loss.MERGED_CELLS: _count(body, "w:gridSpan") + _count(body, "w:vMerge"),
        Loss.TRACKED_DELETIONS: _count(body, "w:del"),
        Loss.MACROS: sum(part.startswith("word/vbaProject") for part in sizes),
    }
    return told(counts)


def _count(body: Any, *names: str) -> int:
    return sum(1 for name in names for _element in body.iter(qn(name)))
