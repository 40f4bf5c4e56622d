"""Reads what stands before a Word document's text: is the title page there, does each entry name a real heading."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from exports.flow.outline import names
from exports.flow.plain_text import clean
from exports.rows.losses import Losses

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _STYLE, _TEXT, _LINK, _MARK = (
    f"{_W}{name}" for name in ("p", "pStyle", "t", "hyperlink", "bookmarkStart")
)
_PAGE_BREAK = f"{_W}r/{_W}br[@{_W}type='page']"
COVER_PARAGRAPHS = 4  # the title, two lines below it and the break
_SAFE: dict[str, object] = {"resolve_entities": False, "no_network": True, "huge_tree": True}


@dataclass(slots=True)
class Front:
    """1 for a title page; how many entries of the contents lead to a heading with the same words."""

    title_page: int = 0
    contents: int = 0


def read_front(path: Path, title: str) -> Front:
    """Return what is found; paragraphs are forgotten once they are read."""
    front, headings, entries = Front(), dict[str, str](), list[tuple[str, str]]()
    with zipfile.ZipFile(path) as package, package.open("word/document.xml") as part:
        has_title = False
        for number, (_, element) in enumerate(etree.iterparse(part, tag=_PARAGRAPH, **_SAFE)):
            style = _style(element)
            has_title = has_title or (number == 0 and style == "Title" and _words(element) == _letters(title))
            if has_title and number < COVER_PARAGRAPHS and element.find(_PAGE_BREAK) is not None:
                front.title_page = 1
            if style.startswith("TOC"):
                entries += [(link.get(f"{_W}anchor", ""), _words(link)) for link in element.iter(_LINK)]
            elif style.startswith("Heading"):
                headings |= {mark.get(f"{_W}name", ""): _words(element) for mark in element.iter(_MARK)}
            if element.getparent().tag == f"{_W}body":
                element.clear()
    front.contents = sum(names(words, headings.get(anchor)) for anchor, words in entries)
    return front


def _style(element: Any) -> str:
    style = element.find(f"{_W}pPr/{_STYLE}")
    return "" if style is None else str(style.get(f"{_W}val", ""))


def _words(element: Any) -> str:
    return _letters("".join(part.text or "" for part in element.iter(_TEXT)))


def _letters(text: str) -> str:
    """Return text as it is compared: breaks and tabs are elements in Word, so white space is left out."""
    return "".join(clean(text, Losses()).split())
