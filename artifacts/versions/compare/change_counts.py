"""How much a change changes: counts for one line of text."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.rows.limits import SMALL_CHANGE_CELLS, SMALL_CHANGE_WORDS
from artifacts.versions.compare.differences import Diff, diff_contents
from artifacts.versions.compare.grids import GridDiff
from artifacts.versions.compare.words import TextDiff
from artifacts.versions.reading import Stored


@dataclass(frozen=True, slots=True)
class Changes:
    """Counts of what differs."""

    cells: int = 0
    rows_added: int = 0
    rows_removed: int = 0
    columns_added: int = 0
    columns_removed: int = 0
    columns_changed: int = 0
    sheets: int = 0
    words_added: int = 0
    words_removed: int = 0
    rows_moved: int = 0

    @property
    def is_small(self) -> bool:
        """Whether at most a few cells or words change, and no row, column or sheet comes, goes, moves or changes."""
        shape = self.rows_added + self.rows_removed + self.rows_moved + self.columns_added + self.columns_removed
        return (
            shape + self.columns_changed + self.sheets == 0
            and self.cells <= SMALL_CHANGE_CELLS
            and self.words_added + self.words_removed <= SMALL_CHANGE_WORDS
        )

    def to_json(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)

    def sentence(self) -> str:
        """Return the counts as one line."""
        return ", ".join(self._parts()) or _("Title or format only")

    def _parts(self) -> Iterator[str]:
        counted = (
            (self.cells, ngettext("%(count)s cell", "%(count)s cells", self.cells)),
            (self.rows_added, ngettext("%(count)s row added", "%(count)s rows added", self.rows_added)),
            (self.rows_removed, ngettext("%(count)s row removed", "%(count)s rows removed", self.rows_removed)),
            (self.rows_moved, ngettext("%(count)s row moved", "%(count)s rows moved", self.rows_moved)),
            (self.columns_added, ngettext("%(count)s column added", "%(count)s columns added", self.columns_added)),
            (
                self.columns_removed,
                ngettext("%(count)s column removed", "%(count)s columns removed", self.columns_removed),
            ),
            (
                self.columns_changed,
                ngettext("%(count)s column changed", "%(count)s columns changed", self.columns_changed),
            ),
            (self.sheets, ngettext("%(count)s sheet", "%(count)s sheets", self.sheets)),
            (self.words_added, ngettext("%(count)s word added", "%(count)s words added", self.words_added)),
            (self.words_removed, ngettext("%(count)s word removed", "%(count)s words removed", self.words_removed)),
        )
        return (text % {"count": count} for count, text in counted if count)


def count_changes(base: Stored, head: Stored) -> Changes:
    """Return what differs between two states of one kind, counted."""
    return count_diff(diff_contents(base, head))


def count_diff(diff: Diff) -> Changes:
    """Return what a difference counts up to."""
    match diff:
        case TextDiff():
            return Changes(words_added=diff.words_added, words_removed=diff.words_removed)
        case GridDiff():
            return _grid_changes(diff)


def _grid_changes(diff: GridDiff) -> Changes:
    counts = diff.counts
    cells = counts["cells_added"] + counts["cells_changed"] + counts["cells_removed"]
    return Changes(
        cells=cells,
        rows_added=counts["rows_added"],
        rows_removed=counts["rows_removed"],
        rows_moved=counts["rows_moved"],
        columns_added=len(diff.columns_added),
        columns_removed=len(diff.columns_removed),
        columns_changed=len(diff.columns_changed),
        sheets=len(diff.sheets_added) + len(diff.sheets_removed),
    )
