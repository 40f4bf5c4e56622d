"""Reads what stands before a PDF's text: the title page, and a table of contents whose page numbers must be right.

Right is where the outline of the file says a heading is; the outline is checked against the text by its own figures.
"""

from dataclasses import dataclass
from typing import Any

import pypdfium2

from exports.flow.outline import Entry, headings_of
from exports.formats.contract import Source
from exports.readers.pdf_letters import SHAPED, bare, compact

HEAD = 8  # letters of the next entry that must follow a page number


@dataclass(slots=True)
class Front:
    """1 for a title page; entries with their right page number; the index of the first page after them."""

    title_page: int = 0
    contents: int = 0
    pages: int = 0


def read_title_page(document: pypdfium2.PdfDocument, title: str) -> Front:
    """Return whether the first page shows the title and little else."""
    letters, wanted = _page_letters(document, 0), compact(title)
    lost = set(bare(wanted)) - set(bare(letters)) if SHAPED.search(title) else set[str]()
    found = wanted in letters or (bool(SHAPED.search(title)) and not lost)
    return Front(title_page=int(found), pages=int(found))


def read_contents(document: pypdfium2.PdfDocument, source: Source, front: Front) -> Front:
    """Add how many entries of the contents have their words and their right page number; stops at the first wrong."""
    headings = [heading for heading in headings_of(source.content.text, source.images) if heading.text]
    targets = [_target(bookmark) for bookmark in document.get_toc()]
    if len(targets) != len(headings):
        return front
    entries = [(heading, page + 1) for heading, page in zip(headings, targets, strict=True) if heading.is_listed]
    page, letters, at = front.pages, _page_letters(document, front.pages), 0
    for index, (entry, number) in enumerate(entries):
        following = compact(entries[index + 1][0].text)[:HEAD] if index + 1 < len(entries) else ""
        while (end := _end_of(entry, number, following, letters, at)) < 0:
            page += 1
            if page >= len(document):
                return front
            letters, at = _page_letters(document, page), 0
        at, front.contents = end, front.contents + 1
    front.pages = page + 1 if entries else page
    return front


def _end_of(entry: Entry, number: int, following: str, letters: str, at: int) -> int:
    """Return where the entry with its number ends, -1 when it does not stand in the letters after `at`.

    What follows the number must be the next entry, so that 1 is not found in 12.
    """
    words = "" if SHAPED.search(entry.text) else compact(entry.text)
    wanted = f"{words}{number}"
    start = letters.find(wanted, at)
    while start >= 0:
        end = start + len(wanted)
        if letters.startswith(following, end) or following not in letters[end:]:
            return end
        start = letters.find(wanted, start + 1)
    return -1


def _target(bookmark: Any) -> int:
    destination = bookmark.get_dest()
    return -1 if destination is None else int(destination.get_index())


def _page_letters(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    text = page.get_textpage()
    letters = compact(text.get_text_range())
    text.close()
    page.close()
    return letters
