"""Differences of texts: lines first, then words within lines that changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Literal

_word = re.compile(r"\w+|[^\w\s]|\s+")
LINES_COMPARED = 20_000  # beyond, only the common beginning and end are found
WORDS_COMPARED = 4_000


@dataclass(frozen=True, slots=True)
class TextChange:
    """A piece of text that is in both, only in the newer or only in the older version."""

    op: Literal["equal", "insert", "delete"]
    text: str


@dataclass(frozen=True, slots=True)
class TextDiff:
    """The whole text as pieces in reading order, and how many words came and went."""

    pieces: tuple[TextChange, ...]
    words_added: int
    words_removed: int

    @property
    def is_empty(self) -> bool:
        """Say whether both texts are the same."""
        return all(piece.op == "equal" for piece in self.pieces)

    def to_json(self) -> dict[str, object]:
        """Return JSON values."""
        return {
            "pieces": [asdict(piece) for piece in self.pieces],
            "words_added": self.words_added,
            "words_removed": self.words_removed,
        }


def diff_texts(base: str, head: str) -> TextDiff:
    """Return what changed from one text to the other."""
    pieces = _joined(_by_lines(base.splitlines(keepends=True), head.splitlines(keepends=True)))
    return TextDiff(pieces, _count(pieces, "insert"), _count(pieces, "delete"))


def _by_lines(base: Sequence[str], head: Sequence[str]) -> Iterator[TextChange]:
    for tag, i1, i2, j1, j2 in opcodes(base, head, LINES_COMPARED):
        old, new = "".join(base[i1:i2]), "".join(head[j1:j2])
        if tag == "equal":
            yield TextChange("equal", old)
        elif tag == "replace":
            yield from _by_words(old, new)
        else:
            yield from _whole(old, new)


def _by_words(old: str, new: str) -> Iterator[TextChange]:
    base, head = _word.findall(old), _word.findall(new)
    for tag, i1, i2, j1, j2 in opcodes(base, head, WORDS_COMPARED):
        before, after = "".join(base[i1:i2]), "".join(head[j1:j2])
        if tag == "equal":
            yield TextChange("equal", before)
        else:
            yield from _whole(before, after)


def _whole(old: str, new: str) -> Iterator[TextChange]:
    if old:
        yield TextChange("delete", old)
    if new:
        yield TextChange("insert", new)


def opcodes(base: Sequence[str], head: Sequence[str], most: int) -> list[tuple[str, int, int, int, int]]:
    """Return how to get from one list to the other; for long ones everything between the common ends is replaced."""
    if len(base) + len(head) <= most:
        return list(SequenceMatcher(None, base, head, autojunk=False).get_opcodes())
    start = next((i for i, (a, b) in enumerate(zip(base, head, strict=False)) if a != b), min(len(base), len(head)))
    room = min(len(base), len(head)) - start
    tail = next((i for i in range(room) if base[-1 - i] != head[-1 - i]), room)
    end, stop = len(base) - tail, len(head) - tail
    codes = [
        ("equal", 0, start, 0, start),
        ("change", start, end, start, stop),
        ("equal", end, len(base), stop, len(head)),
    ]
    return [code for code in codes if code[1] < code[2] or code[3] < code[4]]


def _joined(pieces: Iterator[TextChange]) -> tuple[TextChange, ...]:
    joined: list[TextChange] = []
    for piece in pieces:
        if joined and joined[-1].op == piece.op:
            joined[-1] = TextChange(piece.op, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def _count(pieces: Sequence[TextChange], op: str) -> int:
    return sum(len(re.findall(r"\w+", piece.text)) for piece in pieces if piece.op == op)
