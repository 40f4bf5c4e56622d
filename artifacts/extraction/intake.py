"""The first look at an answer: bad characters are replaced, line ends are made one.

What a model thought is not among what arrives here: the wire keeps it back (`llm.wire.spoken`), since it may have to
take back what was said.
"""

import re

from artifacts.markdown.parser import clean_source

_CHANGED = re.compile("[\n\r\x00\ud800-\udfff\ufdd0-\ufdd3]")


class Intake:
    """Takes raw chunks, gives clean text; what it gives in all does not depend on how the chunks were cut."""

    def __init__(self) -> None:
        self._raw_tail = ""

    def feed(self, chunk: str) -> str:
        """Return the clean text; half of a character or of a line end is held back."""
        if not self._raw_tail and not _CHANGED.search(chunk):
            return chunk
        chunk, self._raw_tail = self._raw_tail + chunk, ""
        if chunk and (chunk[-1] == "\r" or "\ud800" <= chunk[-1] <= "\udbff"):
            chunk, self._raw_tail = chunk[:-1], chunk[-1]
        return _normal(chunk)

    def close(self) -> str:
        """Return what was held back."""
        tail, self._raw_tail = self._raw_tail, ""
        return _normal(tail)


def _normal(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return clean_source(text)
