"""How deep lists, quotes and emphasis may stand in each other: what is deeper is shown as the text that it is.

The parser takes any depth in linear time; whatever builds a tree of its HTML does not.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from artifacts.markdown.parser import parse_events

NESTING = 60  # elements in each other: thirty lists, sixty quotes
_CONTAINERS = frozenset(
    ("BlockQuote", "List", "Item", "FootnoteDefinition", "Strong", "Emphasis", "Strikethrough", "Link", "Image")
)
_NAMES = ("blockquote", "ol", "ul", "li", "div", "strong", "em", "del")
_ELEMENT = re.compile(rf"</?(?:{'|'.join(_NAMES)})\b")
_MARK_IN_MARK = re.compile(r"<(?:strong|em|del)>[^<]*<(?:strong|em|del)>")
_STEPS = {f"<{name}": 1 for name in _NAMES} | {f"</{name}": -1 for name in _NAMES}
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def is_deep(html: str) -> bool:
    """Say whether the parser's HTML nests deeper than is shown; every tag is looked at only where it may."""
    if html.count("<") <= NESTING or not _may_be_deep(html):
        return False
    return max(accumulate(map(_STEPS.__getitem__, _ELEMENT.findall(html))), default=0) > NESTING


def _may_be_deep(html: str) -> bool:
    """Say whether there are blocks enough, or marks that begin right after one another: each level needs one more."""
    lists = html.count("<ol") + html.count("<ul")
    if 2 * lists + html.count("<blockquote") + html.count("<div") > NESTING // 2:
        return True
    marks = html.count("<strong") + html.count("<em") + html.count("<del")
    return marks > NESTING // 2 and len(_MARK_IN_MARK.findall(html)) > NESTING // 4


def flattened(source: str) -> str:
    """Return clean source in which everything that stands too deep is plain text."""
    raw, parts, position = source.encode(), [], 0
    for start, end in _deep_places(source):
        parts += [raw[position:start].decode(), _inert_lines(raw[start:end].decode())]
        position = end
    parts.append(raw[position:].decode())
    return "".join(parts)


def inert(text: str) -> str:
    """Return text that Markdown shows as it is, wherever no line of it begins with spaces."""
    return _PUNCTUATION.sub(r"\\\1", text)


def _inert_lines(text: str) -> str:
    """Return the lines as text; one that begins with four spaces would be code."""
    return "\n".join(inert(line.lstrip(" \t")) for line in text.split("\n"))


def _deep_places(source: str) -> Iterator[tuple[int, int]]:
    """Yield the byte ranges of the outermost containers that are too deep."""
    depth, past = 0, 0
    for event, place in parse_events(source):
        if not isinstance(event, dict):
            continue
        [(step, value)] = event.items()
        if step not in ("Start", "End") or _name(value) not in _CONTAINERS:
            continue
        depth += 1 if step == "Start" else -1
        if step == "Start" and depth > NESTING and place["start"] >= past:
            past = place["end"]
            yield place["start"], past


def _name(value: Any) -> str:
    return value if isinstance(value, str) else str(next(iter(value)))
