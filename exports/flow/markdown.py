"""Markdown as events, read the way the page reads it: the same dialect, raw HTML reduced to its words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyromark

from artifacts.markdown.parser import OPTIONS, clean_source
from artifacts.markdown.raw_html import BREAK, LESS_THAN, NOTHING, neutralise

_SIGNS = {BREAK: "\n", LESS_THAN: "<", NOTHING: ""}


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: `step` is start, end or at (an event without content); `facts` are what the parser says of it."""

    step: str
    tag: str
    facts: Any = None


def marks(text: str) -> Iterator[Mark]:
    """Yield the text's events in order."""
    events: Iterator[Any] = pyromark.events(neutralise(clean_source(text)), options=OPTIONS)
    for event in events:
        if isinstance(event, str):
            yield Mark("at", event)
            continue
        [(name, value)] = event.items()
        if name == "Text":
            yield Mark("at", name, _restore(value))
        elif name not in ("Start", "End"):
            yield Mark("at", name, value)
        elif isinstance(value, str):
            yield Mark(name.lower(), value)
        else:
            [(tag, facts)] = value.items()
            yield Mark(name.lower(), tag, facts)


def _restore(text: str) -> str:
    """Return text with the signs of raw HTML turned into what they stand for."""
    for sign, meaning in _SIGNS.items():
        if sign in text:
            text = text.replace(sign, meaning)
    return text


def block_counts(text: str) -> Counter[str]:
    """Count what a reader can find again: headings, tables, table_rows."""
    names = {"Heading": "headings", "Table": "tables", "TableRow": "table_rows", "TableHead": "table_rows"}
    return Counter(names[mark.tag] for mark in marks(text) if mark.step == "start" and mark.tag in names)


def heading_count(text: str) -> int:
    """Return how many headings the text has."""
    return block_counts(text)["headings"]
