"""Paragraphs of a Word file as Markdown: emphasis, links, headings, lists."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from artifacts.markdown.escaping import escape
from artifacts.sources.importing.docx_pictures import pictures_markdown
from artifacts.sources.importing.pictures import TakeImage

Piece = tuple[str, str, str]
"""A text, the marks around it, and the address it links to."""

AS_IT_IS = "as it is"  # instead of marks: Markdown already

_heading = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LINK = re.compile(r"(?:https?|mailto):[^\s<>()]+")


def inline_markdown(paragraph: Paragraph, take: TakeImage) -> str:
    """Return the text of a paragraph with its emphasis, links and images, without deleted text and text boxes."""
    parts: list[str] = []
    for (marks, link), run in groupby(_pieces(paragraph, take), key=lambda piece: piece[1:]):
        text = "".join(piece[0] for piece in run)
        parts.append(_marked(text, marks, link))
    return "".join(parts).strip()


def heading_level(paragraph: Paragraph) -> int:
    """Return the level of a heading, 0 for other paragraphs."""
    name = paragraph.style.name if paragraph.style is not None else ""
    match = _heading.match(name or "")
    return min(int(match[1]), 6) if match else int(name == "Title")


def list_level(paragraph: Paragraph, document: Document) -> tuple[int, bool] | None:
    """Return how deep a list item stands (from 0) and if its list is numbered; None for other paragraphs."""
    name = (paragraph.style.name if paragraph.style is not None else "") or ""
    numbering = _numbering(paragraph)
    if numbering is None and not name.startswith(("List Bullet", "List Number")):
        return None
    number, level = numbering or (-1, 0)
    depth = max(level, int(name[-1]) - 1 if name.startswith("List ") and name[-1] in "23456789" else 0)
    return None if number == 0 else (depth, _is_numbered(document, number, level, name))


def _pieces(paragraph: Paragraph, take: TakeImage) -> Iterator[Piece]:
    for run in paragraph._p.iter(qn("w:r")):
        around = {ancestor.tag for ancestor in run.iterancestors()}
        if qn("w:del") in around or qn("w:txbxContent") in around:
            continue
        if text := _run_text(run):
            yield text, _marks(run), _address(run, paragraph)
        if image := pictures_markdown(run, paragraph, take):
            yield image, AS_IT_IS, _address(run, paragraph)


def _run_text(run: Any) -> str:
    breaks = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    return "".join(child.text or "" if child.tag == qn("w:t") else breaks.get(child.tag, "") for child in run)


def _marks(run: Any) -> str:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return ""
    marks = {"**": "w:b", "*": "w:i", "~~": "w:strike"}
    return "".join(mark for mark, name in marks.items() if _is_on(properties.find(qn(name))))


def _is_on(element: Any) -> bool:
    return element is not None and element.get(qn("w:val"), "true") not in ("0", "false", "off")


def _address(run: Any, paragraph: Paragraph) -> str:
    parent = run.getparent()
    relation = parent.get(qn("r:id")) if parent is not None and parent.tag == qn("w:hyperlink") else None
    known = paragraph.part.rels.get(relation) if relation else None
    return known.target_ref if known is not None and _LINK.fullmatch(known.target_ref) else ""


def _marked(text: str, marks: str, link: str) -> str:
    """Return the text between its marks, the spaces at its ends outside of them."""
    if marks == AS_IT_IS:
        return f"[{text}]({link})" if link else text
    inner = text.strip()
    if not inner or not (marks or link):
        return escape(text).replace("\n", "  \n")
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    closing = "~~" + marks.removesuffix("~~") if marks.endswith("~~") else marks
    body = f"{marks}{escape(inner)}{closing}".replace("\n", " ")
    return f"{before}[{body}]({link}){after}" if link else f"{before}{body}{after}"


def _numbering(paragraph: Paragraph) -> tuple[int, int] | None:
    """Return the number and level of the list that the paragraph, or its style, belongs to."""
    sources = [paragraph._p.pPr]
    style: Any = paragraph.style
    while style is not None and len(sources) < 12:
        sources.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    for properties in sources:
        numbers = properties.find(qn("w:numPr")) if properties is not None else None
        if numbers is not None:
            return _value(numbers, "w:numId"), _value(numbers, "w:ilvl")
    return None


def _value(parent: Any, name: str) -> int:
    element = parent.find(qn(name))
    text = element.get(qn("w:val"), "0") if element is not None else "0"
    return min(int(text), 8) if name == "w:ilvl" else int(text)


def _is_numbered(document: Document, number: int, level: int, style: str) -> bool:
    """Look the list's sign up; without a definition the style's name tells."""
    related = (part.element for part in (rel.target_part for rel in _numbering_relations(document)))
    for root in related:
        path = f'w:num[@w:numId="{number}"]/w:abstractNumId/@w:val'
        for abstract in root.xpath(path):
            formats = root.xpath(
                f'w:abstractNum[@w:abstractNumId="{int(abstract)}"]/w:lvl[@w:ilvl="{level}"]/w:numFmt/@w:val'
            )
            if formats:
                return bool(formats[0] not in ("bullet", "none"))
    return "Number" in style


def _numbering_relations(document: Document) -> list[Any]:
    return [rel for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
