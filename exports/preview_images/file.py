"""The file of a preview: a zip of one image for each page and a `pages.json` that says what stands on them where."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

MEDIA_TYPE = "image/webp"
_MANIFEST = "pages.json"


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text and its place on the page, in points from the upper left corner."""

    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points and its text in reading order."""

    width: float
    height: float
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Part:
    """How much of a long artifact the pages were made from; `unit` is rows or characters."""

    shown: int
    whole: int
    unit: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What a preview shows: its pages, of how many, and of which part of the artifact (None: of all of it)."""

    pages: Sequence[Page]
    page_count: int
    part: Part | None = None


def image_name(number: int) -> str:
    """Return the name of a page's image; pages count from 1."""
    return f"{number}.webp"


class PagesWriter:
    """Writes the zip page by page."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED)
        self._count = 0

    def add(self, image: bytes) -> None:
        """Append the image of the next page."""
        self._count += 1
        self._zip.writestr(image_name(self._count), image)

    def close(self, pages: Pages) -> None:
        """Write what the pages say, and end the file."""
        text = json.dumps(asdict(pages), ensure_ascii=False)
        self._zip.writestr(_MANIFEST, text, zipfile.ZIP_DEFLATED)
        self._zip.close()


def read_pages(file: IO[bytes] | Path) -> Pages:
    """Return what the pages say."""
    with zipfile.ZipFile(file) as archive:
        raw: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    pages = [Page(page["width"], page["height"], [Line(**line) for line in page["lines"]]) for page in raw["pages"]]
    return Pages(pages, raw["page_count"], Part(**raw["part"]) if raw["part"] else None)


def read_image(file: IO[bytes] | Path, number: int) -> bytes | None:
    """Return a page's image; None when there is no such page."""
    with zipfile.ZipFile(file) as archive:
        try:
            return archive.read(image_name(number))
        except KeyError:
            return None
