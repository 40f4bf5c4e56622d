"""What a layout finds in lines of text, and which lines may belong to one."""

import re
from dataclasses import dataclass

SEEN_CHARACTERS = 40
"""A line with no sign of a layout in so many characters is prose: it is shown before its end is there."""

_BEGINNING = re.compile(r"(?:[-+|<\\*•·‣#`~\[{│┃║┌┏╔├┣╠└┗╚═─━╭╰]|\d{1,3}[.)])")
_WITHIN = re.compile(r"[|\t:;│┃║]|\S {2,}\S|\s[-–—]\s|,\S|,.*,")
_OPENS = re.compile(r"<table\b|\\begin\{(?:tabular|longtable|array)", re.IGNORECASE)
_CLOSES = re.compile(r"</table\b|\\end\{(?:tabular|longtable|array)", re.IGNORECASE)
_LIST_ITEM = re.compile(r"\s*(?:[-*•·‣+]|\d{1,3}[.)])\s+(?P<text>\S.*)")


@dataclass(frozen=True, slots=True)
class Grid:
    """A header and rows as texts; a name that is empty is not known."""

    header: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A grid and the lines it takes, from `start` to before `end`."""

    start: int
    end: int
    grid: Grid


def is_sure_prose(beginning: str) -> bool | None:
    """Return whether a line that begins so is prose whatever follows; None while that is open."""
    words = beginning.lstrip()
    if _has_sign(words):
        return False
    return True if len(words) >= SEEN_CHARACTERS else None


def may_be_of_layout(line: str) -> bool:
    """Return whether a whole line may belong to a layout: what is shown before its end does not."""
    return is_sure_prose(line.rstrip("\n")) is not True


def shows_layout(line: str) -> bool:
    """Return whether the line looks like one of a layout, not only like a short one of prose."""
    words = line.strip()
    return bool(words) and _has_sign(words)


def _has_sign(words: str) -> bool:
    seen = words[:SEEN_CHARACTERS]
    return bool(_BEGINNING.match(seen) or _WITHIN.search(seen))


def ends_open(line: str, *, was_open: bool) -> bool:
    """Return whether a table of tags or of an environment is open behind the line."""
    opened, closed = _OPENS.search(line), _CLOSES.search(line)
    return closed is None and (was_open or opened is not None)


def list_item(line: str) -> str:
    """Return the text of an item of a list, nothing for another line."""
    match = _LIST_ITEM.fullmatch(line.rstrip("\n"))
    return match["text"].strip() if match else ""
