"""Markdown as events, read the way the page reads it: the same dialect, raw HTML reduced to its words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyromark

from artifacts.markdown.parser import OPTIONS
from artifacts.markdown.prepared import Prepared, prepare_events
from artifacts.markdown.signs import BREAK, LESS_THAN, MATH, NOTHING, number_of

_WORDS = {BREAK: "\n", LESS_THAN: "<", NOTHING: ""}
_LOOKS = {"sup": "Superscript", "sub": "Subscript", "u": "Underline"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: `step` is start, end or at (an event without content); `facts` are what the parser says of it."""

    step: str
    tag: str
    facts: Any = None


def marks(text: str) -> Iterator[Mark]:
    """Yield the text's events in order; formulas stand among them as `Formula`."""
    found = prepare_events(text)
    events: Iterator[Any] = pyromark.events(found.source, options=OPTIONS)
    for event in events:
        if isinstance(event, str):
            yield Mark("at", event)
            continue
        [(name, value)] = event.items()
        if name == "Text":
            yield from _text(value, found)
        elif name not in ("Start", "End"):
            yield Mark("at", name, value)
        elif isinstance(value, str):
            yield Mark(name.lower(), value)
        else:
            [(tag, facts)] = value.items()
            yield Mark(name.lower(), tag, facts)


def _text(text: str, found: Prepared) -> Iterator[Mark]:
    """Yield a text, and what stands in it for tags and formulas."""
    is_sign = False
    for part in found.signs.split(found.signs.replace(text, _WORDS.get)):
        if not is_sign:
            if part:
                yield Mark("at", "Text", part)
        elif (number := number_of(part, MATH)) is not None:
            yield Mark("at", "Formula", found.formulas[number])
        else:
            yield Mark("end" if part.startswith("/") else "start", _LOOKS[part.removeprefix("/")])
        is_sign = not is_sign


def block_counts(text: str) -> Counter[str]:
    """Count what a reader can find again: headings, tables, table_rows."""
    names = {"Heading": "headings", "Table": "tables", "TableRow": "table_rows", "TableHead": "table_rows"}
    return Counter(names[mark.tag] for mark in marks(text) if mark.step == "start" and mark.tag in names)


def heading_count(text: str) -> int:
    """Return how many headings the text has."""
    return block_counts(text)["headings"]
