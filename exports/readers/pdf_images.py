"""Counts the figures of a tagged PDF: a figure of the structure tree counts when an image is drawn for it.

The logo above each page is no figure, and a figure whose image could not be read is none either.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_FIGURE = "Figure"
_NAME_BYTES = 64


def count_figures(document: pypdfium2.PdfDocument, first: int = 0) -> int:
    """Return how many figures show an image, from the page `first` on: a title page has the logo for one."""
    return sum(_on_page(document[number]) for number in range(first, len(document)))


def _on_page(page: pypdfium2.PdfPage) -> int:
    drawn = {
        pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    }
    if not drawn:
        page.close()
        return 0
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    tops = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(pdfium.FPDF_StructTree_CountChildren(tree)))
    count = sum(not drawn.isdisjoint(_contents(figure)) for top in tops for figure in _figures(top))
    pdfium.FPDF_StructTree_Close(tree)
    page.close()
    return count


def _figures(element: Any) -> Iterator[Any]:
    """Yield the figures of an element and what is in it; None stands for what is on another page."""
    if not element:
        return
    if _kind(element) == _FIGURE:
        yield element
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _figures(pdfium.FPDF_StructElement_GetChildAtIndex(element, number))


def _kind(element: Any) -> str:
    name = ctypes.create_string_buffer(_NAME_BYTES)
    length = pdfium.FPDF_StructElement_GetType(element, name, _NAME_BYTES)
    return name.raw[: max(length - 2, 0)].decode("utf-16-le")


def _contents(element: Any) -> Iterator[int]:
    for number in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)):
        yield pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, number)
