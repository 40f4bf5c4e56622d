"""Reads Word files back, tag by tag in constant memory: headings, tables, rows, cells."""

import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from exports.options import ExportOptions
from exports.rendering import Figures, Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROW, _TABLE, _STYLE, _CELL, _PARAGRAPH = (f"{_W}{name}" for name in ("tr", "tbl", "pStyle", "tc", "p"))


def read_table(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count the rows below the header, and columns."""
    counts = _count(path)
    return {"rows": counts["rows"] - counts["tables"], "columns": counts["columns"]}


def read_document(path: Path, source: Source, options: ExportOptions) -> Figures:
    """Count headings, tables and their rows, paragraphs and footnotes."""
    counts = _count(path)
    with zipfile.ZipFile(path) as package, package.open("word/footnotes.xml") as part:
        notes = sum(1 for _ in etree.iterparse(part, tag=f"{_W}footnote", **_SAFE)) - 2
    return {
        "headings": counts["headings"],
        "tables": counts["tables"],
        "table_rows": counts["rows"],
        "footnotes": notes,
    }


_SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": True}


def _count(path: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    with zipfile.ZipFile(path) as package, package.open("word/document.xml") as part:
        for _, element in etree.iterparse(part, tag=(_ROW, _TABLE, _STYLE, _PARAGRAPH), **_SAFE):
            match element.tag:
                case tag if tag == _ROW:
                    counts["rows"] += 1
                    counts["columns"] = max(counts["columns"], len(element.findall(_CELL)))
                case tag if tag == _TABLE:
                    counts["tables"] += 1
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
