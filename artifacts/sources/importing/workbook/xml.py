"""XML of a package, told element by element; a document type is refused, prefixes and namespaces mean nothing.

Strict workbooks differ from others in their namespaces alone.
"""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from django.utils.translation import gettext as _

from artifacts.rows.errors import not_parsed
from artifacts.sources.importing.archive import damaged

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
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged() from error


def check_unread(chunks: Iterable[bytes]) -> None:
    """Go through a part that is not used; raise NotParsed if it is XML with a document type."""
    parser: expat.XMLParserType | None = expat.ParserCreate()
    for chunk in chunks:
        if parser is None:
            continue
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            parser.Parse(chunk, False)
        except expat.ExpatError:
            parser = None


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return an attribute that a file may write with any prefix, such as `r:id`; empty if it is missing."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def is_true(value: str | None) -> bool:
    """Say whether an attribute says yes."""
    return value in ("1", "true", "on")


def _refuse_doctype(*_parts: object) -> None:
    raise not_parsed(_("The file holds a document type, which office files never need."), "file")
