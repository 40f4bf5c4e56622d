"""The blocks of a document as they are kept: bold lines as headings, no rules around it, no courtesies behind it.

A block that may belong to the end waits for what follows it.
"""

import re

from artifacts.extraction.courtesies import is_offer
from artifacts.extraction.placeholders import is_example_cell

_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_BOLD = re.compile(r" {0,3}(?P<mark>\*\*|__)(?=\S)(?P<words>[^\n]{1,100}?)(?<=\S)(?P=mark):?[ \t]*")
_FIELD = re.compile(r"[^:]{1,30}:\s*\S")
_HEADING = re.compile(r" {0,3}(#{1,6})\s")
_NO_HEADING_ENDS = (".", ",", ";", "!")
_PARAGRAPH_CHARACTERS = 60  # of the line below a bold one: else they are an address, or a signature
_OUTSIDE_CHARACTERS = 600
_LOWEST = 6


class DocumentBlocks:
    """Takes the source of each block, gives those that are sure; joined they are the document's text.

    `has_edges` says that the model did not mark where the document ends; `is_continued` that it has a beginning.
    """

    def __init__(self, *, has_edges: bool, is_continued: bool = False) -> None:
        self._has_edges = has_edges
        self._is_begun = is_continued
        self._is_ruled = False  # it began with a rule: another one ends it
        self._level = 0
        self._waiting: list[str] = []
        self._kept: list[str] = []

    @property
    def text(self) -> str:
        """All that was given."""
        return "".join(self._kept)

    @property
    def is_waiting(self) -> bool:
        """Whether a block waits for what follows it."""
        return bool(self._waiting)

    def take(self, block: str) -> list[str]:
        """Return the blocks that became sure."""
        if is_rule(block) and not self._is_begun and not self._waiting:
            self._is_ruled = True
            return []
        if is_example_cell(block.strip().lstrip("# ")):
            return []
        if self._may_be_end(block):
            self._waiting.append(block)
            return []
        waiting, self._waiting = self._waiting, []
        if _bold_words(block):
            self._waiting = [block]
            return self._keep(waiting)
        return self._keep([*waiting, block])

    def finish(self) -> tuple[list[str], str]:
        """Return the last blocks, and what was said behind the document."""
        waiting, self._waiting = self._waiting, []
        end = len(waiting)
        if self._is_ruled and self._has_edges and (rules := [at for at, one in enumerate(waiting) if is_rule(one)]):
            end = rules[0]
        while end and (is_rule(waiting[end - 1]) or (self._has_edges and is_offer(waiting[end - 1]))):
            end -= 1
        last = end and _bold_words(waiting[end - 1])
        kept = self._keep(waiting[: end - 1] if last else waiting[:end])
        if last:
            kept.append(waiting[end - 1])
            self._kept.append(waiting[end - 1])
        return kept, "".join(block for block in waiting[end:] if not is_rule(block))

    def _may_be_end(self, block: str) -> bool:
        if is_rule(block) or (self._has_edges and is_offer(block)):
            return True
        is_outside = self._is_ruled and self._has_edges and any(map(is_rule, self._waiting))
        size = sum(map(len, self._waiting)) + len(block)
        return is_outside and size <= _OUTSIDE_CHARACTERS and not _HEADING.match(block)

    def _keep(self, blocks: list[str]) -> list[str]:
        kept = [self._as_kept(block) for block in blocks]
        self._kept += kept
        return kept

    def _as_kept(self, block: str) -> str:
        """Return the block, a bold line at its beginning as a heading."""
        is_first, self._is_begun = not self._is_begun, True
        if heading := _HEADING.match(block):
            self._level = len(heading[1])
            return block
        line, end, rest = block.partition("\n")
        words = _bold_words(line)
        is_heading = words and (not rest.strip() or len(rest.partition("\n")[0]) >= _PARAGRAPH_CHARACTERS)
        if not is_heading:
            return block
        level = 1 if is_first else min(max(self._level, 1) + 1, _LOWEST)
        return f"{'#' * level} {words}{end}" + (f"\n{rest}" if rest.strip() else rest)


def is_rule(block: str) -> bool:
    """Return whether the block is a line across the page."""
    return _RULE.fullmatch(block.strip("\n")) is not None


def _bold_words(block: str) -> str:
    """Return the words of a block that is one bold line and may be a heading."""
    match = _BOLD.fullmatch(block.strip("\n"))
    words = match["words"].rstrip(":").strip() if match else ""
    is_plain = "**" not in words and "__" not in words and not _FIELD.match(words)
    return words if is_plain and not words.endswith(_NO_HEADING_ENDS) else ""
