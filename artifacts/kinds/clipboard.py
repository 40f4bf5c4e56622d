"""Tab-separated text as Excel and Sheets put it on the clipboard: a cell with a tab or a line break stands in quotes.

Other quotes are text: Excel copies `5"` and `"so"` as they are.
"""

import re
from collections.abc import Iterable

_QUOTED = r'"(?:[^"]|"")*+"(?=[\t\n]|\Z)'
_cell = re.compile(rf"({_QUOTED}|[^\t\n]*)([\t\n]|\Z)")


def read_block(text: str) -> list[list[str]]:
    """Return the cells of the rows; the last line break ends a row and begins none."""
    rows: list[list[str]] = [[]]
    lines = text.replace("\r\n", "\n").removesuffix("\n")
    at, end = 0, ""
    while at < len(lines) or end or not rows[0]:
        match = _cell.match(lines, at)
        if match is None:  # a cell of anything but delimiters always matches
            break
        rows[-1].append(_unquoted(match[1]))
        at, end = match.end(), match[2]
        if end == "\n":
            rows.append([])
    return rows


def write_block(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of cells as such a text, without a line break at its end."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _unquoted(text: str) -> str:
    is_quoted = text.startswith('"') and ("\t" in text or "\n" in text)
    return text[1:-1].replace('""', '"') if is_quoted else text


def _quoted(text: str) -> str:
    quotes = '"' if "\t" in text or "\n" in text else ""
    return f"{quotes}{text.replace(chr(34), chr(34) * 2)}{quotes}" if quotes else text
