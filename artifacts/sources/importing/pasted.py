"""Pasted text: what it is, since no file name says so. JSON and grids are recognised, the rest is a document."""

import json
import re
from dataclasses import replace
from itertools import islice

from django.utils.translation import gettext as _

from artifacts.kinds.table.dialects import find_delimiter, is_delimited_by, sample_rows
from artifacts.rows.enums import KindName
from artifacts.rows.errors import NotParsed, not_parsed
from artifacts.sources.importing.base import Imported
from artifacts.sources.importing.delimited import Delimited
from artifacts.sources.importing.json_data import Json
from artifacts.sources.importing.markdown import Markdown
from artifacts.sources.importing.text import decode_text

TITLE_CHARACTERS = 80  # what a tab and a list show of it
TITLE_LINES = 20  # a heading farther down names a part

_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*?)[ \t#]*$")
_MARKUP = re.compile(r"#{1,6} |[-*+] |\d+[.)] |> |```|~~~|<|\{")
_MARKS = re.compile(r"^(?:[-*+>]|\d+[.)])\s+|[*_`]+")


def read_pasted(data: bytes) -> Imported:
    """Return what a pasted text holds, with a title if it has one; raise NotParsed or OverLimit."""
    text, _losses = decode_text(data)
    if not text.strip():
        raise not_parsed(_("There is no text to import."), "text")
    return _read_json(text, data) or _read_grid(text, data) or _read_document(text, data)


def _read_json(text: str, data: bytes) -> Imported | None:
    """Return the artifact that JSON describes; JSON of another shape becomes a document that shows it as code."""
    text = text.strip()
    if text[0] not in "{[":
        return None
    try:
        return Json().read(data, None)
    except NotParsed:
        return Markdown().read(f"```json\n{text}\n```\n".encode(), None) if _is_json(text) else None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _read_grid(text: str, data: bytes) -> Imported | None:
    if _MARKUP.match(text.lstrip()):
        return None
    delimiter = _delimiter(text)
    if delimiter is None or not _has_two_columns(sample_rows(text, delimiter)):
        return None
    if delimiter != "|":
        return Delimited(".csv", delimiter).read(data, None)
    is_whole = all("|" in line for line in text.splitlines() if line.strip())
    return Markdown().read(data, KindName.TABLE) if is_whole else None


def _delimiter(text: str) -> str | None:
    """Return what stands between cells; tabs first, as a grid copies them: its numbers may hold commas."""
    return "\t" if is_delimited_by(text, "\t") else find_delimiter(text)


def _has_two_columns(rows: list[list[str]]) -> bool:
    """Say whether two columns hold anything: lines that merely end in a comma are no grid."""
    return len({at for row in rows for at, cell in enumerate(row) if cell.strip()}) > 1


def _read_document(text: str, data: bytes) -> Imported:
    return replace(Markdown().read(data, None), title=_title(text))


def _title(text: str) -> str:
    """Return the first heading, else the first line, cut at a word; empty if neither has words."""
    lines = [*islice((line.strip() for line in text.splitlines() if line.strip()), TITLE_LINES)]
    headings = (found[1] for line in lines if (found := _HEADING.match(line)))
    title = " ".join(_MARKS.sub("", next(headings, lines[0])).split())
    if not re.search(r"\w", title):
        return ""
    if len(title) <= TITLE_CHARACTERS:
        return title
    words = title[: TITLE_CHARACTERS - 1].rsplit(" ", 1)[0]
    return f"{words}\u2026"
