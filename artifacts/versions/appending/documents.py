"""Further text for a document: joined where it stopped, without what a model says again."""

import re

from artifacts.kinds.document.apply import join
from artifacts.kinds.document.content import DocumentContent
from artifacts.kinds.document.stored import StoredDocument
from artifacts.kinds.elision import has_elision
from artifacts.versions.appending.overlap import overlap
from artifacts.versions.appending.seam import goes_on_in_word

TAIL_CHARACTERS = 4_000
"""At the end of a document, searched for what the continuation repeats: more than a model is shown of it."""

_STRUCTURE = re.compile(r"#{1,6} |[*+-] |\d+[.)] |\||>|```|~~~|---")
_UNFINISHED = re.compile(r"[^\s.!?:;|)`*_\"'”»…。！？]\Z")


def append_document(head: StoredDocument, content: DocumentContent) -> DocumentContent | None:
    """Return the head with the text behind it, or None when it says nothing new.

    An unfinished last line is continued when the new text repeats it or plainly goes on with it; else the new text
    begins a block of its own. Nothing of the head is changed but a last line that only stood for more.
    """
    old, new = _without_elision(head.text.rstrip()), content.text.strip()
    if not new or new in old[-TAIL_CHARACTERS:]:
        return None
    if old[-TAIL_CHARACTERS:] and new.startswith(old):
        return DocumentContent(f"{new}\n")
    if not (said_again := _said_again(old, new)):
        new = _without_heading(old, new)
        said_again = _said_again(old, new)
    if said_again:
        rest = new[said_again:]
        return DocumentContent(f"{old}{rest}\n") if rest.strip() else None
    if _goes_on(old, new):
        is_apart = content.text[:1].isspace() or not goes_on_in_word(old, new)
        return DocumentContent(f"{old}{' ' if is_apart else ''}{new}\n")
    return DocumentContent(join(old, new))


def is_continuation(head: StoredDocument, text: str) -> bool:
    """Say whether a text without markers goes on with this document: it repeats its end or begins a section."""
    return text.startswith("#") or overlap(head.text.rstrip()[-TAIL_CHARACTERS:], text.strip()) > 0


def _said_again(old: str, new: str) -> int:
    """Return how much of the new text stands there already: the end of the old one, or all of its unfinished line."""
    last = old.rsplit("\n", 1)[-1]
    is_line_again = bool(_UNFINISHED.search(last)) and new.startswith(last)
    return overlap(old[-TAIL_CHARACTERS:], new) or (len(last) if is_line_again else 0)


def _goes_on(old: str, new: str) -> bool:
    last = old.rsplit("\n", 1)[-1]
    is_open = bool(_UNFINISHED.search(last)) and not last.startswith("#")
    return is_open and not _STRUCTURE.match(new) and not new[0].isupper()


def _without_heading(old: str, new: str) -> str:
    """Drop a heading at the beginning that the document's last section has already."""
    first, _newline, rest = new.partition("\n")
    headings = [line.strip() for line in old.splitlines() if re.match(r"#{1,6} ", line)]
    is_known = bool(headings) and first.startswith("#") and first.strip() == headings[-1]
    return rest.strip() if is_known and rest.strip() else new


def _without_elision(text: str) -> str:
    body, _newline, last = text.rpartition("\n")
    return body.rstrip() if body and has_elision(last) else text
