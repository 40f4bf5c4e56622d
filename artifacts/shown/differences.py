"""Two versions beside each other, as the page of differences shows them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from artifacts.rows.limits import MARKED_CONTEXT_CHARACTERS
from artifacts.rows.models import ArtifactVersion
from artifacts.shown.comparison import MarkedGrid, mark_grids
from artifacts.versions.compare.change_counts import count_diff
from artifacts.versions.compare.differences import diff_contents
from artifacts.versions.compare.grids import GridDiff
from artifacts.versions.compare.words import TextChange, TextDiff
from artifacts.versions.reading import open_version

_space = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A piece of text; of a `gap` only the number of characters is told."""

    op: Literal["equal", "insert", "delete", "gap"]
    text: str
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class DiffView:
    """What differs, marked in place, with its counts as a sentence."""

    counts: str
    is_same: bool
    is_title_same: bool
    grids: Sequence[MarkedGrid] = ()
    pieces: Sequence[MarkedText] = ()


def view_diff(base: ArtifactVersion, head: ArtifactVersion) -> DiffView:
    """Return what changed from `base` to `head`, two versions of one artifact."""
    old, new = open_version(base), open_version(head)
    diff = diff_contents(old, new)
    return DiffView(
        counts=count_diff(diff).sentence(),
        is_same=diff.is_empty,
        is_title_same=base.title == head.title,
        grids=mark_grids(old, new, diff) if isinstance(diff, GridDiff) and not diff.is_empty else (),
        pieces=list(_shortened(diff.pieces)) if isinstance(diff, TextDiff) and not diff.is_empty else (),
    )


def _shortened(pieces: Sequence[TextChange]) -> Iterator[MarkedText]:
    """Yield the pieces; of a long equal one only what stands next to a change."""
    most = MARKED_CONTEXT_CHARACTERS
    for place, piece in enumerate(pieces):
        before = most if place else 0
        after = most if place < len(pieces) - 1 else 0
        if piece.op != "equal" or len(piece.text) <= before + most + after:
            yield MarkedText(piece.op, piece.text)
            continue
        start, end = _word_end(piece.text, before), _word_start(piece.text, len(piece.text) - after)
        shown = (
            MarkedText("equal", piece.text[:start]),
            MarkedText("gap", "", end - start),
            MarkedText("equal", piece.text[end:]),
        )
        yield from (one for one in shown if one.text or one.left_out)


def _word_end(text: str, at: int) -> int:
    """Return the place at or before `at` where a word ends; `at` itself in a very long word."""
    return max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1 or at


def _word_start(text: str, at: int) -> int:
    """Return the place at or after `at` where a word begins."""
    place = _space.search(text, at)
    return place.end() if place and at < len(text) else at
