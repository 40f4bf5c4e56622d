"""The chat text of an answer: no blank edges, one paragraph break where an artifact stood."""

from artifacts.extraction.pieces import ChatText, Piece


class ChatWriter:
    """Takes text, gives pieces; blanks wait until a word follows them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blanks: list[str] = []
        self._is_at_gap = False

    @property
    def text(self) -> str:
        """All that was given out."""
        return "".join(self._parts)

    def write(self, text: str) -> list[Piece]:
        """Add text."""
        words = text.strip()
        if not words:
            self._blanks.append(text)
            return []
        if len(words) == len(text) and not (self._blanks or self._is_at_gap):
            self._parts.append(text)
            return [ChatText(text)]
        start = text.index(words)
        before = "".join([*self._blanks, text[:start]])
        if self._is_at_gap or not self._parts:
            before = "\n\n" if self._parts else ""
        after = text[start + len(words) :]
        self._blanks, self._is_at_gap = [after] if after else [], False
        self._parts.append(before + words)
        return [ChatText(before + words)]

    def gap(self) -> None:
        """Begin a new paragraph with the next text."""
        self._is_at_gap = True
