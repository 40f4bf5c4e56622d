"""Safe HTML -> parts of bounded size, cut between blocks, before a heading where there is one near."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.images.markup import count_images
from exports.pdf.long.part import LINK_SCHEME
from exports.rows.limits import IMAGE_CHARACTERS

LEAST_SHARE, MOST_SHARE = 0.6, 1.2  # of a part's size: between them the best place to cut is looked for
_ANY_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>')
_HEADING = re.compile(r"<h([1-6])[ >]")
_ID = re.compile(r'<[a-z][^>]* id="([^"]*)"')
_LINK = re.compile(r'(<a (?:[^>"]|"[^"]*")*?href=")#([^"]*)"')
_EMPTY = frozenset({"br", "col", "hr", "img", "input"})
_NO_HEADING = 7
_AFTER_HEADING = 9


@dataclass(frozen=True, slots=True)
class _Block:
    html: str
    size: int
    level: int


def split(html: str, part_size: int) -> list[str]:
    """Return the HTML in parts; a block that is larger than a part is one by itself."""
    blocks = [_block(element) for element in top_level_elements(html)]
    parts: list[str] = []
    start = 0
    while start < len(blocks):
        end = _best_end(blocks, start, part_size)
        parts.append("".join(block.html for block in blocks[start:end]))
        start = end
    return parts


def size_of(html: str) -> int:
    """Return how many characters of text take the same time as this HTML."""
    return len(html) + IMAGE_CHARACTERS * count_images(html)


def top_level_elements(html: str) -> Iterator[str]:
    """Yield the elements of well-formed HTML that are in no other; text between them goes with the one before."""
    depth = start = 0
    for tag in _ANY_TAG.finditer(html):
        if tag[2] in _EMPTY:
            continue
        if depth == 0 and tag.start() > start:
            yield html[start : tag.start()]
            start = tag.start()
        depth += -1 if tag[1] else 1
    if start < len(html):
        yield html[start:]


def anchors_of(html: str) -> frozenset[str]:
    """Return the names that links may lead to."""
    return frozenset(_ID.findall(html))


def with_far_links(html: str, anchors: frozenset[str]) -> str:
    """Return a part, its links to those of all `anchors` that stand in other parts marked as such."""
    far = anchors - anchors_of(html)
    return _LINK.sub(lambda link: f'{link[1]}{LINK_SCHEME}{link[2]}"' if link[2] in far else link.group(), html)


def _block(html: str) -> _Block:
    heading = _HEADING.match(html)
    return _Block(html, size_of(html), int(heading[1]) if heading else _NO_HEADING)


def _best_end(blocks: Sequence[_Block], start: int, part_size: int) -> int:
    """Return where a part that begins at `start` ends: before the highest heading in reach, near the size wanted."""
    size = 0
    found: list[tuple[int, int, int]] = []
    for index in range(start, len(blocks)):
        if size >= LEAST_SHARE * part_size:
            follows_heading = blocks[index - 1].level < _NO_HEADING
            rank = _AFTER_HEADING if follows_heading else blocks[index].level
            found.append((rank, abs(size - part_size), index))
        size += blocks[index].size
        if size > MOST_SHARE * part_size and found:
            return min(found)[2]
    return len(blocks)
