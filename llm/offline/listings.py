"""Bullet lists and "key: value" lines -> rows."""

import re
from collections.abc import Sequence

from llm.offline.grids import Grid, grid_of

BULLET = re.compile(r"^(?P<indent>\s*)(?:[-*+•·‣–]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)$")
PAIR = re.compile(r"^\s*(?P<key>[^\s:|][^:|\n]{0,39}?)\s*:\s+(?P<value>\S.*)$")
_SEPARATORS = (" | ", ": ", " - ", " – ", " — ", "; ", ", ")
_LINK = re.compile(r"^https?$", re.IGNORECASE)


def read_bullets(lines: Sequence[str], names: tuple[str, str, str]) -> Grid | None:
    """Return the grid of two or more bullets; `names` are the words for group, item and details.

    Bullets that all hold the same separator become columns; a list with sub-lists gets its parents as first column.
    """
    bullets = [match for line in lines if (match := BULLET.match(line))]
    if len(bullets) < 2:
        return None
    group, item, details = names
    deepest = min(len(bullet["indent"].expandtabs()) for bullet in bullets)
    if any(len(bullet["indent"].expandtabs()) > deepest for bullet in bullets):
        return grid_of((group, item), _pair_with_parents(bullets, deepest))
    texts = [bullet["text"].strip() for bullet in bullets]
    for separator in _SEPARATORS:
        cut = [text.split(separator) for text in texts]
        width = len(cut[0])
        if width > 1 and all(len(cells) == width for cells in cut):
            header = (item, details) if width == 2 else (item, *(f"{details} {n}" for n in range(1, width)))
            return grid_of(header, [_plain(cells) for cells in cut])
    return grid_of((item,), [_plain([text]) for text in texts])


def _pair_with_parents(bullets: Sequence[re.Match[str]], least: int) -> list[list[str]]:
    rows: list[list[str]] = []
    parent, has_children = "", True
    for bullet in bullets:
        if len(bullet["indent"].expandtabs()) == least:
            if not has_children:
                rows.append([parent, ""])
            parent, has_children = bullet["text"].strip().rstrip(":"), False
        else:
            rows.append([parent, bullet["text"].strip()])
            has_children = True
    if not has_children:
        rows.append([parent, ""])
    return rows


def read_pairs(lines: Sequence[str], names: tuple[str, str]) -> Grid | None:
    """Return the grid of two or more "key: value" lines; `names` are the words for field and value.

    A key that comes again begins the next record, and records become rows; one record becomes a list of fields.
    """
    pairs = [(match["key"], match["value"].strip()) for line in lines if (match := PAIR.match(line))]
    pairs = [(key, value) for key, value in pairs if not _LINK.match(key)]
    if len(pairs) < 2:
        return None
    records: list[dict[str, str]] = [{}]
    for key, value in pairs:
        if key in records[-1]:
            records.append({})
        records[-1][key] = value
    if len(records) == 1:
        return grid_of(names, pairs)
    header = list(dict.fromkeys(key for record in records for key in record))
    return grid_of(header, [[record.get(key, "") for key in header] for record in records])


def _plain(cells: Sequence[str]) -> list[str]:
    """Return the cells without the bold marks that models and people put around keys."""
    return [re.sub(r"^(\*\*|__)(.+?):?\1:?$", r"\2", cell.strip()) for cell in cells]
