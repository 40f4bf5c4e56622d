"""WeasyPrint's PDF objects -> a part: gaps where the other parts have a say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

import pydyf

from exports.pdf.long.part import LINK_SCHEME, NUMBER_FONT, Page, Part, PartObject, Piece, Slot, SlotKind

_REFERENCE = re.compile(rb"(\d+) 0 R")
_POINTS = 0.75  # of a CSS pixel
_STREAM, _END = b"\nstream\n", b"\nendstream"


def dump_part(document: Any, pdf: pydyf.PDF, name: str, streams: Path) -> Part:
    """Return the document as a part, the data of its streams in a file; `name` tells the parts apart."""
    root = _find(pdf, pdf.catalog["StructTreeRoot"])
    top = _find(pdf, root["K"][0])
    numbers = pdf.pages["Kids"][::3]
    pages = [_page(page, number) for page, number in zip(document.pages, numbers, strict=True)]
    values = _find(pdf, root["ParentTree"])["Nums"][1::2]
    pdf.add_object(saved := pydyf.Stream([b"q"]))  # what draws the number after the page begins with `Q`
    for index, number in enumerate(numbers):
        _open_page(pdf, pdf.objects[number], index, saved.reference)
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary):
            _open(item, top.reference, name)
    with streams.open("wb") as file:
        objects = {item.number: _object(item, file) for item in pdf.objects[1:]}
    return Part(
        pages=pages,
        elements=[_number(one) for one in top["K"]],
        tags=[_number(one) if isinstance(one, bytes) else [_number(tag) for tag in one] for one in values],
        metadata=_number(pdf.catalog["Metadata"]),
        facts={key: value.string for key, value in pdf.info.items()},
        objects=objects,
        streams=streams,
    )


def _page(page: Any, number: int) -> Page:
    """Return where things are on the page, in points from its lower left corner."""

    def place(x: float, y: float) -> tuple[float, float]:
        return x * _POINTS, (page.height - y) * _POINTS

    marks = [(level, words, place(x, y), state) for level, words, (x, y), state in page.bookmarks]
    anchors = [(name, *place(box[0], box[1])) for name, box in page.anchors.items()]
    return Page(number, page.width * _POINTS, page.height * _POINTS, marks, anchors)


def _open_page(pdf: pydyf.PDF, page: pydyf.Dictionary, index: int, saved: bytes) -> None:
    """Leave gaps for what a page has in common with those of other parts, and for its number."""
    page["Parent"] = Slot(SlotKind.PAGES)
    page["Contents"] = pydyf.Array([saved, page["Contents"], Slot(SlotKind.PAGE_NUMBER, index)])
    page["StructParents"] = Slot(SlotKind.TAG_KEY, index)
    fonts = _find(pdf, _find(pdf, page["Resources"])["Font"])
    fonts[NUMBER_FONT] = Slot(SlotKind.NUMBER_FONT)


def _open(item: pydyf.Dictionary, top: bytes, name: str) -> None:
    """Leave gaps in tags and links, whose names and addresses go beyond the part."""
    if item.get("P") == top:
        item["P"] = Slot(SlotKind.DOCUMENT)
    if item.get("S") == "/TH" and "ID" in item:
        item["ID"].string = f"{name}-{item['ID'].string}"  # the cells below refer to this very string
    if item.get("Subtype") == "/Link":
        item["StructParent"] = Slot(SlotKind.TAG_KEY, item["StructParent"])
        if "A" in item and item["A"]["URI"].string.startswith(LINK_SCHEME):
            target = unquote(item.pop("A")["URI"].string.removeprefix(LINK_SCHEME))
            item["Dest"] = item["Contents"] = pydyf.String(target)


def _object(item: pydyf.Object, streams: IO[bytes]) -> PartObject:
    if not isinstance(item, pydyf.Stream):
        return PartObject(tuple(_joined(_pieces(item))))
    data = item.data.partition(_STREAM)[2].removesuffix(_END)
    facts = pydyf.Dictionary({**item.extra, "Length": len(data)})
    if item.compress:
        facts["Filter"] = "/FlateDecode"
    start = streams.tell()
    streams.write(data)
    return PartObject(tuple(_joined(_pieces(facts))), start, len(data))


def _pieces(item: Any) -> Iterator[Piece]:
    """Yield an item as bytes and gaps."""
    match item:
        case Slot():
            yield item
        case pydyf.Dictionary():
            yield b"<<"
            for key, value in item.items():
                yield f"/{key} ".encode()
                yield from _pieces(value)
            yield b">>"
        case pydyf.Array():
            yield b"["
            for value in item:
                yield b" "
                yield from _pieces(value)
            yield b"]"
        case bytes() if found := _REFERENCE.fullmatch(item):
            yield Slot(SlotKind.OBJECT, int(found[1]))
        case _:
            yield pydyf.Array([item]).data[1:-1]


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the pieces with neighbouring bytes in one."""
    known: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, bytes):
            known.append(piece)
            continue
        yield b"".join(known)
        known.clear()
        yield piece
    yield b"".join(known)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _find(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]
