"""What a finished answer in chat could be opened as, without a model: a table in it, or a long structured text."""

import re

from artifacts.rows.enums import KindName

TABLE = re.compile(r"^\s*\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$", re.MULTILINE)
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
LONG_CHARACTERS = 1_500
"""About a page: shorter answers are read where they stand."""


def offered_kinds(text: str) -> tuple[KindName, ...]:
    """Return the kinds to offer under an answer, the likeliest first; none for a short plain one."""
    kinds = (KindName.TABLE, KindName.SPREADSHEET) if TABLE.search(text) else ()
    is_structured = len(HEADING.findall(text)) >= 2
    return (*kinds, KindName.DOCUMENT) if is_structured or len(text) >= LONG_CHARACTERS else kinds
