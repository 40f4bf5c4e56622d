"""The headings of a document: what a table of contents lists, the same for every format."""

from collections.abc import Iterator
from dataclasses import dataclass

from exports.flow.blocks import Heading, Run, blocks
from exports.formats.images import FindImage, no_images

CONTENTS_LEVELS = 3  # deeper headings are not listed


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading; `number` counts all headings of the text from 1, so that it names the heading's place."""

    number: int
    level: int
    text: str
    is_listed: bool = True


def headings_of(text: str, images: FindImage = no_images) -> Iterator[Entry]:
    """Yield every heading; listed are those with words, of the first levels, not in footnotes."""
    number = 0
    for block in blocks(text, images):
        if isinstance(block.content, Heading):
            number += 1
            level, words = block.content.level, heading_words(block.content.runs)
            yield Entry(number, level, words, bool(words) and level <= CONTENTS_LEVELS and not block.place.note)


def contents_of(text: str, images: FindImage = no_images) -> list[Entry]:
    """Return the headings that a table of contents lists."""
    return [heading for heading in headings_of(text, images) if heading.is_listed]


def heading_words(runs: tuple[Run, ...]) -> str:
    """Return a heading's words in one line, without those of images that are drawn."""
    return " ".join("".join(run.text for run in runs if not run.image).split())


def names(entry: str, heading: str | None) -> bool:
    """Whether an entry's letters stand in a heading in their order, with at most footnote numbers in between."""
    letters = iter("".join((heading or "").split()))
    return heading is not None and all(letter in letters for letter in "".join(entry.split()))
