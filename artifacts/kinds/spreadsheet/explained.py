"""An explanation of a cell for people and programs."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from artifacts.kinds.references import parse_reference
from artifacts.kinds.spreadsheet.content import ValueType
from artifacts.kinds.spreadsheet.explanation import Explanation, Reference, explain_cell
from artifacts.kinds.spreadsheet.workbook import StoredSpreadsheet
from artifacts.rows.errors import invalid_operation
from common.errors import NotFound

_SHOWN = 12  # references in a sentence


def explain_in(stored: object, sheet: str, cell: str) -> Explanation:
    """Return the explanation of a cell such as B2; the first sheet's without a name.

    Raise NotFound for what is no spreadsheet, InvalidOperation for a sheet or cell that is none.
    """
    if not isinstance(stored, StoredSpreadsheet):
        raise NotFound
    names = [each.name.casefold() for each in stored.sheets]
    if sheet and sheet.casefold() not in names:
        raise invalid_operation(_("There is no sheet %(sheet)s.") % {"sheet": sheet})
    place = parse_reference(cell)
    return explain_cell(stored.content(), names.index(sheet.casefold()) if sheet else 0, place)


def sentences(found: Explanation) -> list[str]:
    """Return what a person is told of a cell, one sentence a line."""
    lines: list[str] = []
    if found.fault:
        lines.append(f"{found.fault.sign}: {found.fault.reason}")
        if found.fault.comes_from:
            lines.append(_("It comes from %(cells)s.") % {"cells": _listed(found, found.fault.comes_from)})
    if found.cell.is_held:
        lines.append(_("The value stood in the file; the formula cannot be computed here."))
    if found.precedents:
        lines.append(_("The formula refers to %(cells)s.") % {"cells": _listed(found, found.precedents)})
    elif found.cell.input is None and found.cell.type is not ValueType.EMPTY:
        lines.append(_("A formula beside or above fills this cell."))
    else:
        lines.append(_("The cell refers to no other."))
    count = found.dependent_count
    if not count:
        return [*lines, _("No formula refers to it.")]
    sentence = ngettext("One formula refers to it: %(cells)s.", "%(count)s formulas refer to it: %(cells)s.", count)
    return [*lines, sentence % {"count": count, "cells": _listed(found, found.dependents, count)}]


def marks_of(found: Explanation, references: tuple[Reference, ...]) -> str:
    """Return the ranges on the cell's own sheet, for the grid to mark."""
    return " ".join(each.range for each in references if each.sheet == found.at.sheet)


def _listed(found: Explanation, references: tuple[Reference, ...], count: int | None = None) -> str:
    """Return references, those of other sheets with their sheet; the first of them if they are many."""
    names = [each.range if each.sheet == found.at.sheet else str(each) for each in references[:_SHOWN]]
    return ", ".join(names) + (", …" if (count or len(references)) > len(names) else "")
