"""Lines of an unmarked answer that belong to no Markdown table: those that may be of another layout wait for the end.

What waits is given back as it came as soon as it can be no table, or when a Markdown table follows.
"""

from collections.abc import Iterator

from artifacts.extraction.grids import Loose, Text
from artifacts.extraction.layouts.layout import ends_open, shows_layout
from artifacts.extraction.layouts.registry import find_grid


class LooseLines:
    """Takes text lines, gives them back as events. Each line is looked at twice at most, whatever comes."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._has_grid = False
        self._is_open = False  # a table that says where it ends

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not self._held

    def line(self, raw: str) -> Iterator[Text]:
        """Take a line; prose behind lines that are no table lets them go."""
        is_shown = self._is_open or shows_layout(raw)
        self._is_open = ends_open(raw, was_open=self._is_open)
        if self._held and raw.strip() and not (is_shown or self._has_grid):
            self._has_grid = find_grid(self._held) is not None
            if not self._has_grid:
                yield from self.release()
        if self._held or is_shown:
            self._held.append(raw)
        else:
            yield Text(raw)

    def release(self) -> Iterator[Text]:
        """Give back what waits: it is no table."""
        lines, self._held, self._has_grid, self._is_open = self._held, [], False, False
        yield from map(Text, lines)

    def close(self) -> Iterator[Text | Loose]:
        """Give back what waits, the table in it as such."""
        lines, self._held = self._held, []
        found = find_grid(lines)
        if found is None:
            yield from map(Text, lines)
            return
        yield from map(Text, lines[: found.start])
        yield Loose(found.grid, "".join(lines[found.start : found.end]))
        yield from map(Text, lines[found.end :])
