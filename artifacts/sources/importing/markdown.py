"""Markdown files: a document, or the tables in it."""

from artifacts.kinds.registry import kind as kind_of
from artifacts.rows.enums import KindName
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.text import decode_text, is_text


class Markdown:
    """Markdown and plain text."""

    extensions = frozenset({".md", ".markdown", ".txt"})
    kinds = (KindName.DOCUMENT, KindName.TABLE, KindName.SPREADSHEET)

    def recognises(self, data: bytes) -> bool:
        return is_text(data)

    def read(self, data: bytes, kind: KindName | None) -> Imported:
        text, losses = decode_text(data)
        wanted = kind or KindName.DOCUMENT
        parsed = kind_of(wanted).parse_text(text)
        return Imported(wanted, parsed.content, (*losses, *parsed.losses))
