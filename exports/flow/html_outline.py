"""Anchors for headings in HTML, and the list of links to them."""

import re
from dataclasses import dataclass

from exports.flow.directions import is_rtl
from exports.flow.outline import Entry

_HEADING = re.compile(r'<(h[1-6])( dir="rtl")?>')


def anchor(number: int) -> str:
    """Return the id of a heading."""
    return f"heading-{number}"


def with_anchors(html: str) -> str:
    """Return HTML whose headings carry ids, counted as `exports.flow.outline` counts them."""
    number = 0

    def named(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f'<{match.group(1)}{match.group(2) or ""} id="{anchor(number)}">'

    return _HEADING.sub(named, html)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as `exports/files/_contents.html` shows it; `page` is known only for files that are joined of parts."""

    level: int
    anchor: str
    text: str
    direction: str
    page: int = 0


def links(entries: list[Entry]) -> list[Link]:
    """Return the entries for the template."""
    return [Link(one.level, anchor(one.number), one.text, "rtl" if is_rtl(one.text) else "ltr") for one in entries]
