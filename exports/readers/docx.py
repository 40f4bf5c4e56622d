"""Reads Word files back, tag by tag in constant memory: headings, tables, rows, cells."""

import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from exports.formats.contract import Figures, Source, front_figures
from exports.formats.options import ExportOptions
from exports.images.losses import names_images
from exports.readers.docx_front import read_front
from exports.readers.docx_pictures import count_pictures

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROW, _TABLE, _STYLE, _CELL, _PARAGRAPH = (f"{_W}{name}" for name in ("tr", "tbl", "pStyle", "tc", "p"))


def read_table(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count the rows below the header, and columns; bands of one table stand one after the other."""
    counts = _count(path)
    below = counts["rows"] - counts["tables"]
    figures = {"rows": below // max(1, counts["tables"]), "columns": counts["columns"]}
    return {**figures, **_front(path, source, options)}


def read_document(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count headings, tables and their rows, footnotes, and pictures where the text names any."""
    counts = _count(path)
    with zipfile.ZipFile(path) as package, package.open("word/footnotes.xml") as part:
        notes = sum(1 for _ in etree.iterparse(part, tag=f"{_W}footnote", **_SAFE)) - 2
    return {
        **_front(path, source, options),
        "headings": counts["headings"],
        "tables": counts["tables"],
        "table_rows": counts["rows"],
        "footnotes": notes,
        **({"images": count_pictures(path)} if names_images(source.content.text) else {}),
    }


def _front(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Return the figures of what stands before the text, when something should."""
    if not (options.title_page or options.contents):
        return {}
    front = read_front(path, source.title)
    return front_figures(options, title_page=front.title_page, contents=front.contents)


_SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": True}


def _count(path: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    widest = 0  # row of the table that is open
    with zipfile.ZipFile(path) as package, package.open("word/document.xml") as part:
        for _, element in etree.iterparse(part, tag=(_ROW, _TABLE, _STYLE, _PARAGRAPH), **_SAFE):
            match element.tag:
                case tag if tag == _ROW:
                    counts["rows"] += 1
                    widest = max(widest, len(element.findall(_CELL)))
                case tag if tag == _TABLE:
                    counts["tables"] += 1
                    counts["columns"] += widest
                    widest = 0
                case tag if tag == _STYLE:
                    counts["headings"] += element.get(f"{_W}val", "").startswith("Heading")
                    continue
            if element.tag != _PARAGRAPH or element.getparent().tag != _CELL:
                _forget(element)
    return counts


def _forget(element: etree._Element) -> None:
    """Free a finished element and what stood before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
