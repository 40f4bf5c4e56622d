"""One line that says what a list of operations did, for the menu of versions."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.kinds import catalogue as ops


def summarise(operations: Sequence[ops.Operation]) -> str:
    """Return a short sentence for one operation, a count for several."""
    if len(operations) != 1:
        return ngettext("%(count)s change", "%(count)s changes", len(operations)) % {"count": len(operations)}
    return _one(operations[0])


def _one(operation: ops.Operation) -> str:  # noqa: PLR0911, PLR0912  one branch a kind of operation
    match operation:
        case ops.SetCells(values=[[_value]]):
            return _("%(place)s changed") % {"place": operation.at.upper()}
        case ops.SetCells():
            return _("Cells from %(place)s on changed") % {"place": operation.at.upper()}
        case ops.ClearCells():
            return _("%(place)s cleared") % {"place": operation.range.upper()}
        case ops.InsertRows() | ops.InsertColumns():
            return _("Rows added") if isinstance(operation, ops.InsertRows) else _("Columns added")
        case ops.DeleteRows() | ops.DeleteColumns():
            return _("Rows deleted") if isinstance(operation, ops.DeleteRows) else _("Columns deleted")
        case ops.MoveRows() | ops.MoveColumns():
            return _("Rows moved") if isinstance(operation, ops.MoveRows) else _("Columns moved")
        case ops.RenameColumn():
            return _("Column renamed to %(name)s") % {"name": operation.name}
        case ops.Sort():
            return _("Sorted")
        case ops.ReadColumn():
            return _("Column read as decided")
        case ops.SetType() | ops.SetFormat():
            return _("Format changed")
        case ops.AddSheet() | ops.RenameSheet() | ops.DeleteSheet() | ops.MoveSheet():
            return _("Sheets changed")
        case ops.RenameArtifact():
            return _("Renamed")
        case _:
            return _("Text changed")
