"""The line that says what operations did."""

from typing import Any

import pytest

from artifacts.kinds.catalogue import parse_operations
from artifacts.versions.summaries import summarise


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([[1]], "B2 changed"),
        ([[1, 2]], "Cells from B2 on changed"),
        ([[]], "Cells from B2 on changed"),
        ([[], [1]], "Cells from B2 on changed"),
    ],
)
def test_cells_are_named_by_their_place(values: list[list[Any]], line: str) -> None:
    assert summarise(parse_operations([{"op": "set_cells", "at": "B2", "values": values}])) == line
