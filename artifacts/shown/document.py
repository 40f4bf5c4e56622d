"""A document as pieces: what stands before the first heading, then each heading with its own text.

A piece ends where the next heading of any level begins, so that editing one leaves its subsections alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from artifacts.kinds.catalogue import Operation, ReplaceDocument, ReplaceSection
from artifacts.kinds.document.content import Section
from artifacts.markdown.images import ImageAddress
from artifacts.markdown.render import render_markdown
from artifacts.versions.reading import StoredDocument
from common.errors import NotFound

OPENING = "-"  # no heading has this id: ids are made of words


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece as Markdown and as HTML."""

    id: str
    title: str
    level: int
    text: str
    image_address: ImageAddress | None = field(default=None, compare=False, repr=False)

    @property
    def html(self) -> SafeString:
        """The piece, rendered."""
        return render_markdown(self.text, image_address=self.image_address)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """All pieces in order."""

    pieces: Sequence[PieceView]

    @property
    def outline(self) -> list[PieceView]:
        """The pieces that have a heading."""
        return [piece for piece in self.pieces if piece.title]


def view_document(document: StoredDocument, image_address: ImageAddress | None = None) -> DocumentView:
    """Return the document's pieces; an empty document has one empty piece. Without addresses no image is shown."""
    sections = document.sections()
    first = sections[0].start if sections else len(document.text)
    opening = document.text[:first]
    pieces = [PieceView(OPENING, "", 0, opening, image_address)] if opening.strip() or not sections else []
    for section, end in zip(sections, _ends(sections, len(document.text)), strict=True):
        text = document.text[section.start : end]
        pieces.append(PieceView(section.id, section.title, section.level, text, image_address))
    return DocumentView(pieces)


def find_piece(document: StoredDocument, piece_id: str) -> PieceView:
    """Return a piece by its id, or raise NotFound."""
    for piece in view_document(document).pieces:
        if piece.id == piece_id:
            return piece
    raise NotFound


def replace_piece(document: StoredDocument, piece_id: str, text: str) -> Operation:
    """Return the operation that puts `text` in the place of a piece."""
    piece = find_piece(document, piece_id)
    text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        text += "\n"
    section = document.section(piece_id)
    if section is None:
        return ReplaceDocument(text=text + document.text[len(piece.text) :])
    rest = document.text[section.start + len(piece.text) : section.end]
    return ReplaceSection(section=piece_id, text=_apart(text, rest))


def _apart(text: str, rest: str) -> str:
    return f"{text.rstrip()}\n\n{rest}" if rest else text


def _ends(sections: Sequence[Section], length: int) -> list[int]:
    return [*(section.start for section in sections[1:]), length] if sections else []
