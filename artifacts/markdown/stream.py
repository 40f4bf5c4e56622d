"""Markdown rendered while it arrives: finished blocks once, the open block again as it grows.

What `feed` and `finish` hand out as done, joined, is the HTML of the whole, but for footnotes and link definitions
that come after their use: the caller renders the finished text once more at the end. The finished lines of a long
open table or code block are kept rendered, and other long blocks are rendered anew only when they have grown by a
share of their length: the cost stays linear.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from artifacts.markdown.freezing import FrozenLines
from artifacts.markdown.parser import Definition, parse_definitions
from artifacts.markdown.render import render_markdown
from artifacts.markdown.top_level import BlockSplitter
from artifacts.markdown.unfinished import close_open_marks

_LONG_CHARACTERS = 4_000
_SHARES = {"Table": 512, "CodeBlock": 512}
_OTHER_SHARE = 16
_EMPTY = SafeString("")


@dataclass(frozen=True, slots=True)
class Update:
    """`done_html` is to be appended for good, `open_html` takes the place of the last one."""

    done_html: SafeString
    open_html: SafeString


class MarkdownStream:
    """Renders one text; `scope` as in `render_markdown`."""

    def __init__(self, scope: str = "") -> None:
        self._scope = scope
        self._splitter = BlockSplitter()
        self._definitions: dict[str, Definition] = {}
        self._rendered_length = 0
        self._open_html = _EMPTY
        self._frozen = FrozenLines(self._render)

    def feed(self, text: str) -> Update:
        """Take more text."""
        finished = self._splitter.feed(text)
        done = self._render_done(finished)
        if finished:
            self._frozen.forget()
        if finished or self._is_due():
            self._rendered_length = self._splitter.open_length
            html = self._frozen.render(close_open_marks(self._splitter.open_text), self._splitter.kind)
            self._open_html = mark_safe(html)
        return Update(done, self._open_html)

    def finish(self) -> Update:
        """Take everything as finished."""
        return Update(self._render_done(self._splitter.finish()), _EMPTY)

    def _is_due(self) -> bool:
        """Whether the open block has grown enough: by anything while it is short, later by a share of its length."""
        length = self._splitter.open_length
        grown = length - self._rendered_length
        if length < _LONG_CHARACTERS:
            return grown != 0
        return grown > length // _SHARES.get(self._splitter.kind, _OTHER_SHARE)

    def _render_done(self, blocks: list[str]) -> SafeString:
        html = []
        for block in blocks:
            self._definitions.update(parse_definitions(block))
            html.append(self._render(block))
        return mark_safe("".join(html)) if html else _EMPTY

    def _render(self, source: str) -> SafeString:
        return render_markdown(source, scope=self._scope, definitions=self._definitions)
