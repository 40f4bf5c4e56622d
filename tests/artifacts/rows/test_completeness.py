"""The sentence that tells how much of what was asked for is there."""

import pytest
from django.utils import translation

from artifacts.rows.completeness import Completeness

UNITS = {
    "rows": ("row", "rows"),
    "columns": ("column", "columns"),
    "sections": ("section", "sections"),
    "items": ("item", "items"),
    "words": ("word", "words"),
    "pages": ("page", "pages"),
}


@pytest.mark.parametrize("unit", UNITS)
def test_figures_are_told_in_their_unit_for_one_and_many(unit: str) -> None:
    one, many = UNITS[unit]

    assert Completeness(1, 0, is_partial=True, unit=unit).status_text() == f"0 of 1 {one}"
    assert Completeness(1_200, 18, is_partial=True, unit=unit).status_text() == f"18 of 1,200 {many}"


@pytest.mark.parametrize(("asked", "delivered"), [(None, 18), (50, None), (None, None), (18, 18), (18, 19)], ids=str)
def test_what_is_cut_without_figures_is_not_complete(asked: int | None, delivered: int | None) -> None:
    assert Completeness(asked, delivered, is_partial=True, unit="rows").status_text() == "Not complete"


def test_what_is_whole_is_not_spoken_of() -> None:
    assert Completeness(50, 18, is_partial=False, unit="rows").status_text() == ""


def test_figures_are_grouped_as_the_reader_writes_them() -> None:
    with translation.override("es"):
        assert Completeness(12_000, 9_000, is_partial=True, unit="rows").status_text() == "9\xa0000 de 12\xa0000 filas"
