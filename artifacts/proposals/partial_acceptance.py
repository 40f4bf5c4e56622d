"""Which operations of a proposal are applied when the user takes some of them and leaves others.

An operation names places as the ones before it left them. One that stands on an operation which is left out would
change another place than the one that was shown, so it cannot be taken alone.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from artifacts.kinds import catalogue as ops
from artifacts.kinds.catalogue import Operation
from artifacts.kinds.registry import kind as kind_of
from common.errors import FieldError, Invalid

ROWS = (ops.InsertRows, ops.DeleteRows)
COLUMNS = (ops.InsertColumns, ops.DeleteColumns)


def pick(kind: str, operations: Sequence[Operation], picked: Sequence[int] | None) -> list[Operation]:
    """Return the operations with these numbers (from 0), all without any; raise Invalid for a wrong choice."""
    if picked is None:
        return list(operations)
    chosen = set(picked)
    if not chosen or not chosen <= set(range(len(operations))):
        raise Invalid(errors=[FieldError("operations", _("Choose at least one of the changes."))])
    for later in sorted(chosen):
        for earlier in range(later):
            if earlier not in chosen and _stands_on(kind, operations[later], operations[earlier]):
                numbers = {"later": later + 1, "earlier": earlier + 1}
                sentence = _("Change %(later)d builds on change %(earlier)d: take both or leave both.") % numbers
                raise Invalid(sentence, errors=[FieldError("operations", sentence)])
    return [operations[number] for number in sorted(chosen)]


def _stands_on(kind: str, later: Operation, earlier: Operation) -> bool:
    if isinstance(earlier, ops.RenameArtifact) or isinstance(later, ops.RenameArtifact):
        return False
    if not kind_of(kind).moves_cells(earlier):
        return False
    return not any(_is_before(later, earlier, axis) for axis in (ROWS, COLUMNS))


def _is_before(later: Operation, earlier: Operation, axis: tuple[type, ...]) -> bool:
    """Say whether both work on rows, or both on columns, and the later one ends before the place of the earlier."""
    if not (isinstance(later, axis) and isinstance(earlier, axis)):
        return False
    start, end = getattr(later, "at", None), getattr(earlier, "at", None)
    if not (isinstance(start, int) and isinstance(end, int)):
        return False
    length = later.count if isinstance(later, ops.DeleteRows | ops.DeleteColumns) else 0
    return getattr(later, "sheet", None) == getattr(earlier, "sheet", None) and start + length <= end
