"""The outline of a document: its sections with ids that stay the same while the headings do."""

import re
import unicodedata

import pyromark

from artifacts.kinds.document.content import Section
from artifacts.rows.errors import require_within
from artifacts.rows.limits import SECTIONS

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
_maybe_heading = re.compile(r"^ {0,3}(#|=+\s*$|-+\s*$)", re.MULTILINE)
_inline_text = ("Text", "Code", "InlineMath")


def sections_of(text: str) -> tuple[Section, ...]:
    """Return the sections in order, each to the next heading of its level or above; raise OverLimit for too many."""
    headings = _headings(text)
    ends = _ends(headings, len(text))
    used: dict[str, int] = {}
    return tuple(
        Section(_section_id(title, used), level, title, start, end)
        for (start, level, title), end in zip(headings, ends, strict=True)
    )


def _ends(headings: list[tuple[int, int, str]], length: int) -> list[int]:
    """Return where each section ends, from the last one back: linear however many there are."""
    ends: list[int] = []
    next_start = [length] * 7  # by level: the nearest following heading of that level or above
    for start, level, _title in reversed(headings):
        ends.append(next_start[level])
        next_start[level:] = [start] * (7 - level)
    return ends[::-1]


def _headings(text: str) -> list[tuple[int, int, str]]:
    """Return (position, level, title) of each heading that stands in no quote, list or code."""
    if _maybe_heading.search(text) is None:
        return []
    data = text.encode()
    found: list[tuple[int, int, str]] = []
    depth = 0
    title: tuple[int, int] | None = None
    words: list[str] = []
    byte_at = character_at = 0
    for event, span in pyromark.events_with_range(text, options=OPTIONS):
        if not isinstance(event, dict):
            continue
        kind, value = next(iter(event.items()))
        if kind == "Start":
            if depth == 0 and isinstance(value, dict) and "Heading" in value:
                character_at += len(data[byte_at : span["start"]].decode())
                byte_at = span["start"]
                start = text.rfind("\n", 0, character_at) + 1
                title, words = (start, int(value["Heading"]["level"][1])), []
            depth += 1
        elif kind == "End":
            depth -= 1
            if depth == 0 and title is not None:
                found.append((title[0], title[1], " ".join("".join(words).split())))
                require_within(SECTIONS, len(found))
                title = None
        elif title is not None and kind in _inline_text:
            words.append(str(value))
    return found


def _section_id(title: str, used: dict[str, int]) -> str:
    """Return the title as lower-case words with dashes, numbered from the second one on."""
    plain = unicodedata.normalize("NFKC", title).lower()
    slug = "-".join(re.findall(r"\w+", plain))[:80] or "section"
    number = used.get(slug, 0) + 1
    section_id = slug if number == 1 else f"{slug}-{number}"
    while section_id in used:
        number += 1
        section_id = f"{slug}-{number}"
    used[slug] = number
    used.setdefault(section_id, 1)
    return section_id
