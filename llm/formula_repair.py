"""What a model is told of its formulas that give errors, and of its changes that do not fit, to correct them."""

from collections.abc import Sequence

from artifacts.for_models.formula_errors import Fault
from artifacts.kinds.spreadsheet.formulas import quoted

FORMULA_CHARACTERS = 600
"""Characters of a formula that are shown; a longer one is rare, and the sheet holds it anyway."""

_REPAIR = """\
The spreadsheet "{title}" that you wrote has formulas that give errors:

{faults}

Correct them with set_cells on exactly these cells; every other cell stays as it is, and nothing else is accepted. Keep
what each formula is meant to compute: no fixed number in its place, no IFERROR around the same mistake. Check that
every cell it refers to exists and holds what it needs. Leave out a formula that you cannot correct."""


_MISFITS = """\
Of your changes these do not fit:

{reasons}

Answer again with one JSON object of the same form and nothing else: all operations, corrected. The rows and columns
are those of the {name} as it is open, before any of your operations."""

_UNREADABLE = """\
Your answer is no JSON that can be read: it breaks off, or is written differently. Answer again with one JSON object
and nothing else, as short as possible: {"operations": [...], "note": "..."}"""


def misfits_prompt(name: str, reasons: Sequence[tuple[str, str]]) -> str:
    """Return the message that asks for changes that fit; the reasons are pairs of an operation and what is wrong."""
    return _MISFITS.format(name=name, reasons="\n".join(f"- {operation}: {reason}" for operation, reason in reasons))


def unreadable_prompt() -> str:
    """Return the message that asks for the changes in a form that can be read."""
    return _UNREADABLE


def repair_prompt(title: str, faults: Sequence[Fault]) -> str:
    """Return the message that asks for corrected cells."""
    return _REPAIR.format(title=title, faults="\n".join(map(_line, faults)))


def _line(fault: Fault) -> str:
    cell = fault.cell
    formula = cell.input if len(cell.input) <= FORMULA_CHARACTERS else f"{cell.input[:FORMULA_CHARACTERS]}…"
    alike = f" The same formula, filled on, fails in {len(fault.alike)} more cells." if fault.alike else ""
    return f"- {quoted(cell.sheet)}!{cell.at}: {formula} gives {cell.value}. {cell.reason}{alike}"
