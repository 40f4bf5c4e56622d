"""PDF files: their words, with headings, lists and tables as far as their places tell of them."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.rows.errors import not_parsed, require_within
from artifacts.rows.limits import PDF_PAGES
from artifacts.rows.losses import Loss, told
from artifacts.sources.importing.archive import damaged
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.printed.blocks import markdown_of, without_furniture
from artifacts.sources.importing.printed.lines import Line, lines_of

_SIGNATURE = b"%PDF-"
_HEAD_BYTES = 1024  # in which the signature may stand behind other bytes
_IMAGE = 3  # the type of an image among the objects of a page
_PASSWORD = 4  # the error of a file that is protected


class Pdf:
    """Printed pages. PDFium is loaded when the first of them is read."""

    extensions = frozenset({".pdf"})
    kinds = (KindName.DOCUMENT, KindName.TABLE)

    def recognises(self, data: bytes) -> bool:
        return _SIGNATURE in data[:_HEAD_BYTES]

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        wanted = kind or KindName.DOCUMENT
        losses = Counter({Loss.PRINTED: 1})
        title, lines = _read(data, losses)
        if not lines:
            sentence = _("The PDF holds no text: its pages are pictures. Text in pictures is not read here.")
            raise not_parsed(sentence, "file")
        kept, furniture = without_furniture(lines)
        losses[Loss.HEADERS_FOOTERS] += furniture
        parsed = kind_of(wanted).parse_text(markdown_of(kept))
        return Imported(wanted, parsed.content, (*told(losses), *parsed.losses), title)


def _read(data: bytes, losses: Counter[Loss]) -> tuple[str, list[Line]]:
    """Return the title and the lines of all pages; raise NotParsed for what is damaged or protected."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            sentence = _("The file is protected by a password. Save it without one and import it again.")
            raise not_parsed(sentence, "file") from error
        raise damaged() from error
    try:
        require_within(PDF_PAGES, len(document))
        lines: list[Line] = []
        for number in range(len(document)):
            page = document[number]
            lines.extend(lines_of(page, number))
            losses[Loss.IMAGES] += sum(1 for _found in page.get_objects(filter=(_IMAGE,)))
            losses[Loss.LINK_ADDRESSES] += _link_count(page)
            page.close()
        return str(document.get_metadata_value("Title") or ""), lines
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()


def _link_count(page: Any) -> int:
    """Return how many links a page has: their words stay."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_GetAnnotCount(page)
    kinds = []
    for at in range(count):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        kinds.append(pdfium.FPDFAnnot_GetSubtype(annotation))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return kinds.count(pdfium.FPDF_ANNOT_LINK)
