"""Tables in Markdown (GFM): rows, delimiter rows, and the largest table of a text. Line by line, so that a stream can
use the same functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from artifacts.kinds.table.content import Align

_delimiter_cell = re.compile(r"\s*:?-+:?\s*")
_cell_end = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_wrapped = re.compile(r"(\*\*\*|\*\*|__|`|\*|_)(?=\S)([^*_`]+?)(?<=\S)\1")
_escaped = re.compile(r"(`+[^`]*`+)|\\([`*_<>~&#])|&#(32|91|92);")  # not those of brackets and dollars: math begins so
_break = re.compile(r" ?<br ?/?> ?", re.IGNORECASE)


@dataclass(slots=True)
class GfmTable:
    """Header, alignments and rows as texts; rows are as long as they were written."""

    header: list[str]
    aligns: list[Align | None]
    rows: list[list[str]] = field(default_factory=list)


def split_row(text: str) -> list[str]:
    """Return a row's cells, stripped, escaped pipes resolved, without the outer pipes."""
    text = text.strip()
    if text.startswith("|"):
        text = text[1:]
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    if "\\" not in text:
        return [cell.strip() for cell in text.split("|")]
    cells = _cell_end.sub("\\1\x00", text).split("\x00")
    return [cell.strip().replace("\\|", "|") for cell in cells]


def is_delimiter(text: str) -> bool:
    """Say whether the line is the row of dashes under a header."""
    return "-" in text and ("|" in text or ":" in text) and all(map(_delimiter_cell.fullmatch, split_row(text)))


def parse_aligns(text: str) -> list[Align | None]:
    """Return each column's alignment from the row of dashes."""
    aligns: list[Align | None] = []
    for cell in split_row(text):
        match cell.startswith(":"), cell.endswith(":"):
            case True, True:
                aligns.append(Align.CENTER)
            case False, True:
                aligns.append(Align.RIGHT)
            case True, False:
                aligns.append(Align.LEFT)
            case _:
                aligns.append(None)
    return aligns


def plain_cell(text: str) -> str:
    """Return a cell without the emphasis or code marks around the whole of it; `<br>` is a line break.

    Signs that were escaped are plain ones, but for a backslash: `\\\\server` is meant as it stands.
    """
    if "<" in text:
        text = _break.sub("\n", text)
    match = _wrapped.fullmatch(text)
    if match:
        text = match[2].strip()
        if match[1] == "`":
            return text
    return _escaped.sub(_plain_sign, text) if "\\" in text or "&#" in text else text


def _plain_sign(match: re.Match[str]) -> str:
    return match[1] or match[2] or chr(int(match[3]))


def find_tables(lines: Sequence[str]) -> list[tuple[int, int, GfmTable]]:
    """Return every table with the lines it takes, from the header to behind its last row."""
    found: list[tuple[int, int, GfmTable]] = []
    at = 0
    while at + 1 < len(lines):
        if "|" not in lines[at] or not is_delimiter(lines[at + 1]):
            at += 1
            continue
        table = GfmTable(split_row(lines[at]), parse_aligns(lines[at + 1]))
        start, at = at, at + 2
        while at < len(lines) and "|" in lines[at]:
            table.rows.append(split_row(lines[at]))
            at += 1
        found.append((start, at, table))
    return found
