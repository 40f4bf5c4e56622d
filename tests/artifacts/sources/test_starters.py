"""The templates' formulas, filled in as a person would: differences, tax to the cent, totals; in both languages."""

from typing import Any

import pytest
from django.utils import translation

from artifacts.kinds.catalogue import parse_operations
from artifacts.kinds.registry import kind as kind_of
from artifacts.sources.starters import STARTERS


def filled(name: str, language: str, at: str, values: list[list[Any]]) -> dict[tuple[int, int], Any]:
    with translation.override(language):
        content = STARTERS[name].content()
    of_kind = kind_of(STARTERS[name].kind)
    typed = parse_operations([{"op": "set_cells", "at": at, "values": values}], STARTERS[name].kind)
    cells = of_kind.apply(of_kind.store(content), typed).content().sheets[0].cells
    return {place: cell.value for place, cell in cells.items()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_budget_template_subtracts_what_was_planned_and_balances(language: str) -> None:
    cells = filled("budget", language, "B2", [[3000, 3100], [900, 900], [400, 455.5], [100, 80]])
    assert [cells[row, 4] for row in range(2, 7)] == [100, 0, 55.5, -20, 64.5]
    assert (cells[6, 2], cells[6, 3]) == (1600, 1664.5)


@pytest.mark.parametrize("language", ["en", "es"])
def test_invoice_template_adds_lines_and_tax_to_the_cent(language: str) -> None:
    cells = filled("invoice", language, "B2", [[3, 0.33], [2, 10.5]])
    tax = round(21.99 * cells[4, 2], 2)
    assert [cells[row, 4] for row in range(2, 6)] == [0.99, 21, tax, pytest.approx(21.99 + tax)]
