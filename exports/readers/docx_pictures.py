"""Counts the pictures of a Word file: a drawing counts when its part is there and is an image."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from lxml import etree
from PIL import Image, UnidentifiedImageError

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SAFE: dict[str, object] = {"resolve_entities": False, "no_network": True, "huge_tree": True}


def count_pictures(path: Path) -> int:
    """Return how many drawings of text and footnotes show an image."""
    with zipfile.ZipFile(path) as package:
        return sum(_in_part(package, part) for part in ("word/document.xml", "word/footnotes.xml"))


def _in_part(package: zipfile.ZipFile, part: str) -> int:
    shown = {name: _is_image(package, target) for name, target in _targets(package, part).items()}
    with package.open(part) as xml:
        return sum(shown.get(name, False) for name in _embedded(xml))


def _embedded(xml: Any) -> Iterator[str]:
    """Yield the relationship of each drawing, in the memory of one paragraph."""
    for _, element in etree.iterparse(xml, tag=(f"{_A}blip", f"{_W}p"), **_SAFE):
        if element.tag == f"{_A}blip":
            yield element.get(f"{_R}embed", "")
            continue
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _targets(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the image parts that a part refers to, by relationship."""
    folder = dirname(part)
    relationships = part.replace(folder, f"{folder}/_rels", 1) + ".rels"
    if relationships not in package.namelist():
        return {}
    root = etree.fromstring(package.read(relationships), etree.XMLParser(resolve_entities=False, no_network=True))
    return {
        item.get("Id", ""): normpath(join(folder, item.get("Target", "")))
        for item in root.iter(_RELATIONSHIP)
        if item.get("Type", "").endswith("/image") and item.get("TargetMode") != "External"
    }


def _is_image(package: zipfile.ZipFile, part: str) -> bool:
    try:
        with package.open(part) as file, Image.open(file):
            return True
    except (KeyError, UnidentifiedImageError):
        return False
