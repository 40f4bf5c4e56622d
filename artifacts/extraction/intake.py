"""The first look at an answer: bad characters are replaced, line ends are made one, thinking is hidden.

Models that think aloud do so between tags, the first at the start of a line. A thought that never ends is shown if
there is nothing else to show.
"""

import re

from artifacts.markdown.parser import clean_source

_OPEN = re.compile(r"[ \t]*<(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_CLOSE = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_STRAY = re.compile(r"[ \t]*</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_UNDECIDED = re.compile(r"[ \t]*(?:</?[a-z]{0,9}|`{1,2}|~{1,2})?", re.IGNORECASE)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_CHANGED = re.compile("[\n\r\x00\ud800-\udfff\ufdd0-\ufdd3]")
_LONGEST_TAG = len("</reasoning>")


class Intake:
    """Takes raw chunks, gives visible text; what it gives in all does not depend on how the chunks were cut."""

    def __init__(self) -> None:
        self._raw_tail = ""
        self._held = ""  # an undecided beginning of a line, or the end of a thought
        self._thought: list[str] = []
        self._is_thinking = self._is_in_line = self._is_in_fence = self._has_shown = False

    def feed(self, chunk: str) -> str:
        """Return the text that became visible."""
        is_plain = self._is_in_line and self._has_shown and not (self._is_thinking or self._raw_tail)
        if is_plain and not _CHANGED.search(chunk):
            return chunk
        chunk, self._raw_tail = self._raw_tail + chunk, ""
        if chunk and (chunk[-1] == "\r" or "\ud800" <= chunk[-1] <= "\udbff"):
            chunk, self._raw_tail = chunk[:-1], chunk[-1]
        return self._take(_normal(chunk))

    def close(self) -> str:
        """Return what was held back."""
        shown = self._take(_normal(self._raw_tail))
        if not self._is_thinking:
            return shown + self._held
        return shown if self._has_shown else "".join([*self._thought, self._held]).strip()

    def _take(self, text: str) -> str:
        shown: list[str] = []
        while text:
            if self._is_thinking:
                text = self._think(text)
            elif self._is_in_line:
                line, end, text = text.partition("\n")
                shown.append(line + end)
                self._is_in_line = not end
            else:
                text = self._begin_line(text)
        visible = "".join(shown)
        self._has_shown = self._has_shown or bool(visible.strip())
        return visible

    def _begin_line(self, text: str) -> str:
        """Decide what the line is; return the text to go on with, nothing while it is undecided."""
        text, self._held = self._held + text, ""
        match = None if self._is_in_fence else _OPEN.match(text)
        if match:
            self._is_thinking = True
            return text[match.end() :]
        stray = None if self._is_in_fence else _STRAY.match(text)
        if stray:
            return text[stray.end() :]
        if _UNDECIDED.fullmatch(text):
            self._held = text
            return ""
        if _FENCE.match(text):
            self._is_in_fence = not self._is_in_fence
        self._is_in_line = True
        return text

    def _think(self, text: str) -> str:
        """Hide text up to the end of the thought; return what follows it."""
        text, self._held = self._held + text, ""
        match = _CLOSE.search(text)
        if match is None:
            self._thought.append(text[:-_LONGEST_TAG])
            self._held = text[-_LONGEST_TAG:]
            return ""
        self._thought.append(text[: match.start()])
        self._is_thinking = False
        return text[match.end() :]


def _normal(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return clean_source(text)
