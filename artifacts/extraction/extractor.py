"""The extractor: text chunks in, typed pieces out."""

from artifacts.enums import KindName
from artifacts.extraction.pieces import ChatText, CloseReason, Extracted, Piece


class Extractor:
    """Read one answer."""

    def __init__(self, kind: KindName | None, title_hint: str = "") -> None:
        self.kind = kind
        self.title_hint = title_hint
        self.artifacts: list[Extracted] = []
        self._chat: list[str] = []

    @property
    def chat_text(self) -> str:
        """The chat text shown so far."""
        return "".join(self._chat)

    def feed(self, chunk: str) -> list[Piece]:
        """Read the next chunk."""
        self._chat.append(chunk)
        return [ChatText(chunk)]

    def close(self, reason: CloseReason = CloseReason.COMPLETE) -> list[Piece]:
        """End the answer."""
        return []
