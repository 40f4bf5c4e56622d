"""XML of a package, told element by element; a document type is refused, prefixes and namespaces mean nothing.

Strict workbooks differ from others in their namespaces alone.
"""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from django.utils.translation import gettext as _

from artifacts.rows.errors import not_parsed
from artifacts.sources.importing.archive import damaged, feed, is_xml

Start = Callable[[str, dict[str, str]], None]
"""What is told of each element: its name without a prefix, and its attributes."""
End = Callable[[str], None]
Text = Callable[[str], None]


def parse(chunks: Iterable[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Parse a part; raise NotParsed if it is no XML or has a document type."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        tell_end = end
        parser.EndElementHandler = lambda name: tell_end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    waiting = 0
    try:
        for chunk in chunks:
            waiting = feed(parser, chunk, waiting)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged() from error


def check_unread(chunks: Iterable[bytes]) -> None:
    """Go through a part that is not used; raise NotParsed if it is XML with a document type before its root."""
    parser: expat.XMLParserType | None = None
    is_begun, waiting = False, 0
    for chunk in chunks:
        if not is_begun and is_xml("", chunk):
            parser = _prolog_parser()
        is_begun = True
        try:
            waiting = feed(parser, chunk, waiting) if parser else 0
        except (expat.ExpatError, _RootReached):
            parser = None


class _RootReached(Exception):
    """Behind the root's tag no document type may stand."""


def _prolog_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _reach_root
    return parser


def _reach_root(*_parts: object) -> None:
    raise _RootReached


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return an attribute that a file may write with any prefix, such as `r:id`; empty if it is missing."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def is_true(value: str | None) -> bool:
    """Say whether an attribute says yes."""
    return value in ("1", "true", "on")


def _refuse_doctype(*_parts: object) -> None:
    raise not_parsed(_("The file holds a document type, which office files never need."), "file")
