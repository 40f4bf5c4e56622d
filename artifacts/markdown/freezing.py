"""Keeps the finished lines of a long open table or code block rendered, so that each line is rendered once."""

import re
from collections.abc import Callable

_FREEZE_CHARACTERS = 500
_HEAD = {"Table": re.compile(r"[^\n]*\S[^\n]*\n[^\n]*\n"), "CodeBlock": re.compile(r" {0,3}(?:```|~~~)[^\n]*\n")}
_FENCE_LINE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)


class FrozenLines:
    """The open block of one stream; `render` gives the HTML of a source."""

    def __init__(self, render: Callable[[str], str]) -> None:
        self._render = render
        self.forget()

    def forget(self) -> None:
        """Begin with a new block."""
        self._kind = self._head = self._html = ""
        self._length = 0

    def render(self, source: str, kind: str) -> str:
        """Return the HTML of the open block."""
        if not self._head and not self._begin(source, kind):
            return self._render(source)
        complete = source[self._length : source.rfind("\n") + 1]
        if len(complete) > _FREEZE_CHARACTERS and self._is_body(complete):
            self._html += self._split(complete)[1]
            self._length += len(complete)
        before, body, after = self._split(source[self._length :])
        return before + self._html + body + after

    def _begin(self, source: str, kind: str) -> bool:
        if len(source) < _FREEZE_CHARACTERS or kind not in _HEAD:
            return False
        head = _HEAD[kind].match(source)
        if head is None:
            return False
        self._kind, self._head, self._length = kind, head.group(), head.end()
        if all(self._split("")[::2]):
            return True
        self.forget()
        return False

    def _is_body(self, lines: str) -> bool:
        """Whether these lines are all rows of the table, or code."""
        if self._kind == "CodeBlock":
            return not _FENCE_LINE.search(lines)
        body, after = self._split(lines)[1:]
        return body.count("<tr>") == lines.count("\n") and after.count("\n") == 1

    def _split(self, lines: str) -> tuple[str, str, str]:
        """Render the head with these lines; return what stands before, in and after the body."""
        html = self._render(self._head + lines)
        opening, ending = ("<tbody>\n", "</tbody>") if self._kind == "Table" else (">", "</code>")
        start = html.find(opening, max(0, html.find("<code"))) + len(opening)
        end = html.find(ending, start)
        if start < len(opening) or end < 0:
            return "", html, ""
        return html[:start], html[start:end], html[end:]
