"""Images as files should carry them: upright, eight bits a colour, without notes of where and by what they were taken.

The picture data of a JPEG goes over byte for byte. Only one that its maker marked as turned is decoded and encoded
again, because no reader of a PDF or Word file turns it.
"""

import shutil
import struct
from pathlib import Path
from typing import IO

from PIL import Image, ImageOps

from artifacts.rows.enums import ImageType

TURNED_QUALITY = 95
_ORIENTATION = 0x0112
_START_OF_SCAN = 0xDA
_EXIF_XMP, _PICTURES, _PRESS, _COMMENT = 0xE1, 0xE2, 0xED, 0xFE


def write_plain(source: Path, target: Path, media_type: ImageType) -> None:
    """Write a copy of the image that needs no turning and tells nothing but the picture."""
    match media_type:
        case ImageType.JPEG:
            _write_jpeg(source, target)
        case ImageType.PNG:
            _write_png(source, target)
        case _:
            shutil.copyfile(source, target)


def write_png(source: Path) -> Path:
    """Write the image once more as PNG beside its file; return the new one."""
    target = source.with_suffix(".png")
    with Image.open(source) as image:
        image.save(target, "PNG")
    return target


def _write_jpeg(source: Path, target: Path) -> None:
    with Image.open(source, formats=("JPEG",)) as image:
        if image.getexif().get(_ORIENTATION, 1) != 1:
            turned = ImageOps.exif_transpose(image)
            profile = image.info.get("icc_profile")
            turned.save(target, "JPEG", quality=TURNED_QUALITY, subsampling=0, icc_profile=profile, exif=b"")
            return
    with source.open("rb") as read, target.open("wb") as write:
        _copy_segments(read, write)
        shutil.copyfileobj(read, write)


def _copy_segments(read: IO[bytes], write: IO[bytes]) -> None:
    """Copy what stands before the picture data, without EXIF, XMP, press notes and comments."""
    write.write(read.read(2))
    while len(head := read.read(4)) == 4:
        first, marker, length = struct.unpack(">BBH", head)
        if first != 0xFF or length < 2:
            write.write(head)
            return
        body = read.read(length - 2)
        is_note = marker in (_EXIF_XMP, _PRESS, _COMMENT) or (marker == _PICTURES and body.startswith(b"MPF\0"))
        if not is_note:
            write.write(head + body)
        if marker == _START_OF_SCAN:
            return


def _write_png(source: Path, target: Path) -> None:
    with Image.open(source, formats=("PNG",)) as image:
        if not image.mode.startswith("I"):
            shutil.copyfile(source, target)
            return
        image.convert("I").point(lambda value: value * (1 / 256)).convert("L").save(target, "PNG")
