"""A part of a file as its process leaves it: PDF objects whose numbers are given when the parts are joined."""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from pathlib import Path
from typing import NamedTuple, Self

LINK_SCHEME = "part:"  # addresses of links to an anchor in another part
NUMBER_FONT = "PageNumber"  # name of the page numbers' font in the resources of each part


class SlotKind(IntEnum):
    """What is filled in while joining."""

    OBJECT = auto()  # reference to an object of the same part
    TAG_KEY = auto()  # key in the tree from page contents to tags
    PAGES = auto()  # reference to the root of the pages
    DOCUMENT = auto()  # reference to the root of the tags
    PAGE_NUMBER = auto()  # reference to the drawing of a page's number
    NUMBER_FONT = auto()  # reference to its font


class Slot(NamedTuple):
    """A gap in an object; `number` counts within the part."""

    kind: SlotKind
    number: int = 0


Piece = bytes | Slot
Bookmark = tuple[int, str, tuple[float, float], str]  # level, words, place in points, state


class PartObject(NamedTuple):
    """An object, or the dictionary of a stream whose data stand in the part's second file."""

    pieces: tuple[Piece, ...]
    start: int = 0
    length: int = -1

    @property
    def is_stream(self) -> bool:
        return self.length >= 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the number of its object, its size in points, what the outline and links of the file lead to."""

    number: int
    width: float
    height: float
    bookmarks: Sequence[Bookmark]
    anchors: Sequence[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """Everything of a part but the data of its streams.

    `elements` are the tags below the root, `tags` the value of each tag key: the tags of a page or that of a link.
    """

    pages: Sequence[Page]
    elements: Sequence[int]
    tags: Sequence[Sequence[int] | int]
    metadata: int
    facts: dict[str, str]
    objects: dict[int, PartObject]
    streams: Path

    def save(self, path: Path) -> None:
        """Write it for the process that joins the parts."""
        with path.open("wb") as file:
            pickle.dump(self, file, pickle.HIGHEST_PROTOCOL)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what a process of ours has written into the folder of its job."""
        with path.open("rb") as file:
            part = pickle.load(file)  # noqa: S301  no other account writes there
        if not isinstance(part, cls):
            raise TypeError(type(part))
        return part

    def reachable(self) -> list[int]:
        """Return the numbers of the objects that the file needs."""
        tags = (one for tag in self.tags for one in ([tag] if isinstance(tag, int) else tag))
        waiting = [page.number for page in self.pages] + [*self.elements, *tags, self.metadata]
        found: dict[int, None] = {}
        while waiting:
            number = waiting.pop()
            if number not in found:
                found[number] = None
                pieces = self.objects[number].pieces
                waiting += [p.number for p in pieces if isinstance(p, Slot) and p.kind is SlotKind.OBJECT]
        return sorted(found)
