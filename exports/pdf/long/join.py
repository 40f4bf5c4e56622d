"""Parts -> one file: their objects under numbers of their own, and what goes through all of them made anew."""

import itertools
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.anchors import make_page_bookmark_tree
from weasyprint.matrix import Matrix
from weasyprint.pdf.anchors import add_outlines

from exports.pdf.long.numbers import PageNumbers
from exports.pdf.long.part import Part, PartObject, Slot, SlotKind

VERSION = "1.7"


def join_parts(parts: Sequence[Part], out_path: Path, numbers: PageNumbers, language: str, unnumbered: int) -> int:
    """Write the file; return its number of pages. The first `unnumbered` pages show no number, though they count."""
    joint = _Joint(numbers, unnumbered, sum(len(part.pages) for part in parts))
    for part in parts:
        joint.add(part)
    pdf = joint.finished(language, parts[0].facts)
    with out_path.open("wb") as file:
        pdf.write(file, VERSION, compress=True)
    return len(joint.pages)


class _Copy(pydyf.Object):  # type: ignore[misc]  # the library has no types
    """An object of a part; its text is put together when it is written."""

    def __init__(self, item: PartObject, place: "_Place") -> None:
        super().__init__()
        self._item = item
        self._place = place

    @property
    def compressible(self) -> bool:
        """Whether it may stand among others in a stream."""
        return not self._item.is_stream

    @property
    def data(self) -> bytes:
        """The object's bytes; those of a stream come from the part's file."""
        head = b"".join(piece if isinstance(piece, bytes) else self._place.fill(piece) for piece in self._item.pieces)
        if not self._item.is_stream:
            return head
        with self._place.part.streams.open("rb") as file:
            file.seek(self._item.start)
            return b"\n".join((head, b"stream", file.read(self._item.length), b"endstream"))


class _Place:
    """Where a part stands in the file: knows what its gaps are filled with."""

    def __init__(self, joint: "_Joint", part: Part) -> None:
        self.part = part
        self.copies: dict[int, _Copy] = {}
        self._joint = joint
        self._first_page = len(joint.pages)
        self._first_tag = len(joint.tags)

    def fill(self, slot: Slot) -> bytes:
        """Return what stands in a gap."""
        match slot.kind:
            case SlotKind.OBJECT:
                return self.reference(slot.number)
            case SlotKind.TAG_KEY:
                return str(self._first_tag + slot.number).encode()
            case SlotKind.PAGES:
                return bytes(self._joint.pdf.pages.reference)
            case SlotKind.DOCUMENT:
                return bytes(self._joint.document.reference)
            case SlotKind.PAGE_NUMBER:
                return self._joint.drawings[self._first_page + slot.number]
            case SlotKind.NUMBER_FONT:
                return self._joint.number_font

    def reference(self, number: int) -> bytes:
        """Return the reference to an object of the part."""
        return bytes(self.copies[number].reference)


class _Joint:
    """The file as it grows."""

    def __init__(self, numbers: PageNumbers, unnumbered: int, page_count: int) -> None:
        self.pdf = _Pdf()
        self.document = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document", "K": pydyf.Array()})
        self.pdf.add_object(self.document)
        self.pages: list[SimpleNamespace] = []
        self.tags: list[Any] = []
        self.drawings: list[bytes] = []
        self.number_font = b""
        self._anchors: dict[str, pydyf.Array] = {}
        self._numbers = numbers
        self._unnumbered = unnumbered
        self._page_count = page_count
        self._metadata = b""

    def add(self, part: Part) -> None:
        """Append a part."""
        place = _Place(self, part)
        for number in part.reachable():
            copy = place.copies[number] = _Copy(part.objects[number], place)
            self.pdf.add_object(copy)
        self._metadata = self._metadata or place.reference(part.metadata)
        self.document["K"].extend(map(place.reference, part.elements))
        for tag in part.tags:
            one = place.reference(tag) if isinstance(tag, int) else pydyf.Array(map(place.reference, tag))
            self.tags.append(one)
        for page in part.pages:
            copy = place.copies[page.number]
            self.pdf.pages["Kids"].extend([copy.number, 0, "R"])
            self.pdf.pages["Count"] += 1
            self.pages.append(SimpleNamespace(bookmarks=page.bookmarks))
            self._draw_number(page)
            for name, x, y in page.anchors:
                self._anchors.setdefault(name, pydyf.Array([copy.reference, "/XYZ", x, y, 0]))

    def _draw_number(self, page: Any) -> None:
        number = len(self.pages)
        words = "" if number <= self._unnumbered else f"{number} / {self._page_count}"
        drawing = self._numbers.drawing(words, page)
        self.pdf.add_object(drawing)
        self.drawings.append(drawing.reference)

    def finished(self, language: str, facts: dict[str, str]) -> pydyf.PDF:
        """Return the file with everything that goes through all parts."""
        pdf, catalog = self.pdf, self.pdf.catalog
        self.number_font = self._numbers.font(pdf)
        pdf.info.update({name: pydyf.String(words) for name, words in facts.items()})
        catalog["Lang"] = pydyf.String(language)
        catalog["Metadata"] = self._metadata
        catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        names = (item for name in sorted(self._anchors) for item in (pydyf.String(name), self._anchors[name]))
        catalog["Names"] = pydyf.Dictionary({"Dests": pydyf.Dictionary({"Names": pydyf.Array(names)})})
        keys = pydyf.Dictionary({"Nums": pydyf.Array(itertools.chain.from_iterable(enumerate(self.tags)))})
        pdf.add_object(keys)
        root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": keys.reference})
        root["K"] = pydyf.Array([self.document.reference])
        pdf.add_object(root)
        self.document["P"] = catalog["StructTreeRoot"] = root.reference
        add_outlines(pdf, self._outline())
        return pdf

    def _outline(self) -> list[Any]:
        """Return the headings as a tree, as WeasyPrint makes it of pages that it laid out at once."""
        tree: list[Any] = []
        skipped: list[int] = []
        last = [tree]
        level = 0
        for number, page in enumerate(self.pages):
            level = make_page_bookmark_tree(page, skipped, last, level, number, Matrix())
        return tree


class _Pdf(pydyf.PDF):  # type: ignore[misc]  # the library has no types
    """Knows where its pages are without counting them again each time."""

    @cached_property
    def page_references(self) -> tuple[bytes, ...]:
        """References to the pages; asked for when all of them are there."""
        return tuple(self._references())

    def _references(self) -> Iterator[bytes]:
        return (f"{number} 0 R".encode() for number in self.pages["Kids"][::3])
