"""What a model is told of formulas that it wrote and that give errors, so that it corrects them."""

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


def repair_prompt(title: str, faults: Sequence[Fault]) -> str:
    """Return the message that asks for corrected cells."""
    return _REPAIR.format(title=title, faults="\n".join(map(_line, faults)))


def _line(fault: Fault) -> str:
    cell = fault.cell
    formula = cell.input if len(cell.input) <= FORMULA_CHARACTERS else f"{cell.input[:FORMULA_CHARACTERS]}…"
    alike = f" The same formula, filled on, fails in {len(fault.alike)} more cells." if fault.alike else ""
    return f"- {quoted(cell.sheet)}!{cell.at}: {formula} gives {cell.value}. {cell.reason}{alike}"
