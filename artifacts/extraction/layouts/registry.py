"""The layouts in the order in which they are looked for: the surer ones first."""

from collections.abc import Callable, Sequence

from artifacts.extraction.grids import Loose, fence_of
from artifacts.extraction.layouts import aligned, boxes, delimited, html_tables, latex, listings, pairs
from artifacts.extraction.layouts.layout import Found

Layout = Callable[[Sequence[str]], list[Found]]

SURE: tuple[Layout, ...] = (html_tables.find, latex.find, boxes.find, pairs.find)
"""What is read as such before anything else is tried."""

LOOSE: tuple[Layout, ...] = (listings.find, aligned.find, delimited.find, pairs.find_fields)
"""What is one where a table was asked for."""


def find_grid(lines: Sequence[str], layouts: tuple[Layout, ...] = (*SURE, *LOOSE)) -> Found | None:
    """Return the grid with the most rows of the first layout that finds any; a fence around it belongs to it."""
    for find in layouts:
        if found := find(lines):
            return _with_fence(lines, max(found, key=lambda one: len(one.grid.rows)))
    return None


def split_at_grid(text: str, *, sure: bool) -> tuple[str, Loose, str] | None:
    """Return what stands before a grid of these layouts, the grid, and what stands behind it; None without one."""
    if text.lstrip()[:1] in ("{", "["):
        return None
    lines = text.splitlines(keepends=True)
    found = find_grid(lines, SURE if sure else LOOSE)
    if found is None:
        return None
    raw = "".join(lines[found.start : found.end])
    return "".join(lines[: found.start]), Loose(found.grid, raw), "".join(lines[found.end :])


def _with_fence(lines: Sequence[str], found: Found) -> Found:
    start, end = found.start, found.end
    while start < end and (not lines[start].strip() or fence_of(lines[start])):
        start += 1
    while end > start and (not lines[end - 1].strip() or fence_of(lines[end - 1])):
        end -= 1
    is_fenced = start > 0 and end < len(lines) and fence_of(lines[start - 1]) and fence_of(lines[end])
    return Found(start - 1, end + 1, found.grid) if is_fenced else Found(start, end, found.grid)
