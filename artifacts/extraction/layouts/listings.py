"""Lists whose items all hold the same separator: `1. Sloop - 9000`, `- **Pen**: 2`."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from artifacts.extraction.cells import plain_text
from artifacts.extraction.layouts.layout import Found, Grid, list_item

_SEPARATORS = (" | ", " – ", " — ", " - ", ": ", "; ", " (", ", ")
_NAME_CHARACTERS = 60
_LEAST_OF_COMMAS = 3


def find(lines: Sequence[str]) -> list[Found]:
    """Return the lists of at least two items that a separator cuts into equally many cells."""
    found: list[Found] = []
    items: list[str] = []
    start = 0
    for at, line in enumerate([*lines, "."]):
        item = list_item(line)
        if item:
            start = start if items else at
            items.append(item)
        elif line.strip() or at == len(lines):
            if grid := _read(items):
                found.append(Found(start, _end(lines, start, at), grid))
            items = []
    return found


def _end(lines: Sequence[str], start: int, end: int) -> int:
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


def _read(items: list[str]) -> Grid | None:
    for separator in _SEPARATORS if len(items) > 1 else ():
        rows = [_cut(item, separator) for item in items]
        width = len(rows[0])
        is_grid = width > 1 and all(len(row) == width for row in rows)
        is_named = all(len(row[0]) <= _NAME_CHARACTERS for row in rows)
        if is_grid and is_named and (separator != ", " or width >= _LEAST_OF_COMMAS):
            return Grid([_("Item"), _("Details"), *[""] * (width - 2)], rows)
    return None


def _cut(item: str, separator: str) -> list[str]:
    """Return the cells of an item; only the first colon and bracket cut, for values hold them, too."""
    if separator == " (":
        first, found, rest = item.partition(separator)
        return [plain_text(first.strip()), rest.rstrip(" .)")] if found and item.rstrip(" .").endswith(")") else [item]
    if separator == ": ":
        first, found, rest = _colon_inside(item).partition(separator)
        return [plain_text(first.strip()), plain_text(rest.strip())] if found else [item]
    return [plain_text(cell.strip()) for cell in item.split(separator)]


def _colon_inside(item: str) -> str:
    """Return `**Pen:** 2` as `**Pen**: 2`."""
    return item.replace(":** ", "**: ", 1) if ":** " in item else item
