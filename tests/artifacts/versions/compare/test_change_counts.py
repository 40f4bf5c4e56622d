import pytest

from artifacts.rows.limits import SMALL_CHANGE_CELLS, SMALL_CHANGE_WORDS
from artifacts.versions.compare.change_counts import Changes


@pytest.mark.parametrize(
    "changes",
    [
        Changes(),
        Changes(cells=SMALL_CHANGE_CELLS),
        Changes(words_added=SMALL_CHANGE_WORDS - 1, words_removed=1),
    ],
)
def test_few_cells_or_words_are_small(changes: Changes) -> None:
    assert changes.is_small


@pytest.mark.parametrize(
    "changes",
    [
        Changes(cells=SMALL_CHANGE_CELLS + 1),
        Changes(words_added=SMALL_CHANGE_WORDS, words_removed=1),
        Changes(rows_added=1),
        Changes(rows_removed=1),
        Changes(columns_added=1),
        Changes(columns_removed=1),
        Changes(columns_changed=1),
        Changes(sheets=1),
    ],
)
def test_more_than_that_or_another_shape_is_not(changes: Changes) -> None:
    assert not changes.is_small
