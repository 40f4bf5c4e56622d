"""Markdown as events, read the way the rest of the product reads it; raw HTML is dropped, as it is on the page."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: `step` is start, end or at (an event without content); `facts` are what the parser says of it."""

    step: str
    tag: str
    facts: Any = None


def marks(text: str) -> Iterator[Mark]:
    """Yield the text's events in order."""
    for event in pyromark.events(text, options=OPTIONS):
        if isinstance(event, str):
            yield Mark("at", event)
            continue
        [(name, value)] = event.items()
        if name not in ("Start", "End"):
            yield Mark("at", name, value)
        elif isinstance(value, str):
            yield Mark(name.lower(), value)
        else:
            [(tag, facts)] = value.items()
            yield Mark(name.lower(), tag, facts)


def block_counts(text: str) -> Counter[str]:
    """Count what a reader can find again: headings, tables, table_rows."""
    names = {"Heading": "headings", "Table": "tables", "TableRow": "table_rows", "TableHead": "table_rows"}
    return Counter(names[mark.tag] for mark in marks(text) if mark.step == "start" and mark.tag in names)


def heading_count(text: str) -> int:
    """Return how many headings the text has."""
    return block_counts(text)["headings"]


def image_count(text: str) -> int:
    """Return how many images the text names."""
    return sum(1 for mark in marks(text) if mark.step == "start" and mark.tag == "Image") if "![" in text else 0
