"""A conversation's title, from its first message: its request, not the data that was pasted with it."""

import re

from chat.rows import limits

COMMAND = re.compile(r"^/\w+\s+")
DATA = re.compile(r"[,;|\t].*[,;|\t]|^[\[{<|]|^\w[\w ]*[,\t;]\w[\w ]*$")


def title_of(text: str) -> str:
    """Return the first line that reads like words, else the first line; cut at the limit, without a slash command."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    spoken = (line for line in (lines[0], lines[-1]) if not DATA.search(line))
    title = COMMAND.sub("", next(spoken, lines[0]))
    return title if len(title) <= limits.TITLE_CHARS else title[: limits.TITLE_CHARS - 1].rstrip() + "\u2026"
