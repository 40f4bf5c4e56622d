"""The chat text of an answer: no blank edges, one paragraph break where an artifact stood."""

from io import StringIO

from artifacts.extraction.pieces import ChatText, Piece


class ChatWriter:
    """Takes text, gives pieces; blanks wait until a word follows them."""

    def __init__(self) -> None:
        self._given = StringIO()
        self._blanks: list[str] = []
        self._is_at_gap = False

    @property
    def text(self) -> str:
        """All that was given out."""
        return self._given.getvalue()

    @property
    def length(self) -> int:
        """How many characters were given out."""
        return self._given.tell()

    def write(self, text: str) -> list[Piece]:
        """Add text."""
        words = text.rstrip()
        if not words:
            self._blanks.append(text)
            return []
        after = text[len(words) :]
        is_first = not self._given.tell()
        if self._is_at_gap or is_first:
            words = ("" if is_first else "\n\n") + words.lstrip()
            self._blanks, self._is_at_gap = [], False
        elif self._blanks:
            words = "".join([*self._blanks, words])
            self._blanks = []
        if after:
            self._blanks.append(after)
        self._given.write(words)
        return [ChatText(words)]

    def gap(self) -> None:
        """Begin a new paragraph with the next text."""
        self._is_at_gap = True
