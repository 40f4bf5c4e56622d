"""Markdown as a flat sequence of blocks, the shape that page writers need: each block knows its text runs and its
place (how deep in lists and quotes, in which footnote). Nothing here knows a file format.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from artifacts.images.references import own_digest
from artifacts.markdown.math import Formula
from exports.flow.markdown import Mark, marks
from exports.formats.images import FindImage, ImageFile, no_images


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look; `note` is the label of a footnote that is referred to here (then there is no text).

    With an `image` the text is its description, which stands on no page; with a `formula` it is its source.
    """

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    is_struck: bool = False
    is_code: bool = False
    is_underlined: bool = False
    script: str = ""
    link: str = ""
    note: str = ""
    image: ImageFile | None = None
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list that a block is in: `number` tells lists of one document apart, `first` is None for bullets."""

    number: int
    first: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands; `is_item_start` says that it carries the innermost list's bullet or number."""

    lists: tuple[ListPlace, ...] = ()
    is_item_start: bool = False
    quotes: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    pass


@dataclass(slots=True)
class Table:
    """Rows of cells of runs, the first one is the head; `sides` are Left, Center, Right or None."""

    sides: tuple[str, ...]
    rows: list[list[tuple[Run, ...]]] = field(default_factory=list)


Content = Heading | Paragraph | Code | Rule | Table


@dataclass(frozen=True, slots=True)
class Block:
    content: Content
    place: Place


def blocks(text: str, images: FindImage = no_images) -> Iterator[Block]:
    """Yield the text's blocks in order; an image that is not found is its description in emphasis."""
    reader = _Reader(images)
    for mark in marks(text):
        reader.take(mark)
        yield from reader.done
        reader.done.clear()


class _Reader:
    """Follows the events; `take` fills `done`."""

    def __init__(self, images: FindImage) -> None:
        self.done: list[Block] = []
        self._find = images
        self._images: list[ImageFile | None] = []
        self._words: list[str] = []  # of the image that is open
        self._runs: list[Run] = []
        self._looks: list[str] = []
        self._links: list[str] = []
        self._lists: list[ListPlace] = []
        self._list_count = 0
        self._has_bullet = False
        self._quotes = 0
        self._note = ""
        self._code: list[str] | None = None
        self._table: Table | None = None

    def take(self, mark: Mark) -> None:
        match mark.step:
            case "start":
                self._start(mark.tag, mark.facts)
            case "end":
                self._end(mark.tag, mark.facts)
            case _:
                self._at(mark.tag, mark.facts)

    def _at(self, tag: str, facts: Any) -> None:
        match tag:
            case "Text" if self._code is not None:
                self._code.append(facts)
            case "Text":
                self._add(facts)
            case "Code":
                self._add(facts, is_code=True)
            case "SoftBreak":
                self._add(" ")
            case "HardBreak":
                self._add("\n")
            case "TaskListMarker":
                self._add("☒ " if facts else "☐ ")
            case "Formula":
                self._add(facts.raw, formula=facts)
            case "FootnoteReference":
                self._add("", note=facts)
            case "Rule":
                self._close_paragraph()
                self._put(Rule())

    def _start(self, tag: str, facts: Any) -> None:
        match tag:
            case "Strong" | "Emphasis" | "Strikethrough" | "Superscript" | "Subscript" | "Underline":
                self._looks.append(tag)
            case "Image":
                self._start_image(facts["dest_url"])
            case "Link":
                self._links.append(facts["dest_url"])
            case "TableHead" | "TableRow" if self._table:
                self._table.rows.append([])
            case "TableCell":
                pass
            case _:
                self._close_paragraph()
                self._start_block(tag, facts)

    def _start_block(self, tag: str, facts: Any) -> None:
        match tag:
            case "List":
                self._list_count += 1
                self._lists.append(ListPlace(self._list_count, facts))
            case "Item":
                self._has_bullet = True
            case "BlockQuote":
                self._quotes += 1
            case "CodeBlock":
                self._code = []
            case "FootnoteDefinition":
                self._note = facts
            case "Table":
                self._table = Table(tuple(facts))

    def _end(self, tag: str, facts: Any) -> None:
        match tag:
            case "Strong" | "Emphasis" | "Strikethrough" | "Superscript" | "Subscript" | "Underline":
                self._looks.remove(tag)
            case "Image":
                self._end_image()
            case "Link":
                self._links.pop()
            case "Heading":
                self._put(Heading(int(facts[1:]), self._take_runs()))
            case "TableCell" if self._table:
                self._table.rows[-1].append(self._take_runs())
            case "TableHead" | "TableRow":
                pass
            case _:
                self._close_paragraph()
                self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        match tag:
            case "Item" if self._has_bullet:
                self._put(Paragraph(()))
            case "List":
                self._lists.pop()
            case "BlockQuote":
                self._quotes -= 1
            case "CodeBlock" if self._code is not None:
                self._put(Code("".join(self._code).rstrip("\n")))
                self._code = None
            case "FootnoteDefinition":
                self._note = ""
            case "Table" if self._table:
                self._put(self._table)
                self._table = None

    def _start_image(self, address: str) -> None:
        digest = own_digest(address)
        is_inside = bool(self._images)  # of another image's description, which is words alone
        self._images.append(self._find(digest) if digest and not is_inside else None)
        if not is_inside and self._images[-1] is None:
            self._looks.append("Emphasis")

    def _end_image(self) -> None:
        image = self._images.pop()
        if image:
            words, self._words = "".join(self._words), []
            self._add(words, image=image)
        elif not self._images:
            self._looks.remove("Emphasis")

    def _add(self, text: str, **facts: Any) -> None:
        """Take a run in the looks that are open; `facts` are fields of Run."""
        if any(self._images):
            self._words.append(text)
            return
        looks = self._looks
        scripts = [name for name in looks if name in ("Superscript", "Subscript")]
        run = Run(
            text,
            is_strong="Strong" in looks,
            is_emphasis="Emphasis" in looks,
            is_struck="Strikethrough" in looks,
            is_underlined="Underline" in looks,
            script=scripts[-1].lower() if scripts else "",
            link=self._links[-1] if self._links else "",
        )
        self._runs.append(replace(run, **facts) if facts else run)

    def _take_runs(self) -> tuple[Run, ...]:
        runs, self._runs = tuple(self._runs), []
        return runs

    def _close_paragraph(self) -> None:
        """Finish the open paragraph: in tight lists no event says that one begins or ends."""
        if self._runs:
            self._put(Paragraph(self._take_runs()))

    def _put(self, content: Content) -> None:
        self.done.append(Block(content, Place(tuple(self._lists), self._has_bullet, self._quotes, self._note)))
        self._has_bullet = False
