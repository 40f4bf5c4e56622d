"""Pictures in Word text: drawings in the line, within the margins, each with its description; and their parts.

A picture that stands in a text ten times is one part of the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from artifacts.rows.enums import ImageType
from exports.flow.plain_text import clean, escape
from exports.formats.images import ImageFile
from exports.images.plain import write_png
from exports.ooxml.package import PackageWriter
from exports.rows.losses import Losses

EXTENSIONS = {ImageType.JPEG: "jpeg", ImageType.PNG: "png", ImageType.GIF: "gif", ImageType.WEBP: "png"}
CONTENT_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"}
DRAWING = "<w:drawing>"
_EMU_PER_PIXEL, _EMU_PER_TWIP = 9_525, 635
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHUNK_BYTES = 1 << 20


@dataclass(slots=True)
class WordPictures:
    """The pictures of one file, by digest in the order of their parts; `height` is the room on a page in twips."""

    height: int
    files: dict[str, ImageFile] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def draw(self, image: ImageFile, words: str, room: int) -> str:
        """Return a run that shows the image, at most `room` twips wide."""
        self.files.setdefault(image.digest, image)
        number = next(self._numbers)
        facts = f'id="{number}" name="Picture {number}" descr="{escape(clean(" ".join(words.split()), Losses()))}"'
        width, height = _size(image, room, self.height)
        return (
            f'<w:r>{DRAWING}<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {facts}/>'
            f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
            f"<pic:nvPicPr><pic:cNvPr {facts}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{_id(image)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def relationships(self, office: str) -> str:
        """Return the relationships to the parts."""
        return "".join(
            f'<Relationship Id="{_id(image)}" Type="{office}/image" Target="media/{_name(image)}"/>'
            for image in self.files.values()
        )

    def write(self, package: PackageWriter) -> None:
        """Write the parts one by one, as they are; WebP, which Word may not know, as PNG."""
        for image in self.files.values():
            path = image.path
            if image.media_type == ImageType.WEBP:
                path = write_png(path)
            package.copy(f"word/media/{_name(image)}", _chunks(path))


def add_content_types(part: bytes) -> bytes:
    """Return the list of content types with those of pictures."""
    missing = (
        f'<Default Extension="{extension}" ContentType="{media_type}"/>'
        for extension, media_type in CONTENT_TYPES.items()
        if f'Extension="{extension}"'.encode() not in part
    )
    start = part.index(b">", part.index(b"<Types")) + 1
    return part[:start] + "".join(missing).encode() + part[start:]


def _size(image: ImageFile, room: int, height: int) -> tuple[int, int]:
    """Return width and height in English metric units: as on a screen, or as much as there is room for."""
    full = image.width * _EMU_PER_PIXEL, image.height * _EMU_PER_PIXEL
    share = min(1.0, room * _EMU_PER_TWIP / full[0], height * _EMU_PER_TWIP / full[1])
    return max(round(full[0] * share), 1), max(round(full[1] * share), 1)


def _id(image: ImageFile) -> str:
    return f"picture-{image.digest[:32]}"


def _name(image: ImageFile) -> str:
    return f"{image.digest[:32]}.{EXTENSIONS[image.media_type]}"


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
