"""Signs that stand in a text for what is put in later: made anew for each rendering, so that no text can forge one.

A sign begins and ends with one of Unicode's non-characters, which Markdown takes for a letter. What lies between is a
secret of the rendering and a code; only signs with the secret mean anything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex

EDGE = "\ufdd0"
BREAK, LESS_THAN, NOTHING = "br", "lt", "no"
MATH, IMAGE = "math", "image"  # with a number behind
TAGS = frozenset(f"{end}{name}" for name in ("sup", "sub", "u") for end in ("", "/"))


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one rendering."""

    _start: str = field(default_factory=lambda: f"{EDGE}{token_hex(8)}")

    def sign(self, code: str) -> str:
        """Return the sign of a code."""
        return f"{self._start}{code}{EDGE}"

    def replace(self, text: str, meaning: Callable[[str], str | None]) -> str:
        """Return the text with `meaning(code)` in place of each sign; one that means None stays."""
        if self._start not in text:
            return text
        head, *rest = text.split(self._start)
        parts = [head]
        for piece in rest:
            code, _edge, after = piece.partition(EDGE)
            meant = meaning(code)
            parts += [self.sign(code) if meant is None else meant, after]
        return "".join(parts)

    def split(self, text: str) -> list[str]:
        """Return texts and codes in turn, beginning and ending with a text."""
        head, *rest = text.split(self._start)
        parts = [head]
        for piece in rest:
            code, _edge, after = piece.partition(EDGE)
            parts += [code, after]
        return parts


def number_of(code: str, kind: str) -> int | None:
    """Return the number of a numbered code of this kind."""
    return int(code.removeprefix(kind)) if code.startswith(kind) else None
