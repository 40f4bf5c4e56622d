"""Cuts Markdown into its top-level blocks while it arrives.

Everything before the start of the last top-level block is final; only the last block can still change. The parser is
asked only where a line may begin a block, and seldom inside a long block, so that the whole stays linear.
"""

import re
from itertools import pairwise

from artifacts.markdown.math import mask_math
from artifacts.markdown.parser import clean_source, parse_events

_MAY_BEGIN = re.compile(r" {0,3}(?:[#>|`~*+\-_=<\[:]|\d{1,9}[.)])")
_LIST_LINE = re.compile(r"\s*(?:[*+-]|\d{1,9}[.)])\s")
_CALM_CHARACTERS = 2_000
_OVER_AT_BLANKS = frozenset(["Paragraph", "Heading", "Table", "Rule"])
_OPEN_PAST_BLANKS = frozenset(["List", "CodeBlock", "FootnoteDefinition"])


class BlockSplitter:
    """Takes text and gives finished blocks; `open_text` is the rest, of which the last line may be unfinished."""

    def __init__(self) -> None:
        self.kind = ""
        self._lines: list[str] = []
        self._length = 0
        self._line = ""
        self._after_blank = False
        self._next_attempt = 0

    @property
    def open_text(self) -> str:
        """What is not finished yet."""
        return "".join(self._lines) + self._line

    @property
    def open_length(self) -> int:
        """Length of the open text."""
        return self._length + len(self._line)

    def feed(self, text: str) -> list[str]:
        """Take more text; return the sources of the blocks that it finished, each with the blank lines after it."""
        finished: list[str] = []
        *complete, rest = (self._line + text).split("\n")
        self._line = rest
        for line in complete:
            finished += self._end_line(line + "\n")
        return finished

    def finish(self) -> list[str]:
        """Return the remaining blocks; the splitter is empty then."""
        blocks = top_level_blocks(self.open_text)
        self._lines, self._line, self._length, self.kind = [], "", 0, ""
        return blocks

    def _end_line(self, line: str) -> list[str]:
        self._lines.append(line)
        self._length += len(line)
        after_blank, self._after_blank = self._after_blank, not line.strip()
        if self._length < self._next_attempt:
            return []
        if self._after_blank:
            return [] if after_blank or self.kind in _OPEN_PAST_BLANKS else self._cut()
        return self._cut() if self._may_end_block(line, after_blank) else []

    def _may_end_block(self, line: str, after_blank: bool) -> bool:
        """Whether the block before this line may be finished; a missed end is found at the next one."""
        if self.kind == "List" and _LIST_LINE.match(line):
            return False
        return after_blank or bool(_MAY_BEGIN.match(line))

    def _cut(self) -> list[str]:
        source = "".join(self._lines)
        starts, self.kind = _block_starts(source)
        if self._after_blank and self.kind in _OVER_AT_BLANKS:
            self._lines, self._length, self._next_attempt, self.kind = [], 0, 0, ""
            return _slices(source, starts)
        if len(starts) < 2:
            self._next_attempt = self._length * 5 // 4 if self._length > _CALM_CHARACTERS else 0
            return []
        blocks = _slices(source, starts)
        self._lines = blocks[-1].splitlines(keepends=True)
        self._length, self._next_attempt = len(blocks[-1]), 0
        return blocks[:-1]


def top_level_blocks(text: str) -> list[str]:
    """Return the sources of the top-level blocks; joined they are the text."""
    if not text:
        return []
    return _slices(text, _block_starts(text)[0])


def _block_starts(source: str) -> tuple[list[int], str]:
    """Return the byte positions where top-level blocks start, and the type of the last one."""
    starts, kind, depth = [], "", 0
    for event, place in parse_events(mask_math(clean_source(source))):
        if isinstance(event, dict) and "Start" in event:
            if depth == 0:
                starts.append(place["start"])
                tag = event["Start"]
                kind = tag if isinstance(tag, str) else next(iter(tag))
            depth += 1
        elif isinstance(event, dict) and "End" in event:
            depth -= 1
        elif depth == 0:
            starts.append(place["start"])
            kind = "Rule"
    return starts, kind


def _slices(source: str, starts: list[int]) -> list[str]:
    raw = clean_source(source).encode()
    edges = [0, *(raw.rfind(b"\n", 0, start) + 1 for start in starts[1:]), len(raw)]
    return [raw[start:end].decode() for start, end in pairwise(edges)]
