"""What differs between two versions: cells for tables and spreadsheets, words for documents.

Blocks that both versions share are never read, so that a diff of a large table costs what was changed. Long lists are
cut, with their true length beside them.
"""

from artifacts.rows.models import ArtifactVersion
from artifacts.versions.compare.grids import GridDiff, diff_spreadsheets, diff_tables
from artifacts.versions.compare.words import TextDiff, diff_texts
from artifacts.versions.reading import Stored, StoredDocument, StoredSpreadsheet, StoredTable, open_version

Diff = GridDiff | TextDiff

__all__ = ["Diff", "GridDiff", "TextDiff", "diff_contents", "diff_versions"]


def diff_versions(base: ArtifactVersion, head: ArtifactVersion) -> Diff:
    """Return what changed from `base` to `head`, two versions of one artifact."""
    return diff_contents(open_version(base), open_version(head))


def diff_contents(base: Stored, head: Stored) -> Diff:
    """Return what changed between two states of one kind; raise TypeError for different kinds."""
    match base, head:
        case StoredTable(), StoredTable():
            return diff_tables(base, head)
        case StoredDocument(), StoredDocument():
            return diff_texts(base.text, head.text)
        case StoredSpreadsheet(), StoredSpreadsheet():
            return diff_spreadsheets(base, head)
    raise TypeError("Only states of one kind can be compared.")
