"""A document that grows: top-level blocks, the last one again and again until it is finished.

A fence around the whole document is left out; which fence ends it shows only by what follows.
"""

import re

from artifacts.extraction.cells import plain_text
from artifacts.extraction.collected import Answer
from artifacts.extraction.data import load_json, parse_content
from artifacts.extraction.document_blocks import DocumentBlocks
from artifacts.extraction.grids import fence_of, heading_of
from artifacts.extraction.pieces import DocumentBlock, Piece
from artifacts.extraction.subjects import names_subject
from artifacts.markdown.top_level import BlockSplitter
from artifacts.rows.enums import KindName

_JSON_FENCE = re.compile(r"\s*```json[ \t]*\n(\s*\{.*\}\s*)\n```\s*", re.DOTALL)
_WRAPPERS = frozenset(["markdown", "md", "mdx", "gfm", "document"])
_SHARE = 8  # an open block is shown again when it has grown by an eighth


class DocumentBody:
    """Reads one document; `has_edges` and `is_continued` as in DocumentBlocks."""

    def __init__(
        self, answer: Answer, title: str = "", *, has_edges: bool = False, is_continued: bool = False
    ) -> None:
        self._answer = answer
        self._title = title
        self._blocks = DocumentBlocks(has_edges=has_edges, is_continued=is_continued)
        self._ref = 0
        self._index = 0
        self._splitter = BlockSplitter()
        self._lines: list[str] = []
        self._shown_length = 0
        self._first_fence = ""  # without a language: around the document, or the beginning of code
        self._wrapper = ""
        self._is_in_code = False
        self._held: list[str] = []
        self._is_over = False

    @property
    def is_empty(self) -> bool:
        return not self._ref

    @property
    def is_in_fence(self) -> bool:
        return bool(self._wrapper) and not self._held

    def line(self, line: str) -> list[Piece]:
        if self._wrapper:
            return self._wrapped_line(line)
        if self._first_fence:
            return self._after_first_fence(line)
        if self._ref or not line.strip():
            return self._add(line) if self._ref else []
        fence = fence_of(line)
        if fence and fence[1] in _WRAPPERS:
            self._wrapper = fence[0]
            return []
        if fence and not fence[1]:
            self._first_fence = line
            return []
        return self._open(line) + self._add(line)

    def is_due(self, length: int) -> bool:
        """Whether the open block is worth showing again when `length` characters of its last line are there."""
        if not self._ref or self._held or self._blocks.is_waiting:
            return False
        length += self._splitter.open_length
        grown = length - self._shown_length
        return grown > 0 and grown >= length // _SHARE

    def partial(self, text: str) -> list[Piece]:
        """Show as much of the unfinished last line as `text`; it comes again with more, and then as a line."""
        if text.lstrip()[:1] in ("`", "~"):
            return []
        self._shown_length = self._splitter.open_length + len(text)
        return self._piece(self._splitter.open_text + text, is_final=False)

    def close(self) -> list[Piece]:
        begun = self._begin_with_code()
        if not self._ref:
            return []
        pieces = begun + [piece for block in self._splitter.finish() for piece in self._block(block)]
        last, behind = self._blocks.finish()
        pieces += [piece for block in last for piece in self._piece(block, is_final=True)]
        parsed = parse_content(KindName.DOCUMENT, _text_of(self._blocks.text))
        content, losses = (parsed.content, parsed.losses) if parsed else (None, ())
        source = "".join(self._lines) if parsed else ""
        pieces += self._answer.finish(self._ref, KindName.DOCUMENT, self._title, content, losses, source)
        self._answer.chat.gap()
        return pieces + self._answer.chat.write(behind) + self._answer.chat.write("".join(self._held[1:]))

    def _after_first_fence(self, line: str) -> list[Piece]:
        """A heading behind a bare fence shows that the fence is around the whole document."""
        if not line.strip():
            self._first_fence += line
            return []
        fence = fence_of(self._first_fence.splitlines()[0])
        if fence and line.startswith("#") and heading_of(line):
            self._first_fence, self._wrapper = "", fence[0]
            return self._wrapped_line(line)
        return self._begin_with_code() + self._add(line)

    def _begin_with_code(self) -> list[Piece]:
        lines, self._first_fence = self._first_fence.splitlines(keepends=True), ""
        opened = self._open(lines[0]) if lines else []
        return opened + [piece for line in lines for piece in self._add(line)]

    def _open(self, line: str) -> list[Piece]:
        heading = plain_text(heading_of(line)).rstrip(":")
        named = heading if names_subject(heading) else ""
        self._title = self._answer.title_for(KindName.DOCUMENT, self._title, named)
        self._ref, opened = self._answer.open(KindName.DOCUMENT, self._title)
        return [opened]

    def _wrapped_line(self, line: str) -> list[Piece]:
        """Take a line inside the wrapper. What follows a bare fence is held until it shows which fence that was."""
        fence = fence_of(line)
        is_ours = fence is not None and fence[0] == self._wrapper
        if self._held:
            return self._after_end(line, is_ours and fence == (self._wrapper, ""), is_ours)
        if is_ours and fence == (self._wrapper, "") and not self._is_in_code:
            self._held = [line]
            return []
        self._is_in_code ^= is_ours
        if not self._ref and not line.strip():
            return []
        return ([] if self._ref else self._open(line)) + self._add(line)

    def _after_end(self, line: str, is_bare_fence: bool, is_fence: bool) -> list[Piece]:
        """A second bare fence makes the first one the beginning of code; a named one leaves it the wrapper's end."""
        self._held.append(line)
        if not is_bare_fence or self._is_over:
            self._is_over = self._is_over or is_fence
            return []
        held, self._held = self._held, []
        return [piece for one in held for piece in self._add(one)]

    def _add(self, line: str) -> list[Piece]:
        self._lines.append(line)
        return [piece for block in self._splitter.feed(line) for piece in self._block(block)]

    def _block(self, source: str) -> list[Piece]:
        """Take a finished block; what is kept of it and of those before is told."""
        self._shown_length = 0
        return [piece for block in self._blocks.take(source) for piece in self._piece(block, is_final=True)]

    def _piece(self, source: str, *, is_final: bool) -> list[Piece]:
        block = source.strip("\n")
        if not block.strip():
            return []
        self._index += is_final
        return [DocumentBlock(self._ref, self._index - is_final, block, is_final)]


def _text_of(source: str) -> str:
    """Return the document's Markdown, which some models put into a JSON object."""
    fenced = _JSON_FENCE.fullmatch(source)
    if source.lstrip()[:1] != "{" and not fenced:
        return source
    raw = load_json(fenced[1] if fenced else source)
    texts = [raw.get(name) for name in ("text", "content", "markdown", "body")] if isinstance(raw, dict) else []
    return next((text for text in texts if isinstance(text, str) and text.strip()), source)
