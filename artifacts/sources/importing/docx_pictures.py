"""Drawings of a Word file: which image each shows, and its description."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from artifacts.sources.importing.pictures import TakeImage

DRAWINGS = (qn("w:drawing"), qn("w:pict"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLD_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_OLD_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_TEXT_BOX = qn("w:txbxContent")


def pictures_markdown(run: Any, paragraph: Paragraph, take: TakeImage) -> str:
    """Return the Markdown of what a run draws; a chart or shape is taken as no image."""
    return " ".join(filter(None, (_drawing(drawing, paragraph, take) for drawing in _drawings(run))))


def _drawings(run: Any) -> Iterator[Any]:
    """Yield a run's drawings, without the second ones for old programs and those that are text boxes."""
    for drawing in run.iter(*DRAWINGS):
        around = {ancestor.tag for ancestor in drawing.iterancestors()}
        if _FALLBACK not in around and _TEXT_BOX not in around and next(drawing.iter(_TEXT_BOX), None) is None:
            yield drawing


def _drawing(drawing: Any, paragraph: Paragraph, take: TakeImage) -> str:
    words = _words(drawing)
    names = [blip.get(qn("r:embed")) for blip in drawing.iter(qn("a:blip"))]
    names += [image.get(qn("r:id")) for image in drawing.iter(_OLD_IMAGE)]
    return " ".join(filter(None, (take(_blob(paragraph, name), words) for name in names or [None])))


def _words(drawing: Any) -> str:
    for element in drawing.iter(qn("wp:docPr"), _OLD_SHAPE):
        return str(element.get("descr") or element.get("alt") or element.get("title") or "")
    return ""


def _blob(paragraph: Paragraph, name: str | None) -> bytes | None:
    """Return the bytes of an image part; None for one that stands outside of the file."""
    part = paragraph.part.rels.get(name) if name else None
    if part is None or part.is_external:
        return None
    return bytes(part.target_part.blob)
