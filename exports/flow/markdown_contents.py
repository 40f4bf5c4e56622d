"""A table of contents in Markdown: a list of links to the anchors that common viewers give to headings."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from exports.flow.blocks import Block, Paragraph, blocks
from exports.flow.outline import headings_of, names

INDENT = "  "
_NO_ANCHOR = re.compile(r"[^\w\- ]")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&!#]")


def anchors_of(text: str) -> dict[int, str]:
    """Return the anchor of each heading by its number: small letters, hyphens, a count where one comes again."""
    seen: Counter[str] = Counter()
    anchors: dict[int, str] = {}
    for heading in headings_of(text):
        name = _NO_ANCHOR.sub("", heading.text.lower()).replace(" ", "-")
        anchors[heading.number] = f"{name}-{seen[name]}" if seen[name] else name
        seen[name] += 1
    return anchors


def markdown_contents(text: str) -> tuple[str, int]:
    """Return the list that stands before the text, and how many entries it has; empty without headings."""
    anchors = anchors_of(text)
    lines = [
        f"{INDENT * (heading.level - 1)}- [{_MARKUP.sub(_escaped, heading.text)}](#{anchors[heading.number]})"
        for heading in headings_of(text)
        if heading.is_listed
    ]
    return (f"**{_('Contents')}**\n\n" + "\n".join(_without_gaps(lines)) + "\n\n" if lines else "", len(lines))


def count_entries(text: str) -> int:
    """Return how many links of the text's first list lead to a heading with their words."""
    words = {heading.number: heading.text for heading in headings_of(text)}
    places = {anchor: words[number] for number, anchor in anchors_of(text).items()}
    found = 0
    for number, block in enumerate(blocks(text)):
        if number and not block.place.lists:
            break
        found += _leads(block, places)
    return found


def _leads(block: Block, places: dict[str, str]) -> bool:
    if not block.place.lists or not isinstance(block.content, Paragraph):
        return False
    runs = block.content.runs
    return bool(runs) and names("".join(run.text for run in runs), places.get(runs[0].link.removeprefix("#")))


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match.group()}"


def _without_gaps(lines: list[str]) -> list[str]:
    """Return lines none of which is deeper than one level below its predecessor: deeper ones would be code."""
    depth, even = -1, []
    for line in lines:
        wanted = (len(line) - len(line.lstrip())) // len(INDENT)
        depth = min(wanted, depth + 1)
        even.append(INDENT * depth + line.lstrip())
    return even
