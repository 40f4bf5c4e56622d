"""What stands between markers, or is taken for it: one class per way to read it, all with the same three methods."""

from typing import Protocol

from artifacts.extraction.pieces import Piece


class Body(Protocol):
    """Takes the lines of an artifact's text and gives its pieces."""

    def line(self, line: str) -> list[Piece]:
        """Take one line with its end."""
        ...

    def close(self) -> list[Piece]:
        """End the text for the answer's close reason."""
        ...

    @property
    def is_empty(self) -> bool:
        """Whether nothing but blanks has come."""
        ...

    @property
    def is_in_fence(self) -> bool:
        """Whether the fence around the text is still open, so that its end follows."""
        ...
