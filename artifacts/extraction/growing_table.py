"""A table while it is read: rows of one header, perhaps in several parts, each under a heading of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from artifacts.extraction.cells import without_lone_links
from artifacts.extraction.pieces import TableHeader, TableRow
from artifacts.extraction.placeholders import is_example_cell
from artifacts.kinds.table.build import table_from_texts
from artifacts.kinds.table.columns import unique_names
from artifacts.kinds.table.content import Align, Column, TableContent
from artifacts.kinds.values.evidence import Known
from artifacts.rows.losses import Loss
from common.errors import ApplicationError


@dataclass(slots=True)
class GrowingTable:
    """A table being read; `ref` is 0 until it has shown itself to be the one.

    `groups` are the headings of its parts with the number of rows before each. `lead` is the heading over it, which is
    none of its own.
    """

    title: str
    header: list[str]
    aligns: list[Align | None]
    source: list[str]
    groups: list[tuple[int, str]]
    lead: str = ""
    ref: int = 0
    rows: list[list[str]] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    is_elided: bool = False  # rows that only stood for further ones were left out
    is_followed_by_elision: bool = False
    example_rows: int = 0

    @property
    def is_joined(self) -> bool:
        """Whether it came in several parts."""
        return len(self.groups) > 1

    @property
    def is_example(self) -> bool:
        """Whether it holds nothing but what the instructions showed."""
        return not self.rows and (self.example_rows > 0 or all(map(is_example_cell, self.header)))

    def is_continued_by(self, header: Sequence[str]) -> bool:
        """Say whether a table with this header is a further part."""
        return [name.casefold() for name in header] == [name.casefold() for name in self.header]

    def continue_with(self, group: str, source: Sequence[str]) -> None:
        """Begin a further part."""
        self.groups.append((len(self.rows), group))
        self.source += ["\n", *source]

    def header_piece(self) -> TableHeader:
        """Return the columns as far as they are known."""
        names, _changed = unique_names(self.header)
        aligns = [*self.aligns, *[None] * len(names)]
        columns = (Column(f"c{at + 1}", name, align=aligns[at]) for at, name in enumerate(names))
        return TableHeader(self.ref, tuple(columns))

    def row_piece(self, number: int) -> TableRow:
        """Return a row, as wide as the header."""
        width = len(self.header)
        cells = [cell or None for cell in self.rows[number - 1][:width]]
        return TableRow(self.ref, number, [*cells, *[None] * (width - len(cells))])

    def content(self, known: Known) -> tuple[TableContent | None, list[str]]:
        """Return the finished table and its losses; None if it cannot be built, or only repeats the instructions."""
        if self.is_example:
            return None, []
        try:
            parsed = table_from_texts(*self._with_groups(), known)
        except ApplicationError:
            return None, []
        told = [Loss.ELISION.told()] if self.is_elided else []
        told += [Loss.EXAMPLE_ROWS.told()] if self.example_rows else []
        return parsed.content, [*parsed.losses, *self.losses, *told]

    def _with_groups(self) -> tuple[list[str], list[list[str]], list[Align | None]]:
        """Return header, rows and alignments, with the headings of the parts as the first column."""
        rows = without_lone_links(self.rows)
        if not self.is_joined or not any(group for _start, group in self.groups):
            return self.header, rows, self.aligns
        starts = [*(start for start, _group in self.groups), len(rows)]
        grouped = [
            [group, *row]
            for place, (start, group) in enumerate(self.groups)
            for row in rows[start : starts[place + 1]]
        ]
        return [_("Group"), *self.header], grouped, [None, *self.aligns]
